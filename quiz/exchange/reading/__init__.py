"""What other people's files say: one module a format, and what all of them give back."""
