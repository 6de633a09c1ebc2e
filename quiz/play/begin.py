"""Making a sitting."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from quiz.errors import NoQuestions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from quiz.model import Question, Sitting

DEFAULT_USER = "student"
"""Whose answers they are where one person uses the program."""


class SomePack(Protocol):
    """What a sitting keeps of its pack."""

    @property
    def id(self) -> str:
        """The pack's stable id."""

    @property
    def title(self) -> str:
        """The pack's title."""

    @property
    def hash(self) -> str:
        """A hash of the pack's content."""


def timestamp(moment: datetime) -> str:
    """Return an aware moment as ISO 8601 in UTC with milliseconds and Z."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def moment(ts_utc: str) -> datetime:
    """Return the aware moment that `timestamp` wrote. Raises ValueError where it is none."""
    return datetime.fromisoformat(ts_utc)


def new_sitting(
    pack: SomePack,
    questions: Sequence[Question],
    *,
    mode: str,
    seed: str,
    settings: Mapping[str, str],
    user: str,
    now: Callable[[], datetime],
    new_id: Callable[[], str],
) -> Sitting:
    """Return a sitting of the questions that starts now. Raises NoQuestions where there is none."""
    if not questions:
        raise NoQuestions(f"There is no question to ask from “{pack.title}”.")
    from quiz.model import Sitting  # deferred: 10 ms, and home names a student without it

    return Sitting(
        id=new_id(),
        user=user,
        pack=pack.id,
        pack_title=pack.title,
        pack_hash=pack.hash,
        mode=mode,
        seed=seed,
        started_utc=timestamp(now()),
        settings=dict(settings),
        questions=tuple(questions),
    )
