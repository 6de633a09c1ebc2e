"""The logs of a class, read together: who answered what first, and what that says (RULES.md 4)."""
