"""The key with reasons: what is right, why, what each wrong option really is, and who says so.

References are numbered through for the whole paper, work by work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.exchange.paper.sheets import counts_too, key
from quiz.exchange.told import asked, line
from quiz.model import Form
from quiz.play.feedback import right_answer
from quiz.quick import dataclass
from quiz.text import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from quiz.exchange.paper.sheets import Sheet
    from quiz.model import Citation, Option, Question
    from quiz.packs.content import Pack


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A sentence and the numbers of its references."""

    text: str
    notes: tuple[int, ...] = ()
    option: str = ""
    """The wrong option that it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """All there is to say of one question."""

    elsewhere: str
    """Its number on the versions after A: "B 7 · C 2"."""
    prompt: str
    answer: str
    counts_too: str
    dates: tuple[str, ...]
    reasons: tuple[Said, ...]
    wrong: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A work of the list at the end, and the numbered places in it."""

    text: str
    url: str
    places: tuple[tuple[int, str], ...]


class References:
    """Numbers all that is cited: the works as they come up, and the places within each."""

    def __init__(self, questions: Sequence[Question], styled: Callable[[str], str] = str) -> None:
        works: dict[str, dict[str, str]] = {}
        for citation in (c for question in questions for c in _cited(question)):
            url = line(citation.url or "")
            web = url if url.startswith(("https://", "http://")) else ""
            works.setdefault(line(citation.text), {})[_place(citation)] = web
        self._numbers: dict[tuple[str, str], int] = {}
        self.listed: list[Reference] = []
        for work, places in works.items():
            for place in places:
                self._numbers[work, place] = len(self._numbers) + 1
            numbered = tuple((self._numbers[work, place], place) for place in places)
            url = next(filter(None, places.values()), "")
            text = styled(work)
            url = "" if url in text else url
            self.listed.append(Reference(text=line(text), url=url, places=numbered))

    def numbers(self, citations: Iterable[Citation]) -> tuple[int, ...]:
        """Return the numbers of the citations, each once."""
        found = (self._numbers[line(c.text), _place(c)] for c in citations)
        return tuple(dict.fromkeys(found))


def in_style(pack: Pack, style: str) -> Callable[[str], str]:
    """Return what turns a work's own form into that of a style; itself without one.

    Only what is asked for is printed, for a pack may have many works that these questions do not
    cite, and each takes up to 20 ms. Raises QuizError where the style cannot be printed.
    """
    if not style:
        return str
    from quiz.exchange import references  # deferred: a third party's, and slow

    sources = {line(source.reference): source for source in pack.sources.values()}
    references.must_be_there()

    def styled(work: str) -> str:
        return references.in_style(sources[work], style) if work in sources else work

    return styled


def _cited(question: Question) -> Iterator[Citation]:
    for reason in question.reasons:
        yield from reason.citations
    for option in _wrong_options(question):
        yield from option.citations


def _wrong_options(question: Question) -> list[Option]:
    """Return the wrong options; of "True" and "False" there is nothing more to say."""
    listed = () if question.form is Form.TRUE_FALSE else question.options
    better = question.correction.options if question.correction else ()
    return [option for option in (*listed, *better) if not option.correct and option.why]


def _place(citation: Citation) -> str:
    """Return section or page, and the phrase to find there."""
    phrase = f"“{line(citation.phrase)}”" if citation.phrase else ""
    return ": ".join(filter(None, (line(citation.locator), phrase))) or "as a whole"


def explained(found: Sequence[Sheet], references: References) -> list[Explained]:
    """Return every question in the order of version A."""
    places: dict[str, list[str]] = {}
    for sheet in found[1:]:
        for number, question in enumerate(sheet.questions, 1):
            places.setdefault(question.id, []).append(f"{sheet.letter} {number}")
    return [_one(q, " · ".join(places.get(q.id, ())), references) for q in found[0].questions]


def _one(question: Question, elsewhere: str, references: References) -> Explained:
    reasons = [
        Said(text=sentence(line(r.text)), notes=references.numbers(r.citations))
        for r in question.reasons
    ]
    said = {reason.text for reason in reasons}
    wrong = [
        Said(
            text=sentence(line(option.why)),
            notes=references.numbers(option.citations),
            option=line(option.text),
        )
        for option in _wrong_options(question)
    ]
    dated = zip(question.dates, question.items, strict=False)
    return Explained(
        elsewhere=elsewhere,
        prompt=asked(question),
        answer=line(right_answer(question)) or key(question),
        counts_too=counts_too(question),
        dates=tuple(f"{line(date)}: {line(item)}" for date, item in dated),
        reasons=tuple(reasons),
        wrong=tuple(why for why in wrong if why.text and why.text not in said),
    )
