"""The `quiz` command: one module a command, each importing what it needs when it is called."""

from __future__ import annotations

try:
    from quiz.cli.main import main
except KeyboardInterrupt:  # main() answers ctrl+c, but is not there yet
    raise SystemExit(130) from None

__all__ = ["main"]
