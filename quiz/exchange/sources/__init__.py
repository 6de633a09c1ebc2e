"""The libraries of citation programs: their entries as `[sources.…]` tables of a pack."""
