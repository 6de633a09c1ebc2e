"""A question of somebody else's, as far as it says anything, and what could not be read."""

from __future__ import annotations

import re
from dataclasses import field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from quiz.errors import QuizError
from quiz.packs import limits
from quiz.quick import dataclass
from quiz.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

SHOWN = 60
"""Characters by which a question is named in a list of what was dropped."""

TOO_MANY = f"it has more than {limits.LIST_ITEMS} options"


class Kind(StrEnum):
    """How a question of somebody else's is answered."""

    CHOICE = "choice"
    TYPED = "typed"
    NUMBER = "number"
    TRUE_FALSE = "true-false"
    MATCH = "match"
    ORDER = "order"
    CARD = "card"
    """Front and back, with nothing asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One question, or one card. Text is clean and has no tags."""

    kind: Kind
    prompt: str
    """card: the front."""
    right: tuple[str, ...] = ()
    """choice, typed, card: what is right; order: all, the first one first."""
    wrong: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    """choice: all of them, as they stand in the file."""
    true: bool = False
    low: float = 0.0
    high: float = 0.0
    pairs: tuple[tuple[str, str], ...] = ()
    spare: tuple[str, ...] = ()
    note: str = ""
    """The explanation."""
    why: dict[str, str] = field(default_factory=dict)
    """By option, what is said when it is chosen."""
    remarks: tuple[str, ...] = ()
    """What else the file says of it, for its teacher."""
    sources: tuple[str, ...] = ()
    """References, as they are printed."""
    topic: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """What was not read, and why."""

    what: str
    why: str


@dataclass(slots=True)
class Reading:
    """All that a file gives. Readers add to it as they go."""

    title: str = ""
    license: str = ""
    found: list[Found] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)

    def add(self, one: Found) -> None:
        """Keep a question, or say why it is none. Raises QuizError as `drop` does."""
        one = _by_itself(one)
        if reason := _useless(one):
            self.drop(one.prompt, reason)
        elif len(self.found) >= limits.IMPORTED:
            self.drop(one.prompt, f"at most {limits.IMPORTED:,} are read")
        else:
            self.found.append(one)

    def drop(self, what: str, why: str) -> None:
        """Say what was not read. Raises QuizError where a file has too many questions."""
        if len(self.found) + len(self.dropped) >= limits.IMPORTED_LOOKED_AT:
            raise QuizError(
                f"It has more than {limits.IMPORTED_LOOKED_AT:,} questions. Split it into several "
                "files."
            )
        shown = flat(what[: 100 * SHOWN]) or "without a text"
        shown = shown if len(shown) <= SHOWN else f"{shown[: SHOWN - 1]}…"
        self.dropped.append(Dropped(what=shown, why=why))


def flat(text: str) -> str:
    """Return clean text on one line."""
    return " ".join(clean(text).split())


def several(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the texts that say something, each once."""
    return tuple(dict.fromkeys(filter(None, map(flat, texts))))


_OF_OTHERS = re.compile(
    r"(?:all|none|both|neither|any|some|two|more than one) (?:of )?(?:the |these |those )?"
    r"(?:above|answers?|options?|choices?|others?|listed)(?: (?:above|are|is) \w+)?"
    r"|(?:all|none|both|neither|any) of (?:them|these|those)"
    r"|(?:both |neither )?\(?[a-f]\)? (?:and|or|nor) \(?[a-f]\)?"
    r"|(?:alle|keine[rs]?|beide) (?:der )?(?:antworten|genannten|oben genannten).*"
    r"|(?:toutes|aucune) (?:de )?(?:ces |les )?réponses.*"
    r"|(?:todas|ninguna) (?:de )?las (?:anteriores|respuestas.*)"
    r"|(?:все|ни один из|всё) (?:перечисленн\w*|ответы|вышеперечисленн\w*).*",
    re.IGNORECASE,
)
_MOST_OF_OTHERS = 60
"""Characters of an option that could speak of the others only."""


def _speaks_of_others(option: str) -> bool:
    """Tell whether an option says something only beside the others: “all of the above”."""
    return len(option) <= _MOST_OF_OTHERS and bool(_OF_OTHERS.fullmatch(option.rstrip(" .!")))


def _by_itself(one: Found) -> Found:
    """Take out the wrong options that speak of the others: a row has no others."""
    gone = tuple(filter(_speaks_of_others, one.wrong)) if one.kind is Kind.CHOICE else ()
    if not gone:
        return one
    said = tuple(f"Left out, for it speaks of the other options: {option}" for option in gone)
    return replace(
        one,
        wrong=tuple(option for option in one.wrong if option not in gone),
        remarks=(*one.remarks, *said),
    )


def _useless(one: Found) -> str:
    if not one.prompt:
        return "it asks nothing"
    texts = (one.prompt, one.note, *one.right, *one.wrong, *(t for p in one.pairs for t in p))
    if any(len(text) > limits.TEXT_CHARACTERS for text in texts):
        return f"a text is longer than {limits.TEXT_CHARACTERS:,} characters"
    if len(one.right) + len(one.wrong) + len(one.pairs) > limits.LIST_ITEMS:
        return TOO_MANY
    if one.kind is Kind.MATCH:
        return "" if len(one.pairs) > 1 else "it has fewer than two pairs"
    if one.kind is Kind.NUMBER:
        return "" if max(-one.low, one.high) <= limits.INTEGER else "its number is too large"
    if one.kind is Kind.TRUE_FALSE:
        return ""
    if not one.right:
        return "no answer is marked as right"
    if one.kind is Kind.CHOICE and any(map(_speaks_of_others, one.right)):
        return "its right answer speaks of the other options"
    return "" if set(one.right).isdisjoint(one.wrong) else "an answer is both right and wrong"
