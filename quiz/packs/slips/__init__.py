"""What a teacher meant where a file is no TOML: one slip at a time, each with its mending."""
