"""A made pack of any size that yields questions of every form but those on sources."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.benchmarks.checking import SYLLABLES, name_of

FILE_ROWS = 1_800
"""Rows in one file, so that none is larger than a pack's file may be."""
HEAD = """\
[pack]
id = "parishes"
title = "Parishes"
license = "CC0-1.0"
[sources.register]
type = "book"
title = "A register of parishes"
[kinds.parish]
singular = "parish"
plural = "parishes"
[kinds.parish.fields.founded]
type = "date"
label = "year of foundation"
ask = "In which year was {name} founded?"
back = "Which of these was founded {value:on}?"
says = "{name} was founded {value:on}"
sequence = "In which order were these founded, the earliest first?"
[kinds.parish.fields.people]
type = "number"
ask = "How many people live in {name}?"
says = "{value} people live in {name}"
[kinds.parish.fields.county]
type = "category"
closed = true
ask = "In which county does {name} lie?"
back = "Which of these lies in {value}?"
which = "Which of these lie in {value}?"
says = "{name} lies in {value}"
[kinds.parish.fields.seal]
type = "text"
unique = true
ask = "What does the seal of {name} show?"
back = "Which of these has {value} on its seal?"
says = "the seal of {name} shows {value}"
[kinds.parish.fields.crafts]
type = "category"
many = true
complete = true
ask = "For which crafts is {name} known?"
which = "For which of these crafts is {name} known?"
says = "{name} is known for {value}"
[kinds.parish.fields.warden]
type = "name"
of = "person"
ask = "Who was the first warden of {name}?"
back = "Of which of these was {value} the first warden?"
says = "{value} was the first warden of {name}"
"""
CRAFTS = (
    "weaving", "pottery", "smithing", "brewing", "thatching", "tanning", "carving", "dyeing",
    "milling", "baking", "printing", "fishing",
)  # fmt: skip
BEASTS = (
    "lion", "stag", "heron", "otter", "badger", "falcon", "salmon", "boar", "raven", "hare",
    "swan", "wolf", "bear", "ram", "lynx", "eel",
)  # fmt: skip
THINGS = (
    "tower", "sheaf", "bell", "anchor", "bridge", "crown", "key", "plough", "wheel", "star",
    "oak", "rose", "ship", "barrel", "harp", "mill",
)  # fmt: skip
COLOURS = ("red", "blue", "green", "golden", "silver", "black", "white", "purple", "brown", "grey")
GIVEN = (
    "Anna", "Bertha", "Clara", "Doris", "Edith", "Flora", "Greta", "Hilda", "Irene", "Julia",
    "Karin", "Laura", "Adam", "Boris", "Cyril", "David", "Edgar", "Frank", "Georg", "Henry",
    "Isaac", "Jacob", "Karl", "Louis",
)  # fmt: skip
TOPICS = ("North", "South", "East", "West")


def _person(number: int) -> str:
    family = "".join(SYLLABLES[number // 12**at % 12] for at in range(4)).capitalize()
    return f"{GIVEN[number % 24]} {family}son"


def _seal(number: int) -> str:
    beast = f"a {COLOURS[number % 10]} {BEASTS[number // 10 % 16]}"
    thing = f"a {COLOURS[number // 160 % 10]} {THINGS[number // 1_600 % 16]}"
    stars = f" and {number // 25_600 + 2} stars" if number >= 25_600 else ""
    return f"{beast} by {thing}{stars}"


def _name(number: int) -> str:
    plain = name_of(number).rsplit(" ", 1)[0]
    return f"{plain} {number // 12**4}" if number >= 12**4 else plain


def _row(number: int, people: int) -> str:
    second = number * 7 + 3
    craft = CRAFTS[(second if (second - number) % 12 else number + 1) % 12]
    return f"""\
[[parish]]
id = "p-{number}"
name = "{_name(number)}"
topic = "{TOPICS[number % 4]}"
founded = "{1200 + number * 37 % 700}"
people = {100 + 7 * number}
county = "{SYLLABLES[number * 5 % 12].capitalize()}shire"
seal = "{_seal(number)}"
crafts = ["{CRAFTS[number % 12]}", "{craft}"]
warden = "{_person(number * 31 % people)}"
note = "A warden counted its people, its barns and its mills."
cite = {{ source = "register", page = "{number % 400 + 1}" }}
"""


def write(folder: Path, facts: int) -> Path:
    """Write a pack of so many parishes, and a fifth as many wardens, into an empty folder."""
    people = max(4, facts // 5)
    rows = [
        f'[[person]]\nid = "w-{number}"\nname = "{_person(number)}"\n'
        f'cite = {{ source = "register", page = "{number % 300 + 1}" }}\n'
        for number in range(people)
    ]
    rows += [_row(number, people) for number in range(facts)]
    (folder / "pack.toml").write_text(HEAD, "utf-8")
    for first in range(0, len(rows), FILE_ROWS):
        text = "\n".join(rows[first : first + FILE_ROWS])
        (folder / f"rows-{first}.toml").write_text(text, "utf-8")
    return folder


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
