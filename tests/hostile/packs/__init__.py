"""Small packs that are hard on purpose: at least one for each rule that the generator must keep."""
