"""Figures of test theory, against other programs and against what must not matter."""
