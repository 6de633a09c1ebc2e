"""What `quiz check` says beyond the single line, and above all where it stays quiet."""

from __future__ import annotations

import random
import tracemalloc
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from quiz.packs import checks
from quiz.packs.checks import check_path, citing, examine, finish
from quiz.packs.checks.spelling import near_pairs
from quiz.packs.passages import MANY_LOOKS, Copy
from quiz.packs.slips.dates_meant import meant
from tests.packs.test_catalogue import FRAME, TODAY, write

if TYPE_CHECKING:
    from quiz.errors import Problem

CITE = 'cite = { source = "atlas", page = "12" }\n'


def check(folder: Path, rows: str, header: str = "") -> list[Problem]:
    """Return what is said of rows of the catalogue's frame."""
    frame = FRAME.replace('license = "CC0-1.0"\n', f'license = "CC0-1.0"\n{header}', 1)
    path = write(folder, rows)
    (path / "pack.toml").write_text(f"{frame}\n{rows}", "utf-8")
    return check_path(path, today=TODAY)


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


# Lives

PERSON = '[[person]]\nname = "Ada Beam"\nborn = "1900"\ndied = "1940"\n' + CITE


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("1899-12-31", True), ("1900", False), ("1940-12-31", False), ("1941", True),
        ("1941~", False), ("1930/1950", False), ("194X", False), ("195X", True),
    ],
)  # fmt: skip
def test_a_life_is_left_only_where_no_day_of_both_fits(
    tmp_path: Path, when: str, said: bool
) -> None:
    event = f'[[event]]\nname = "it"\nwhen = "{when}"\nwho = ["Ada Beam"]\n{CITE}'
    assert codes(check(tmp_path, PERSON + event)) == ["outside-life"] * said


def test_a_work_may_come_out_after_its_author_but_not_before(tmp_path: Path) -> None:
    work = f'[[work]]\nname = "W"\nby = "Ada Beam"\npublished = "1950"\n{CITE}'
    assert check(tmp_path, PERSON + work) == []
    assert codes(check(tmp_path, PERSON + work.replace("1950", "1850"))) == ["outside-life"]


# Copied sentences

COPIED = "rises in the Swiss Alps and flows through six countries to the North Sea"


@pytest.mark.parametrize(
    ("note", "said"),
    [
        (f"It {COPIED}.", True),
        (f"The book says: “It {COPIED}.”", False),
        (f'The book says: \\"It {COPIED}.\\"', False),
        ("It rises in the Swiss Alps and “flows” through six countries to the sea.", False),
        ("It rises in the Swiss Alps and flows through six countries to the", True),
        ("It rises in the Swiss Alps and flows through six countries to", False),
    ],
)
def test_a_run_of_thirteen_words_is_copied_but_not_in_quotes(
    tmp_path: Path, note: str, said: bool
) -> None:
    row = f'[[river]]\nname = "the Rhine"\nnote = "{note}"\n{CITE}'
    assert ("copied" in codes(check(tmp_path, row))) == said


# Silence


def test_an_error_cannot_be_silenced(tmp_path: Path) -> None:
    silence = '\n[[pack.silence]]\ncode = "uncited"\nreason = "Known."\n'
    found = check(tmp_path, '[[river]]\nname = "the Rhine"\nlength = 3\n', silence)
    assert {"uncited", "silenced-error"} <= set(codes(found))


def test_a_silence_holds_for_its_rows_alone(tmp_path: Path) -> None:
    row = '[[river]]\nname = "{}"\nlength = 3\ncite = {{ source = "atlas" }}\n'
    silence = '\n[[pack.silence]]\ncode = "no-place"\nreason = "R."\nrows = ["river/rhine"]\n'
    found = check(tmp_path, row.format("the Rhine") + row.format("the Elbe"), silence)
    assert [(p.code, p.row) for p in found] == [("no-place", "river/elbe")]


def test_what_is_added_before_the_end_is_silenced_too(tmp_path: Path) -> None:
    """As the checks do that need the questions: they add to the book, and `finish` sorts."""
    silence = '\n[[pack.silence]]\ncode = "stale"\nreason = "R."\n'
    check(tmp_path, f'[[river]]\nname = "the Rhine"\nlength = 3\n{CITE}', silence)
    book = examine(tmp_path)
    book.report("river/rhine", "length", "stale", "Old.", severity="warning")
    book.report("river/rhine", "length", "no-place", "Where.", severity="warning")
    shown, silenced = finish(book)
    assert ([p.code for p in shown], silenced) == (["no-place"], 1)
    assert (shown[0].excerpt, shown[0].column) == ("length = 3", 10)


# Sources


def test_a_source_that_others_derive_from_is_used(tmp_path: Path) -> None:
    sources = '[sources.first]\ntitle = "First"\n[sources.copy]\ntitle = "Copy"\n'
    row = '[[river]]\nname = "R"\nlength = 3\ncite = { source = "copy", page = "1" }\n' + CITE
    row = row.replace(CITE, "")
    unused = check(tmp_path, sources + row)
    assert sorted(p.message[-8:-2] for p in unused) == ["“first"]
    derived = sources.replace('title = "Copy"', 'title = "Copy"\nderived-from = ["first"]')
    assert check(tmp_path, derived + row) == []


@pytest.mark.parametrize(
    ("kind", "said"), [("book", True), ("webpage", False), ("entry-encyclopedia", False)]
)
def test_a_short_work_is_its_own_place(tmp_path: Path, kind: str, said: bool) -> None:
    source = f'[sources.it]\ntitle = "It"\ntype = "{kind}"\n'
    row = f'[[river]]\nname = "R"\nlength = 3\n{CITE}'
    other = '[[river]]\nname = "S"\nlength = 4\ncite = { source = "it" }\n'
    assert codes(check(tmp_path, source + row + other)) == ["no-place"] * said


def test_the_nearest_passage_is_sought_for_some_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(citing, "NEAREST", 2)
    rows = "".join(
        f'[[river]]\nname = "R{n}"\nlength = {n}\n'
        f'cite = {{ source = "atlas", phrase = "rises in the high Alps {n}" }}\n'
        for n in range(5)
    )
    found = check(tmp_path, rows)
    assert codes(found) == ["phrase-not-found"] * 5
    assert sum("Swiss Alps" in p.hint for p in found) == 2


def test_an_index_of_phrases_finds_what_a_search_finds() -> None:
    rng = random.Random(1)
    words = [rng.choice(("ash", "bur", "cot", "den", "elm")) for _ in range(3000)]
    plain, indexed = Copy(" ".join(words)), Copy(" ".join(words))
    for _ in range(MANY_LOOKS):
        indexed.find("not there at all")
    for _ in range(300):
        at, length = rng.randrange(2990), rng.randint(3, 9)
        run = words[at : at + length]
        phrase = " ".join(run if rng.random() < 0.7 else [*run[:2], "x"])
        fresh = Copy(plain.text)
        assert indexed.find(phrase) == fresh.find(phrase)


def test_a_copy_of_very_many_words_takes_a_few_bytes_a_word() -> None:
    words = 100_000
    tracemalloc.start()
    try:
        copy = Copy("a b " * (words // 2))
        copy.runs(13, {1})
        made = tracemalloc.get_traced_memory()[1]
        for _ in range(MANY_LOOKS):
            copy.find("not there at all")
        found = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert made < 60 * words, "it was 230: eight million words took two gigabytes"
    assert found < 120 * words


# Names and spellings


def test_one_pair_of_rows_is_told_once(tmp_path: Path) -> None:
    rows = (
        '[[place]]\nid = "a"\nname = "Ur"\n[[place]]\nid = "b"\nname = "Ur"\naliases = ["Uruk"]\n'
    )
    found = check(tmp_path, rows)
    assert codes([p for p in found if p.code != "never-cited"]) == ["same-name"]


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("the baltic sea", "the baltik sea", True), ("leningrad", "lenningrad", True),
        ("iran", "iraq", False), ("nicholas i", "nicholas ii", False),
        ("world war i", "world war v", False), ("congress 14", "congress 15", False),
        ("chapter a", "chapter b", False), ("austria", "australia", False),
    ],
)  # fmt: skip
def test_one_letter_is_a_slip_but_a_number_is_not(one: str, other: str, near: bool) -> None:
    assert bool(list(near_pairs([one, other]))) == near


# Places


def test_what_looks_like_a_row_within_a_text_is_none(tmp_path: Path) -> None:
    text = '[[river]]\nname = "R"\nnote = """first\n[[river]]\nlast"""\nlength = 1\n' + CITE
    rows = text + f'[[river]]\nname = "S"\nlenght = 2\n{CITE}'
    [problem] = [p for p in check(tmp_path, rows) if p.code == "unknown-key"]
    assert problem.excerpt == "lenght = 2"


def test_nothing_is_said_to_be_missing_that_may_stand_in_what_cannot_be_read(
    tmp_path: Path,
) -> None:
    rows = f'[[river]]\nname = "R"\nlength = 3\n{CITE.replace("cite =", "cite ! ")}'
    assert codes(check(tmp_path, rows)) == ["toml"]


def test_what_looks_beyond_a_line_waits_until_all_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "pack.toml"
    path.write_text('[pack]\nid = "x"\ntitle = "X"\nlicense =\n[[place]]\nname = "P"\n', "utf-8")
    assert codes(check_path(path)) == ["no-value"]


def test_the_checks_are_all_there() -> None:
    modules = {path.stem for path in Path(checks.__file__).parent.glob("*.py")}
    assert modules - {"__init__", "book", "silence"} == {
        "header", "citing", "identity", "renamed", "spelling", "agreement", "stale", "copied",
        "habits",
    }  # fmt: skip


# Dates as people write them


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("12 November 1927", ("1927-11-12",)), ("November 12, 1927", ("1927-11-12",)),
        ("12/11/1927", ("1927-11-12", "1927-12-11")), ("31.12.1927", ("1927-12-31",)),
        ("Nov 1927", ("1927-11",)), ("1927/11", ("1927-11",)), ("1927-13-01", ("1927-01-13",)),
        ("1918–1921", ("1918/1921",)),
        ("1918 to 1921", ("1918/1921",)), ("1918–21", ("1918/1921",)),
        ("c. 1924", ("1924~",)), ("about 1924", ("1924~",)), ("the 1920s", ("192X",)),
        ("44 BC", ("-0043",)), ("1 BC", ("0000",)), ("19th century", ("18XX",)), ("476", ("0476",)),
        ("31 February 1927", ()), ("yesterday", ()), ("", ()), ("1927", ()),
    ],
)  # fmt: skip
def test_a_date_as_people_write_it_is_understood(said: str, means: tuple[str, ...]) -> None:
    assert meant(said) == means


def test_without_a_clock_nothing_is_stale(tmp_path: Path) -> None:
    row = f'[[river]]\nname = "R"\nlength = 3\nas_of = "2001"\n{CITE}'
    assert codes(check(tmp_path, row, "stale_after = 5\n")) == ["stale"]
    assert check_path(tmp_path) == []
    assert check_path(tmp_path, today=date(2006, 12, 30)) == []


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ("between 1854 and 1856", "[1854,1856]"), ("Either 1854 or 1856", "[1854,1856]"),
        ("from 1854 to 1856", "1854/1856"), ("between 1856 and 1854", ""), ("from there", ""),
    ],
)  # fmt: skip
def test_a_date_between_two_years_is_understood(said: str, date: str) -> None:
    assert meant(said) == ((date,) if date else ())


def test_a_date_that_is_empty_is_to_be_left_out(tmp_path: Path) -> None:
    (found,) = check(tmp_path, f'[[event]]\nname = "it"\nwhen = ""\n{CITE}')
    assert "delete the line" in found.hint


@pytest.mark.parametrize(
    ("author", "write"),
    [
        ("Roy Porter", '{ family = "Porter", given = "Roy" }'),
        ("Ellen Ann Key", '{ family = "Key", given = "Ellen Ann" }'),
        ("Porter, Roy", '{ literal = "Porter, Roy" }'),
        ("Plato", '{ literal = "Plato" }'),
    ],
)
def test_an_author_in_quotes_is_put_into_parts(tmp_path: Path, author: str, write: str) -> None:
    rows = f'[sources.x]\ntitle = "X"\nauthor = "{author}"\n'
    (found,) = [p for p in check(tmp_path, rows) if p.code == "wrong-type"]
    assert found.write == f"author = {write}"
