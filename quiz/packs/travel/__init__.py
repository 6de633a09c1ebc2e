"""Packs that others made: looked into, cleaned, put on the shelf and taken off it."""
