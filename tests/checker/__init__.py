"""A second opinion on every question, by code that the generator has never seen.

It reads the packs' TOML by itself and the questions as `quiz questions --format jsonl` prints
them, and holds the numbered rules against both by brute force.
"""
