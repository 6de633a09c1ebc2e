"""New packs: from an example that plays, or from a table that a teacher has already."""
