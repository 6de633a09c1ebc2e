"""The checker sees: a sound question, spoilt in one way, is found out by that rule.

A gate that has never failed proves nothing. Each case here is its negative control.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from tests import shipped
from tests.checker.check import check, identities, same_prompt
from tests.checker.pack import Book, read_book
from tests.checker.sets import check_set

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Question = dict[str, Any]

PACK = """
[pack]
id = "ships"
title = "Ships"
[sources.log]
title = "A Log"
type = "book"
[sources.diary]
title = "A Diary"
type = "book"
[kinds.ship]
[kinds.ship.fields.built]
type = "date"
ask = "When was {name} built?"
back = "Which ship was built {value:on}?"
says = "{name} was built {value:on}"
sequence = "In which order were these built?"
[kinds.ship.fields.yard]
type = "name"
of = ["place"]
ask = "Where was {name} built?"
says = "{name} was built {value:in}"
[kinds.ship.fields.length]
type = "number"
unit = "m"
tolerance = 1
ask = "How long was {name}, in m?"
says = "{name} was {value} long"
[kinds.ship.fields.crew]
type = "text"
many = true
complete = true
which = "Which of these sailed on {name}?"
says = "{value} sailed on {name}"
"""
YARDS = ("Kiel", "Bonn", "Ulm", "Jena", "Trier")
NAMES = ("the Aurora", "the Beagle", "the Comet", "the Dolphin", "the Eagle")


@pytest.fixture(scope="module")
def ships(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Five ships, built in 1900, 1910 … at five yards; Kiel lies in Prussia."""
    text = PACK
    for i, (name, yard) in enumerate(zip(NAMES, YARDS, strict=True)):
        text += f"""
[[ship]]
name = "{name}"
built = "{1900 + 10 * i}-05-03"
yard = "{yard}"
length = {100 + 20 * i}
crew = ["Sailor {i}", "Mate {i}"]
cite = {{ source = "log", page = "{i + 1}" }}
"""
    text += """
[[ship.claims]]
field = "built"
value = "1950"
rank = "deprecated"
note = "A slip of the pen."
cite = { source = "diary", page = "9" }
"""
    places = "".join(f'[[place]]\nname = "{yard}"\n' for yard in YARDS)
    places = places.replace('"Kiel"\n', '"Kiel"\naliases = ["Tom Kyle"]\npart_of = ["Prussia"]\n')
    path: Path = tmp_path_factory.mktemp("ships") / "ships.toml"
    path.write_text(f'{text}\n{places}[[place]]\nname = "Prussia"\n', "utf-8")
    return read_book(path)


def cite(number: int) -> Question:
    return {"source": "log", "text": "A Log", "locator": f"p. {number + 1}", "phrase": ""}


def option(text: str, owner: int, *, correct: bool = False) -> Question:
    yard, year = YARDS[owner], 1900 + 10 * owner
    return {
        "text": text,
        "correct": correct,
        "why": f"{NAMES[owner].capitalize()} was built in {yard} on 3 May {year}.".replace(
            "the a", "The A"
        ),
        "facts": [f"ship/{NAMES[owner].removeprefix('the ').lower()}"],
        "citations": [cite(owner)],
    }


def base(field: str, form: str, prompt: str, answer: str, **parts: Any) -> Question:
    facet = f"ships/ship/beagle/{field}"
    return {
        "id": f"{facet}/{form}",
        "variant": "v",
        "form": form,
        "facet": facet,
        "facts": ["ship/beagle"],
        "topic": "Ships",
        "prompt": prompt,
        "subject": "The Beagle",
        "answer": answer,
        "explanation": f"The Beagle was built in Bonn on 3 May 1910, 120 m long. {answer}.",
        "citations": [cite(1)],
        "difficulty": 0.0,
        "level": 2,
        **parts,
    }


def when() -> Question:
    options = [option(str(1900 + 10 * i), i, correct=i == 1) for i in range(4)]
    return base("built", "choice", "In which year was the Beagle built?", "1910", options=options)


def where() -> Question:
    options = [option(YARDS[i], i, correct=i == 1) for i in (2, 1, 3, 0)]
    return base("yard", "choice", "Where was the Beagle built?", "Bonn", options=options)


def back() -> Question:
    names = [name.replace("the", "The") for name in NAMES]
    options = [option(names[i], i, correct=i == 1) for i in (2, 1, 3, 0)]
    prompt = "Which ship was built in 1910?"
    return base("built-back", "choice", prompt, names[1], options=options)


def long() -> Question:
    options = [option(f"{100 + 20 * i} m", i, correct=i == 1) for i in range(4)]
    for i, one in enumerate(options):
        one["why"] = f"{NAMES[i].replace('the', 'The')} was {100 + 20 * i} m long."
    return base("length", "choice", "How long was the Beagle, in m?", "120 m", options=options)


def typed() -> Question:
    return base("yard", "typed", "Where was the Beagle built?", "Bonn", accepted=["Bonn"])


def number() -> Question:
    prompt = "In which year was the Beagle built?"
    parts = {"value": 1910.0, "low": 1910.0, "high": 1910.0, "tolerance": 0.0}
    return base("built", "number", prompt, "1910", **parts)


def order() -> Question:
    names = [name.replace("the", "The") for name in NAMES[:4]]
    dates = [f"3 May {1900 + 10 * i}" for i in range(4)]
    prompt = "In which order were these built?"
    parts = {"items": names, "shown": names[::-1], "dates": dates}
    return base("built", "order", prompt, "…", **parts)


def statement() -> Question:
    truth = {"why": "It was.", "facts": ["ship/beagle"], "citations": [cite(1)]}
    options = [
        {"text": "True", "correct": True} | truth,
        {"text": "False", "correct": False} | truth,
    ]
    prompt = "Is it true that the Beagle was built in Bonn rather than in Kiel?"
    return base("yard", "true-false", prompt, "True", options=options)


def several() -> Question:
    texts = ["Sailor 1", "Mate 1", "Sailor 2", "Mate 3", "Mate 0"]
    options = [option(text, int(text[-1]), correct=text.endswith("1")) for text in texts]
    for one in options:
        owner = int(one["text"][-1])
        one["why"] = f"{one['text']} sailed on {NAMES[owner]}."
    prompt = "Select all that apply: which of these sailed on the Beagle?"
    answer = "Sailor 1 and Mate 1"
    return base("crew", "multi", prompt, answer, options=options)


def pairs() -> Question:
    rights = ["1900", "1910", "1920", "1930"]
    columns = [[NAMES[i].replace("the", "The"), rights[i]] for i in (1, 0, 3, 2)]
    parts = {"pairs": columns, "spare": ["1940"], "shown": [*rights, "1940"]}
    return base("built", "match", "Which year belongs to which ship?", "…", **parts)


def timeline() -> Question:
    items = [NAMES[i].replace("the", "The") for i in (0, 2, 3)]
    dates = ["3 May 1900", "3 May 1920", "3 May 1930"]
    parts = {"items": items, "shown": ["The Beagle"], "value": 1.0, "dates": dates}
    prompt = "Where on this timeline does the Beagle belong?"
    return base("built", "timeline", prompt, "…", **parts)


SOUND = [when, where, back, long, typed, number, order, statement, several, pairs, timeline]


def put(**changes: Any) -> Callable[[Question], None]:
    return lambda q: q.update(changes)


def text_of(place: int, text: str) -> Callable[[Question], None]:
    return lambda q: q["options"][place].update(text=text)


def flag(place: int, *, correct: bool) -> Callable[[Question], None]:
    return lambda q: q["options"][place].update(correct=correct)


def option_put(place: int, **changes: Any) -> Callable[[Question], None]:
    return lambda q: q["options"][place].update(changes)


SPOILT: list[tuple[str, Callable[[], Question], Callable[[Question], None]]] = [
    ("A1", when, flag(0, correct=True)),
    ("A1", when, flag(1, correct=False)),
    ("A1", where, text_of(3, "Prussian Bonn")),
    ("A1", typed, put(accepted=["Bonn", "Ulm"])),
    (
        "A1",
        statement,
        put(prompt="Is it true that the Beagle was built in Ulm rather than in Kiel?"),
    ),
    ("A1", order, lambda q: q.update(items=[*reversed(q["items"])], shown=q["items"])),
    ("A1", several, flag(2, correct=True)),
    ("A1", several, flag(0, correct=False)),
    ("A1", pairs, lambda q: q["pairs"][0].__setitem__(1, "1940")),
    ("A1", timeline, put(value=2.0)),
    ("A1", number, put(value=1911.0)),
    ("A3", where, lambda q: q["citations"][0].update(locator="")),
    ("A3", where, lambda q: q["citations"][0].update(source="nobody")),
    ("A3", where, put(citations=[])),
    ("A4", back, put(prompt="Which ship was built in 1920?")),
    ("A6", where, text_of(2, "Prussia")),
    ("A6", where, text_of(0, "Tom Kyle")),
    ("A6", when, text_of(2, "1910")),
    ("A9", long, text_of(2, "120.5 m")),
    ("A9", long, text_of(0, "121 m")),
    ("A9", number, put(low=1900.0)),
    ("B1", where, put(prompt="Where was the Beagle built, in Bonn?")),
    ("B1", typed, put(prompt="Where was the Beagle, Bonn’s pride, built?")),
    ("B1", number, put(prompt="In which year was the Beagle of 1910 built?")),
    ("B4", where, text_of(1, "The old and venerable city of Bonn on the Rhine")),
    ("B5", when, text_of(3, "May 1930")),
    ("B5", where, text_of(0, "Ulm (Danube)")),
    ("B5", long, text_of(3, "160.25 m")),
    ("B6", where, text_of(0, "None of these")),
    ("B6", where, text_of(0, "Both")),
    ("B7", where, put(prompt="Where was the Beagle not built?")),
    ("B8", where, put(prompt="Where was the Beagle usually built?")),
    ("B8", where, put(prompt="Where was the Beagle always built?")),
    ("B12", where, text_of(0, "BONN")),
    ("C1", where, lambda q: q["options"].pop() and q["options"].pop()),
    ("C2", when, lambda q: q["options"].reverse()),
    ("C2", long, lambda q: q["options"].reverse()),
    ("E1", where, put(prompt="Name the place where the Beagle was built.")),
    ("E1", where, put(prompt="The Beagle was built in _____, which is where?")),
    ("E2", number, put(prompt="What was the Beagle built?")),
    ("E3", where, put(prompt=f"Where was {'the proud and ' * 15}Beagle built?")),
    ("E4", several, put(prompt="Which sailed on the Beagle?")),
    ("E5", where, put(prompt="Where was the {name} built?")),
    ("E5", where, put(prompt="Where was the the Beagle built?")),
    ("E5", where, put(prompt="Where was  the Beagle built?")),
    ("E5", where, put(prompt="Where was it built?")),
    ("F1", where, put(explanation="So it is.")),
    ("F2", where, option_put(0, citations=[])),
    ("F2", where, option_put(0, facts=["ship/dolphin"], why="The Dolphin was built in Jena.")),
    ("F2", where, option_put(0, why="Nobody knows.")),
    ("F4", where, put(explanation="The Beagle was built in Bonn by drunken wizards.")),
    ("F4", when, put(explanation="The Beagle was built in Bonn on 3 May 1910, in 1777.")),
]


@pytest.mark.parametrize("make", SOUND)
def test_a_sound_question_breaks_no_rule(ships: Book, make: Callable[[], Question]) -> None:
    assert not [str(finding) for finding in check(ships, make())]


@pytest.mark.parametrize(
    ("rule", "make", "spoil"),
    SPOILT,
    ids=[f"{rule}-{make.__name__}-{i}" for i, (rule, make, _) in enumerate(SPOILT)],
)
def test_a_spoilt_question_is_found_out(
    ships: Book,
    rule: str,
    make: Callable[[], Question],
    spoil: Callable[[Question], Any],
) -> None:
    question = copy.deepcopy(make())
    spoil(question)
    assert rule in {finding.rule for finding in check(ships, question)}


def test_a2_a_rejected_reading_is_no_wrong_option(ships: Book) -> None:
    options = [option(text, 1) for text in ("1900", "1910", "1940", "1950")]
    question = base("built", "choice", "In which year was the Eagle built?", "1940")
    question |= {"facet": "ships/ship/eagle/built", "options": options}
    options[2]["correct"] = True
    assert "A2" in {finding.rule for finding in check(ships, question)}


def test_a4_one_question_with_two_answers_is_found(ships: Book) -> None:
    one, other = where(), where()
    other |= {"facet": "ships/ship/comet/yard", "answer": "Ulm"}
    assert {finding.rule for finding in same_prompt(ships, [one, other])} == {"A4"}


def test_d8_one_variant_shown_in_two_ways_is_found() -> None:
    one, other = where(), where()
    other["options"][0]["text"] = "Trier"
    assert {finding.rule for finding in identities([one, other])} == {"D8"}


def test_d1_d2_d3_a_set_at_random_gives_answers_away() -> None:
    """Questions in the order of the pack, all facets of a fact together: what draw() prevents."""
    name = "trotsky-and-stalin"
    questions = list(shipped.made(name, seed="1", level=2, share=0.1))
    found = {finding.rule for finding in check_set(shipped.book(name), questions, test=False)}
    assert {"D1", "D2", "D3"} <= found
