"""The teacher's guide: its examples run, and its reference is made from the models."""
