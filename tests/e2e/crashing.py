"""The `quiz` command with a mistake in it: every verdict raises, with the answer in the message.

python -m tests.e2e.crashing ARGUMENT…
"""

from __future__ import annotations

import sys
from typing import Any

from quiz.cli import main
from quiz.ui.screens import question

SECRET = "the right answer, in an exception"


def _break(*_args: Any, **_named: Any) -> Any:
    right_answer = SECRET
    raise RuntimeError(right_answer)


if __name__ == "__main__":
    question.verdict_row = _break
    sys.exit(main())
