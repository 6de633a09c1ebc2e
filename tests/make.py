"""Questions, packs, clocks and sittings made by hand, so that a stage is tested by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

from quiz.model import (
    Citation,
    Correction,
    Form,
    Name,
    Option,
    Question,
    Reason,
    Response,
    Sitting,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
I_DO_NOT_KNOW = Response(unknown=True)


def citation(source: str = "a", *, locator: str = "", phrase: str = "as it says") -> Citation:
    return Citation(
        source=source,
        text=f"Source {source}, 1926",
        locator=locator,
        phrase=phrase,
        url=f"https://example.org/{source}",
    )


def option(text: str, *, correct: bool = False) -> Option:
    return Option(
        text=text,
        correct=correct,
        why=f"{text} is what it is",
        facts=(f"thing/{text.lower()}",),
        citations=(citation(text[0].lower()),),
    )


def question(form: Form, fact: str = "one", **changes: Any) -> Question:
    """Return a question of the form whose first option, where it has options, is right."""
    base = Question(
        id=f"pack/thing/{fact}/field/{form}",
        variant="v1",
        form=form,
        facet=f"pack/thing/{fact}/field",
        facts=(f"thing/{fact}",),
        topic="First topic",
        prompt=f"What is asked of {fact}?",
        subject=f"The {fact}",
        answer="Alpha",
        reasons=(Reason(text="It is so", citations=(citation("r"),)),),
        citations=(citation("r"),),
    )
    return replace(base, **{**_PARTS[form](), **changes})


def _options(right: int = 1, wrong: int = 3) -> tuple[Option, ...]:
    names = ("Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta")[: right + wrong]
    return tuple(option(name, correct=index < right) for index, name in enumerate(names))


def _true_or_false() -> dict[str, Any]:
    """A false statement."""
    return {
        "options": (option("True"), option("False", correct=True)),
        "correction": Correction(prompt="What is right?", options=_options()),
    }


_PARTS: dict[Form, Callable[[], dict[str, Any]]] = {
    Form.CHOICE: lambda: {"options": _options()},
    Form.MULTI: lambda: {"options": _options(2, 3)},
    Form.TRUE_FALSE: _true_or_false,
    Form.TYPED: lambda: {
        "answer": "Leon Trotsky",
        "accepted": ("Leon Trotsky", "Trotsky", "Lev Davidovich Bronstein"),
        "others": (
            Name(text="Joseph Stalin", accepted=("Joseph Stalin", "Stalin", "Koba")),
            Name(text="Grigory Zinoviev", accepted=("Grigory Zinoviev",)),
            Name(text="Alexandra Sokolovskaya", accepted=("Alexandra Sokolovskaya",)),
        ),
    },
    Form.NUMBER: lambda: {
        "answer": "1917",
        "value": 1917.0,
        "low": 1917.0,
        "high": 1917.0,
        "half_life": 5.0,
        "tolerance": 1.0,
    },
    Form.CLOZE: lambda: {"answer": "Kronstadt", "accepted": ("Kronstadt",)},
    Form.ORDER: lambda: {
        "answer": "",
        "items": ("Alpha", "Beta", "Gamma", "Delta"),
        "shown": ("Gamma", "Alpha", "Delta", "Beta"),
    },
    Form.MATCH: lambda: {
        "answer": "",
        "pairs": (("one", "Uno"), ("two", "Duo"), ("three", "Tres")),
        "spare": ("Quattuor",),
    },
    Form.ODD_ONE_OUT: lambda: {"options": _options()},
    Form.TIMELINE: lambda: {
        "items": ("Alpha", "Beta", "Gamma", "Delta", "Epsilon"),
        "shown": ("Placed",),
        "value": 2.0,
    },
    Form.SOURCES: lambda: {"options": _options(2, 2)},
}


def key(asked: Question) -> Response:
    """Return the response that is right."""
    form = asked.form
    if form in (Form.TYPED, Form.CLOZE, Form.NUMBER):
        return Response(text=asked.answer)
    if form is Form.ORDER:
        return Response(chosen=tuple(asked.shown.index(item) for item in asked.items))
    if form is Form.MATCH:
        shown = sorted([right for _, right in asked.pairs] + [*asked.spare])
        return Response(chosen=tuple(shown.index(right) for _, right in asked.pairs))
    if form is Form.TIMELINE:
        return Response(chosen=(int(asked.value or 0),))
    chosen = tuple(i for i, o in enumerate(asked.options) if o.correct)
    correction = 0 if form is Form.TRUE_FALSE and chosen == (1,) else None
    return Response(chosen=chosen, correction=correction)


def miss(asked: Question) -> Response:
    """Return a response that is plainly wrong."""
    if asked.form in (Form.TYPED, Form.CLOZE):
        return Response(text="Nobody of that name")
    if asked.form is Form.NUMBER:
        return Response(text="1500")
    if asked.form is Form.ORDER:
        return Response(chosen=tuple(reversed(key(asked).chosen)))
    if asked.form is Form.MATCH:
        first, *rest = key(asked).chosen
        return Response(chosen=(*rest, first))
    if asked.form is Form.TIMELINE:
        return Response(chosen=(5,))
    return Response(chosen=(next(i for i, o in enumerate(asked.options) if not o.correct),))


def set_of(size: int, form: Form = Form.CHOICE) -> tuple[Question, ...]:
    return tuple(question(form, f"fact-{number}") for number in range(size))


@dataclass
class Clock:
    """A clock that moves when it is told to."""

    moment: datetime = NOON

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, **by: int) -> None:
        self.moment += timedelta(**by)


def ids(prefix: str = "id") -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"{prefix}-{next(numbers)}"


def sitting(questions: Sequence[Question], *, mode: str = "practice", **changes: Any) -> Sitting:
    made = Sitting(
        id="sitting-1",
        user="student",
        pack="pack",
        pack_title="The Pack",
        pack_hash="hash",
        mode=mode,
        seed="7",
        started_utc="2026-03-14T12:00:00.000Z",
        settings={},
        questions=tuple(questions),
    )
    return replace(made, **changes)
