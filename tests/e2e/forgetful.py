"""The `quiz` command over a log that says yes at once and writes later, as none must.

python -m tests.e2e.forgetful ARGUMENT…
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from quiz.cli import main
from quiz.records.log import Log

if TYPE_CHECKING:
    from quiz.model import Answer

BATCH = 100
_record = Log.record
_waiting: list[Answer] = []


def _record_later(log: Log, answer: Answer) -> bool:
    _waiting.append(answer)
    if len(_waiting) == BATCH:
        for each in _waiting:
            _record(log, each)
        _waiting.clear()
    return True


if __name__ == "__main__":
    Log.record = _record_later  # type: ignore[method-assign]
    sys.exit(main())
