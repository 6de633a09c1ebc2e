"""What every form of the report shares: the questions' words, names or pseudonyms, figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.generate.make import Refusal, make
from quiz.generate.maker import Maker
from quiz.generate.slots import MINOR_LEVEL, slots
from quiz.model import Form
from quiz.quick import dataclass
from quiz.reports.items.discrimination import FEWEST
from quiz.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quiz.model import Question
    from quiz.packs.content import Pack
    from quiz.reports.classroom.people import Person
    from quiz.reports.classroom.questions import QuestionReport
    from quiz.reports.classroom.report import ClassReport, Share
    from quiz.reports.intervals import Interval

MOST = 2_000
"""Questions that are made again to be shown in their own words; the rest go by their ids."""
_AMONG = frozenset({Form.ORDER, Form.MATCH, Form.ODD_ONE_OUT})
"""Forms whose prompts name none of what they ask for."""

_ONE_KEY = frozenset(
    {Form.CHOICE, Form.TYPED, Form.NUMBER, Form.CLOZE, Form.ODD_ONE_OUT, Form.SOURCES}
)
"""Forms whose right answer is the same in all variants."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """How a question is called, and what its right answer is."""

    prompt: str
    key: str
    """"" where it is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The report and what stands around it."""

    pack: str
    title: str
    seed: str | None
    report: ClassReport
    words: Mapping[str, Words]
    named: bool
    files: int
    broken: int
    repeated: int
    elsewhere: Mapping[str, int]

    def who(self, person: Person) -> str:
        """Return a student's name where names were asked for, else the pseudonym."""
        return person.name if self.named else person.pseudonym


def worded(pack: Pack | None, items: Mapping[str, str]) -> dict[str, Words]:
    """Return the words of each question; `items` has its facet."""
    found = {item: Words(prompt=_by_id(item), key="") for item in items}
    if pack is None:
        return found
    asked: dict[str, list[str]] = {}
    for item, facet in list(items.items())[:MOST]:
        asked.setdefault(facet, []).append(item.rpartition("/")[2])
    maker = Maker(pack, seed="0", level=2)
    for slot in slots(pack, MINOR_LEVEL):
        for form in Form if slot.facet in asked else ():
            # a form may have several templates, named after it: “sources-why”
            if not any(name.startswith(form.value) for name in asked[slot.facet]):
                continue
            for made in make(maker, slot, form):
                if not isinstance(made, Refusal) and made.id in found:
                    key = clean(made.answer) if made.form in _ONE_KEY else ""
                    found[made.id] = Words(prompt=_prompt(made), key=key)
    return found


def _prompt(question: Question) -> str:
    """Return a question in words that hold for all its variants."""
    if question.form is Form.TRUE_FALSE:
        field = question.facet.rpartition("/")[2].removesuffix("-back").replace("_", " ")
        return clean(f"True or false: {question.subject} ({field})")
    if question.form in _AMONG:
        return clean(f"{question.prompt} ({question.subject} among them)")
    return clean(question.prompt)


def _by_id(item: str) -> str:
    """Return what an id says: pack/kind/fact/field/form."""
    parts = item.split("/")
    if len(parts) < 5:
        return item
    field = parts[3].removesuffix("-back").replace("_", " ")
    return f"{parts[2].replace('-', ' ')}: {field}"


def percent(share: float | None) -> str:
    """Return a share as "62 %", "–" for none."""
    return "–" if share is None else f"{100 * share:.0f} %".replace("-", "−")


def span(interval: Interval | None, scale: float = 100) -> str:
    """Return an interval as "(40–80)", "" for none."""
    if interval is None:
        return ""
    return f"({scale * interval.low:.0f}–{scale * interval.high:.0f})"


def reached(share: Share) -> str:
    """Return what was right at first: "62 % (47–75)", or "2 of 4" where there are too few."""
    if share.first is None:
        return "–"
    if share.interval is None:
        return f"{share.first * share.n:.3g} of {share.n}"
    return f"{percent(share.first)} {span(share.interval)}"


def when(report: ClassReport) -> str:
    """Return from when to when the answers are, as days in UTC."""
    since, until = report.since[:10], report.until[:10]
    return since if since == until else f"{since} to {until}"


def coefficient(value: float | None) -> str:
    """Return a correlation as ".34" or "−.12"."""
    if value is None:
        return "–"
    text = f"{abs(value):.2f}"
    return ("−" if value < 0 and text != "0.00" else "") + (text[1:] if text[0] == "0" else text)


def coefficients(interval: Interval | None) -> str:
    """Return the interval of a correlation as "(−.05 to .58)"."""
    if interval is None:
        return ""
    return f"({coefficient(interval.low)} to {coefficient(interval.high)})"


def counted(number: int, one: str, many: str = "") -> str:
    """Return "1 student", "25 students"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def left_out(told: Told) -> str:
    """Return what was left out and why, as a list; "" for nothing."""
    return ", ".join(f"{n:,} {why}" for why, n in told.report.left_out.items())


def why_not(question: QuestionReport) -> str:
    """Return why nothing is said of a question's discrimination."""
    return "too few answers" if question.rated < FEWEST else "all answered alike"
