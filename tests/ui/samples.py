"""A question of every form, made by hand, as the generator makes them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quiz.model import (
    Citation,
    Correction,
    Form,
    Option,
    Question,
    Reason,
    Sitting,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ARTICLE = Citation(
    source="article",
    text="“Leon Trotsky”, a mirror of a free encyclopedia, about 2011",
    locator="§ Defeat and exile (1927–1928)",
    phrase="expelled from the Communist Party on 12 November",
    url="https://example.org/trotsky",
)
EVENTS = Citation(
    source="events",
    text="“The struggle for power”, a school history site, 2014",
    locator="p. 12",
    phrase="banished to Alma-Ata in January",
)
CONGRESS = Citation(
    source="events",
    text="“The struggle for power”, a school history site, 2014",
    locator="p. 14",
    phrase="during the 15th Congress",
)
REASONS = (
    Reason(
        text="Trotsky and Zinoviev were expelled from the party on 12 November 1927.",
        citations=(ARTICLE,),
    ),
    Reason(text="It came weeks before the 15th Congress expelled their supporters."),
    Reason(text="One source puts it at the congress itself, in December.", citations=(CONGRESS,)),
)


def option(text: str, *, correct: bool = False, why: str = "", cite: Citation = EVENTS) -> Option:
    return Option(
        text=text,
        correct=correct,
        why=why or f"{text} belongs to something else",
        facts=("event/x",),
        citations=(cite,),
    )


def _question(form: Form, ident: str, **fields: object) -> Question:
    base = Question(
        id=f"sample/event/{ident}/when/{form.value}",
        variant=f"v-{ident}",
        form=form,
        facet=f"sample/event/{ident}/when",
        facts=(f"event/{ident}",),
        topic="Defeat and exile",
        prompt="When were Trotsky and Zinoviev expelled from the Communist Party?",
        subject="the expulsion of Trotsky and Zinoviev from the Communist Party",
        answer="November 1927",
        reasons=REASONS,
        citations=(ARTICLE, CONGRESS),
    )
    return replace(base, **fields)  # type: ignore[arg-type]


CHOICE = _question(
    Form.CHOICE,
    "expulsion",
    options=(
        option("October 1926", why="The opposition gave in for a while in October 1926"),
        option("November 1927", correct=True, why="They were expelled then", cite=ARTICLE),
        option("January 1928", why="Trotsky was sent to Alma-Ata in January 1928"),
        option("February 1929", why="Trotsky was deported to Turkey in February 1929"),
    ),
)
MULTI = _question(
    Form.MULTI,
    "opposition",
    prompt="Which of these people stood in the United Opposition of 1926?",
    answer="Grigory Zinoviev and Lev Kamenev",
    options=(
        option("Grigory Zinoviev", correct=True),
        option("Nikolai Bukharin", why="Bukharin led the right of the party"),
        option("Lev Kamenev", correct=True),
        option("Alexei Rykov"),
        option("Mikhail Tomsky"),
    ),
)
TRUE_FALSE = _question(
    Form.TRUE_FALSE,
    "deportation",
    prompt="Is it true that Trotsky was deported to Norway (not Turkey) in 1929?",
    answer="False: to Turkey",
    options=(option("True", why="He went to Turkey"), option("False", correct=True)),
    correction=Correction(
        prompt="Where was he deported in 1929?",
        options=(
            option("France", why="He came to France in 1933"),
            option("Turkey", correct=True),
            option("Mexico", why="He came to Mexico in 1937"),
        ),
    ),
)
TRUE = replace(
    TRUE_FALSE,
    id="sample/event/true/when/true-false",
    variant="v-true",
    prompt="Is it true that Trotsky was deported to Turkey (not Norway) in 1929?",
    answer="True",
    options=(option("True", correct=True), option("False")),
)
TYPED = _question(
    Form.TYPED,
    "exile",
    prompt="Where was Trotsky banished within the Soviet Union in 1928?",
    answer="Alma-Ata",
    accepted=("Alma-Ata", "Almaty", "Alma Ata", "Verny"),
)
CLOZE = _question(
    Form.CLOZE,
    "book",
    prompt="Complete: “The Revolution ____” appeared in 1937.",
    answer="Betrayed",
    accepted=("Betrayed",),
)
NUMBER = _question(
    Form.NUMBER,
    "year",
    prompt="In which year was Trotsky banished to Alma-Ata?",
    answer="1928",
    value=1928.0,
    low=1928.0,
    high=1928.0,
    half_life=5.0,
)
ORDER = _question(
    Form.ORDER,
    "order",
    prompt="In which order did these take place, the earliest first?",
    answer="",
    items=(
        "The opposition’s demonstrations on the tenth anniversary",
        "The banishment to Alma-Ata",
        "The deportation to Turkey",
        "The assassination",
    ),
    shown=(
        "The deportation to Turkey",
        "The assassination",
        "The opposition’s demonstrations on the tenth anniversary",
        "The banishment to Alma-Ata",
    ),
    dates=("7 November 1927", "January 1928", "February 1929", "August 1940"),
)
MATCH = _question(
    Form.MATCH,
    "match",
    prompt="Which place belongs to which year of Trotsky’s exile?",
    answer="",
    pairs=(("1928", "Alma-Ata"), ("1929", "Prinkipo"), ("1935", "Hønefoss"), ("1937", "Coyoacán")),
    spare=("Vienna",),
)
ODD = _question(
    Form.ODD_ONE_OUT,
    "odd",
    prompt="Which of these did NOT belong to the Left Opposition?",
    answer="Bukharin",
    options=(
        option("Preobrazhensky"),
        option("Bukharin", correct=True, why="Bukharin led the right"),
        option("Pyatakov"),
        option("Radek"),
    ),
)
TIMELINE = _question(
    Form.TIMELINE,
    "timeline",
    prompt="Where on this line does the banishment to Alma-Ata belong?",
    answer="between the expulsion from the party and the deportation to Turkey",
    items=(
        "The expulsion from the Central Committee",
        "The expulsion from the party",
        "The deportation to Turkey",
        "The founding of the Fourth International",
    ),
    shown=("The banishment to Alma-Ata",),
    value=2.0,
    dates=("October 1927", "November 1927", "February 1929", "September 1938"),
)
SOURCES_ONE = _question(
    Form.SOURCES,
    "sources",
    prompt="Which date does the school history site give for the expulsion?",
    answer="December 1927",
    options=(
        option("November 1927", why="The encyclopedia says so", cite=ARTICLE),
        option("December 1927", correct=True),
        option("January 1928"),
    ),
)
SOURCES_MANY = replace(
    SOURCES_ONE,
    id="sample/event/sources-many/when/sources",
    variant="v-sources-many",
    prompt="Which of these dates does at least one of the sources give?",
    answer="November 1927 and December 1927",
    options=(
        option("November 1927", correct=True, cite=ARTICLE),
        option("December 1927", correct=True),
        option("January 1928"),
    ),
)

ALL: tuple[Question, ...] = (
    CHOICE,
    MULTI,
    TRUE_FALSE,
    TRUE,
    TYPED,
    CLOZE,
    NUMBER,
    ORDER,
    MATCH,
    ODD,
    TIMELINE,
    SOURCES_ONE,
    SOURCES_MANY,
)

RIGHT_KEYS: dict[str, tuple[str, ...]] = {
    CHOICE.id: ("2",),
    MULTI.id: ("1", "3", "enter"),
    TRUE_FALSE.id: ("f", "2"),
    TRUE.id: ("t",),
    TYPED.id: (*"Alma-Ata".replace("-", "§"), "enter"),
    CLOZE.id: (*"Betrayed", "enter"),
    NUMBER.id: (*"1928", "enter"),
    ORDER.id: ("3", "4", "1", "2", "enter"),
    MATCH.id: ("a", "d", "c", "b", "enter"),
    ODD.id: ("2",),
    TIMELINE.id: ("3",),
    SOURCES_ONE.id: ("2",),
    SOURCES_MANY.id: ("1", "2", "enter"),
}
"""Keys that answer each of them rightly ("§" stands for the hyphen's key)."""
WRONG_KEYS: dict[str, tuple[str, ...]] = {
    CHOICE.id: ("3",),
    MULTI.id: ("1", "2", "enter"),
    TRUE_FALSE.id: ("f", "3"),
    TRUE.id: ("f", "1"),
    TYPED.id: (*"Baku", "enter"),
    CLOZE.id: (*"Permanent", "enter"),
    NUMBER.id: (*"1936", "enter"),
    ORDER.id: ("1", "2", "3", "4", "enter"),
    MATCH.id: ("b", "e", "c", "a", "enter"),
    ODD.id: ("1",),
    TIMELINE.id: ("5",),
    SOURCES_ONE.id: ("1",),
    SOURCES_MANY.id: ("1", "3", "enter"),
}


def keys_for(keys: Sequence[str]) -> list[str]:
    """Return the keys as a pilot presses them."""
    return ["minus" if key == "§" else key for key in keys]


def sitting(
    questions: Sequence[Question] = ALL,
    *,
    mode: str = "practice",
    ident: str = "s-1",
    title: str = "Trotsky and Stalin",
    settings: dict[str, str] | None = None,
) -> Sitting:
    return Sitting(
        id=ident,
        user="student",
        pack="sample",
        pack_title=title,
        pack_hash="hash",
        mode=mode,
        seed="1",
        started_utc="2026-01-01T00:00:00.000Z",
        settings=settings or {"count": "10"},
        questions=tuple(questions),
    )


def changed(question: Question, change: Callable[[str], str]) -> Question:
    """Return the question with every text of it changed: for hostile text in every slot."""

    def cite(c: Citation) -> Citation:
        return replace(c, text=change(c.text), locator=change(c.locator), phrase=change(c.phrase))

    def opt(o: Option) -> Option:
        return replace(
            o,
            text=change(o.text),
            why=change(o.why),
            citations=tuple(cite(c) for c in o.citations),
        )

    texts = {text: change(text) for text in (*question.items, *question.shown)}
    return replace(
        question,
        topic=change(question.topic),
        prompt=change(question.prompt),
        subject=change(question.subject),
        answer=change(question.answer),
        options=tuple(opt(o) for o in question.options),
        correction=None
        if question.correction is None
        else Correction(
            prompt=change(question.correction.prompt),
            options=tuple(opt(o) for o in question.correction.options),
        ),
        items=tuple(texts[text] for text in question.items),
        shown=tuple(texts[text] for text in question.shown),
        pairs=tuple((change(left), change(right)) for left, right in question.pairs),
        spare=tuple(change(text) for text in question.spare),
        dates=tuple(change(text) for text in question.dates),
        unit=change(question.unit) if question.unit else "",
        reasons=tuple(
            Reason(text=change(r.text), citations=tuple(cite(c) for c in r.citations))
            for r in question.reasons
        ),
        citations=tuple(cite(c) for c in question.citations),
    )
