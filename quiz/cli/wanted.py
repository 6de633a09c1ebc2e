"""What `quiz play` is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.model import Form


class Wanted:
    """What is to be played, and how: as it stands here where the arguments do not say.

    The parser makes another one of the same names. No dataclass: `--help` would load those.
    """

    module = "play"
    mode: str = "practice"
    count: int = 10
    seed: str | None = None
    form: Sequence[Form] = ()
    topic: Sequence[str] = ()
    level: int = 2
    time: float | None = None
    extra: float | None = None
    confidence: bool | None = None
    against: str | None = None
    student: str | None = None

    def __init__(self, pack: str = "", *, plain: bool = False) -> None:
        """`pack`: its id or its path, "" where it is still to be chosen."""
        self.pack = pack
        self.plain = plain


MOST_QUESTIONS = 500
"""What `--count` takes."""
_DIGITS = 3
"""As many as that has."""


def plain_wish(given: Sequence[str]) -> Wanted | None:
    """Return what `play PACK` asks for, in lines and of so many questions where it says so.

    None for arguments that say anything else, or anything wrong: the parser takes 10 ms.
    """
    match given:
        case ["play", pack, *more] if not pack.startswith("-"):
            wanted = Wanted(pack)
        case _:
            return None
    words = iter(more)
    for word in words:
        if word == "--plain":
            wanted.plain = True
        elif word == "--count":
            number = next(words, "")
            is_short = number.isascii() and number.isdecimal() and len(number) <= _DIGITS
            if not (is_short and 1 <= int(number) <= MOST_QUESTIONS):
                return None
            wanted.count = int(number)
        else:
            return None
    return wanted
