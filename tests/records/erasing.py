"""Erases one student: the program that is killed. python -m tests.records.erasing HOME ID NAME."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from quiz.records.erasure import erase
from quiz.records.students import Student

NOW = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)


def main(home: Path, ident: str, name: str) -> None:
    print("begins", flush=True)
    erase(
        home / "data",
        Student(id=ident, name=name),
        now=NOW,
        choices=home / "settings",
        cache=home / "cache",
    )
    print("done", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
