"""`python -m quiz` is the `quiz` command."""

from __future__ import annotations

import sys

from quiz.cli import main

if __name__ == "__main__":
    sys.exit(main())
