"""Every error that Footnote raises on purpose.

    QuizError
    ├── PackError            a pack cannot be used; carries all its problems
    ├── PackNotFound         no pack has that id or path
    ├── NoQuestions          the pack yields no question for what was asked
    ├── ResponseError        a response does not fit the question's form
    │   └── TimeIsUp         it came after the time limit, and the sitting has ended
    ├── StudentError         a student's name cannot be used, or nobody has it
    └── LogError             the log cannot be opened or written
        ├── LogBusy          another program has it open
        └── LogNewer         it was written by a newer version

A command turns a QuizError into plain sentences on stderr and a non-zero exit; nothing else may
reach a user as a traceback.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.quick import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

ERROR = "error"
WARNING = "warning"
HINT = "hint"
SEVERITIES = (ERROR, WARNING, HINT)
"""The gravest first. Only an error keeps a pack from being played."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing to mend."""

    code: str
    """A stable slug: "unknown-key", "phrase-not-found"."""
    message: str
    """What is wrong, one sentence."""
    file: str = ""
    line: int = 0
    """From 1; 0 where no line applies."""
    column: int = 0
    severity: str = ERROR
    hint: str = ""
    """How to mend it, or the nearest known spelling; a sentence, or empty."""
    write: str = ""
    """The line, or the part of it, as it was probably meant; or empty."""
    width: int = 1
    """Characters from `column` on that are meant."""
    excerpt: str = ""
    """The line itself as it stands in the file, or "" where no line applies. Not cleaned."""
    expected: str = ""
    """What may stand there: "text in quotes"; or empty."""
    nearest: str = ""
    """The nearest known spelling; or empty."""
    row: str = ""
    """Key of the row that it is about, "event/party-expulsion"; empty where it is about none."""

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        text = f"{place}: {self.severity}: {self.message} [{self.code}]"
        hint = " ".join(filter(None, (self.hint, self.write and f"Write: {self.write}")))
        return text + (f"\n    {hint}" if hint else "")


class QuizError(Exception):
    """Something that a user can be told in a sentence."""


class PackError(QuizError):
    """A pack cannot be used."""

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)


class PackNotFound(QuizError):
    """No pack has that id or path."""


class NoQuestions(QuizError):
    """The pack yields no question for what was asked."""


class ResponseError(QuizError):
    """A response does not fit the question's form."""


class TimeIsUp(ResponseError):
    """A response came after the time limit, which has ended the sitting."""


class StudentError(QuizError):
    """A student's name cannot be used, or nobody has it; or the list cannot be written."""


class LogError(QuizError):
    """The log cannot be opened or written."""


class LogBusy(LogError):
    """Another program has the log open."""


class LogNewer(LogError):
    """The log was written by a newer version of Footnote."""
