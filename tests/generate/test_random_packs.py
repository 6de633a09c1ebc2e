"""Packs that nobody wrote: fairs with doubtful dates, disputed hosts, places within places.

Whatever such a pack holds, no question of it breaks a rule. This is where a proof that is nearly
right is found out: every claim, rank, stance, calendar and alias meets every other.
"""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest

from quiz.generate.make import Refusal, everything
from tests import shipped
from tests.checker.check import FORMS, check_all
from tests.generate.packs import both, toml

PLACES: list[dict[str, Any]] = [
    {"name": "Russia"},
    {
        "name": "Petersburg",
        "aliases": ["Petrograd", {"name": "Leningrad", "from": "1924", "until": "1991"}],
        "part_of": ["Russia"],
    },
    {"name": "Winter Palace", "part_of": ["Petersburg"]},
    {"name": "Moscow", "aliases": ["Moskva"], "part_of": ["Russia"]},
    {"name": "Kiel"},
    {"name": "Kiel Canal", "part_of": ["Kiel"]},
    {"name": "Trier", "aliases": ["Treves"]},
    *({"name": name} for name in ("Bonn", "Ulm", "Jena", "Worms", "Speyer")),
]
CITE = {"source": "book", "page": "1"}
PEOPLE: list[dict[str, Any]] = [
    {"name": "Ada Stone", "born": "1850", "died": "1920", "cite": CITE},
    {"name": "Bob Flint", "born": "1870-03", "died": "1940", "cite": CITE},
    {"name": "Cy Slate"},
    {"name": "Di Chalk", "born": "1880~", "died": "1950", "cite": CITE},
    {"name": "Ed Marl", "born": "1860", "cite": CITE},
    {"name": "Flo Shale", "died": "1935", "cite": CITE},
    {"name": "Gus Ochre", "born": "1890", "died": "1960", "cite": CITE},
]
FAIRS = "Autumn Barley Candle Dyers Easter Flax Goose Hemp Iron Jug Kettle Linen Mule Nut"
COLOURS = ("red", "blue", "green", "white", "amber")


class Fair:
    """Rows of fairs, by one chance."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def date(self) -> str:
        rng, year = self.rng, self.rng.randint(1895, 1930)
        forms = [
            *(str(year), str(year), f"{year}~", f"{year}?", f"{year // 10}X"),
            f"{year}-{rng.randint(1, 12):02d}",
            f"{year}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}",
            f"{year}/{year + rng.randint(1, 4)}",
        ]
        return rng.choice(forms)

    def place(self) -> str:
        names = [place["name"] for place in PLACES]
        stranger = ["Nowhere"] if self.rng.random() < 0.2 else []
        return self.rng.choice([*names, "Petrograd", "Leningrad", "Treves", *stranger])

    def person(self) -> str:
        return self.rng.choice(PEOPLE)["name"]

    def size(self) -> int | dict[str, int]:
        return self.rng.choice([self.rng.randint(1, 40), {"value": 20, "low": 15, "high": 25}])

    def colour(self) -> str:
        return self.rng.choice(COLOURS)

    def guests(self) -> list[str]:
        return self.rng.sample([p["name"] for p in PEOPLE], self.rng.randint(1, 3))

    def motto(self) -> str:
        often = self.rng.choice(["ever", "once", "twice", "now", "then"])
        way = self.rng.choice(["onwards", "upwards", "homewards", "seawards", "inwards"])
        return f"{often} {way} {self.rng.randint(100, 999)}"

    def row(self, name: str) -> dict[str, Any]:
        rng = self.rng
        row: dict[str, Any] = {"name": f"the {name} Fair", "topic": rng.choice("ABC")}
        makers = {"when": self.date, "where": self.place, "size": self.size, "colour": self.colour,
                  "host": self.person, "guests": self.guests, "motto": self.motto}  # fmt: skip
        row |= {key: make() for key, make in makers.items() if rng.random() < 0.9}
        if rng.random() < 0.3:
            row["calendar"] = "julian"
        if rng.random() < 0.6:
            row["complete"] = ["guests"]
        if rng.random() < 0.15:
            row["not"] = {"when": [self.date()], "where": [self.place()]}
        row["cite"] = {"source": "book", "page": "3"}
        disagreed = [key for key in list(makers)[:5] if key in row and rng.random() < 0.2]
        row["claims"] = [self.claim(key, makers[key]()) for key in disagreed]
        row["disputes"] = [self.dispute(key) for key in disagreed if rng.random() < 0.6]
        return row

    def claim(self, key: str, value: object) -> dict[str, Any]:
        return {
            "field": key,
            "value": value,
            "rank": self.rng.choice(["normal", "normal", "deprecated", "preferred"]),
            "stance": self.rng.choice([*["supports"] * 4, "partial", "disputes"]),
            "note": "It says so",
            "cite": {"source": self.rng.choice(["diary", "book"]), "page": "9"},
        }

    def dispute(self, key: str) -> dict[str, Any]:
        return {
            "field": key,
            "kind": self.rng.choice(["definition", "calendar", "estimate", "attribution", "error"]),
            "consensus": self.rng.choice(["majority", "none", "open"]),
            "note": "They differ.",
        }


def fields(rng: random.Random) -> dict[str, Any]:
    return {
        "when": {
            "type": "date",
            "ask": "When did {name} take place?",
            "back": "Which fair took place {value:on}?",
            "says": "{name} took place {value:on}",
            "sequence": "In which order did these take place?",
        },
        "where": {
            "type": "name",
            "of": ["place"],
            "ask": "Where did {name} take place?",
            "back": "Which fair took place {value:in}?",
            "says": "{name} took place {value:in}",
        },
        "size": {
            "type": "number",
            "unit": "stalls",
            "tolerance": rng.choice([0, 1, 3]),
            "ask": "How many stalls had {name}?",
            "says": "{name} had {value}",
        },
        "colour": {
            "type": "category",
            "closed": rng.random() < 0.5,
            "ask": "What was the colour of {name}?",
            "back": "Which fair had the colour {value}?",
            "which": "Which of these fairs had the colour {value}?",
            "says": "the colour of {name} was {value}",
        },
        "host": {
            "type": "name",
            "of": ["person"],
            "ask": "Who was the host of {name}?",
            "back": "Of which fair was {value} the host?",
            "says": "{value} was the host of {name}",
        },
        "guests": {
            "type": "name",
            "of": ["person"],
            "many": True,
            "ask": "Who came to {name}?",
            "which": "Which of these people came to {name}?",
            "back": "To which of these fairs did {value} come?",
            "says": "{value} came to {name}",
        },
        "motto": {
            "type": "text",
            "unique": True,
            "ask": "What was the motto of {name}?",
            "back": "Which fair had the motto “{value}”?",
            "says": "the motto of {name} was “{value}”",
        },
    }


def random_pack(seed: int) -> str:
    rng = random.Random(seed)
    names = rng.sample(FAIRS.split(), rng.randint(5, 13))
    tables: dict[str, Any] = {
        "kinds": {"fair": {"singular": "fair", "fields": fields(rng)}},
        "fair": [Fair(rng).row(name) for name in names],
        "place": PLACES,
        "person": PEOPLE,
    }
    diary = '[sources.diary]\ntitle = "A Diary"\ntype = "book"\n'
    copied = 'derived-from = ["book"]\n' if rng.random() < 0.3 else ""
    return f"{diary}{copied}{toml(tables)}"


ASKED: Counter[str] = Counter()


@pytest.mark.parametrize("seed", range(150 if shipped.FULL else 12))
def test_no_question_of_a_random_pack_breaks_a_rule(seed: int) -> None:
    pack, book = both(random_pack(seed))
    made = everything(pack, seed=str(seed), level=1 + seed % 3)
    questions = shipped.printed(q for q in made if not isinstance(q, Refusal))
    ASKED.update(question["form"] for question in questions)
    assert len(questions) > 20
    assert not [str(finding) for finding in check_all(book, questions)]


def test_all_forms_were_among_them() -> None:
    if ASKED:
        assert set(ASKED) == set(FORMS)
