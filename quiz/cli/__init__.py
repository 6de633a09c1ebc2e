"""The `quiz` command: one module a command, each importing what it needs when it is called."""

from __future__ import annotations

from quiz.cli.main import main

__all__ = ["main"]
