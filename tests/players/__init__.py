"""Players who know no fact and read closely: what a cue is worth to them."""
