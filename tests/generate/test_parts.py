"""A very large pack is asked part by part: every rule holds on the whole, and nothing is left out.

Large is what a test says: parts of some hundred rows of a pack of nine hundred.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from quiz import spread
from quiz.generate import all_questions, draw, draw_line, facets, parts, portion, whole
from quiz.generate.falsity import compatible
from quiz.generate.forms import FORMS
from quiz.generate.make import Refusal, make
from quiz.generate.maker import Maker
from quiz.generate.parts import Parts
from quiz.generate.slots import slots
from quiz.generate.whole import Whole
from quiz.model import Form
from quiz.packs import library
from quiz.packs.compiled import Compiled
from quiz.packs.content import TextValue
from quiz.packs.copied import CopiedFacts
from quiz.packs.load import load_pack
from quiz.text import fold
from tests import shipped
from tests.benchmarks import parishes
from tests.checker.check import check_all
from tests.checker.pack import Book, read_book
from tests.checker.sets import check_set

if TYPE_CHECKING:
    from quiz.model import Question
    from quiz.packs.content import Pack

TWINS = """
[[parish]]
id = "twin-one"
name = "Twin One"
seal = "{seal}"
cite = {{ source = "register", page = "7" }}
[[parish]]
id = "twin-two"
name = "Twin Two"
county = "Lonelyshire"
cite = {{ source = "register", page = "7" }}
[parish.ask]
county = "Who could say where this lies?"
[[parish]]
id = "twin-three"
name = "Twin Three"
county = "Distantshire"
cite = {{ source = "register", page = "7" }}
[parish.ask]
county = "Who could say where this lies?"
"""
"""A seal that another row has, and two rows that are asked in the same words."""


@cache
def both(count: int) -> tuple[Pack, Book]:
    with TemporaryDirectory() as folder:
        path = parishes.write(Path(folder), count)
        with (path / "rows-0.toml").open("a", encoding="utf-8") as file:
            file.write(TWINS.format(seal=parishes._seal(17)))
        return load_pack(path), read_book(path)


@pytest.fixture(autouse=True)
def _large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "PARTED_FROM", 300)
    monkeypatch.setattr(parts, "PART", 150)


@cache
def typed() -> list[Question]:
    return list(all_questions(both(900)[0], seed="1", forms=[Form.TYPED]))


def test_the_parts_are_the_pack() -> None:
    pack, _ = both(900)
    own = Parts(pack)
    assert len(own) == 8
    rows = Counter(key for part in own for key in part.facts if key.startswith("parish/"))
    assert set(rows) == set(pack.keys_of("parish"))
    assert set(rows.values()) == {1}
    for part in own:
        assert part.keys_of("person") == pack.keys_of("person"), "a small kind is whole in each"
        assert part.count("parish") < 180
        assert list(part.facts) == [key for key in pack.facts if key in set(part.facts)]


def test_every_rule_holds_on_the_whole() -> None:
    pack, book = both(900)
    questions = []
    for part in Parts(pack):
        maker, every = Maker(part, seed="3"), slots(part)
        for at in range(24):
            slot = every[at * 7919 % len(every)]
            found = (made for form in FORMS for made in make(maker, slot, form))
            questions += [made for made in found if not isinstance(made, Refusal)]
    assert len(questions) > 300
    findings = [f for f in check_all(book, shipped.printed(questions)) if f.severe]
    assert not findings, "\n".join(map(str, findings[:12]))
    assert {q.form for q in questions} == set(Form) - {Form.SOURCES}
    assert {q.facts[0].split("/")[0] for q in questions} == {"parish"}


def test_a_set_keeps_the_rules_of_sets_and_seeds_go_through_the_parts() -> None:
    pack, book = both(900)
    asked: set[str] = set()
    for seed in range(1, 9):
        drawn = draw(pack, count=12, seed=str(seed))
        assert len(drawn) == 12
        assert not check_set(book, shipped.printed(drawn), test=False)
        facts = {question.facts[0] for question in drawn}
        assert not facts & asked, "another part for each"
        asked |= facts
    assert draw(pack, count=12, seed="1") == draw(pack, count=12, seed="1")


def test_a_value_that_a_row_of_another_part_has_is_not_asked_back_by_typing() -> None:
    shared = {"parish/twin-one", "parish/p-17"}
    back = {q.facts[0] for q in typed() if q.facet.endswith("seal-back")}
    assert len(back) > 800
    assert not back & shared


def test_a_wording_that_a_row_of_another_part_has_is_not_asked() -> None:
    pack, _ = both(900)
    asked: set[str] = set()
    for part in Parts(pack):
        maker = Maker(part, seed="1")
        for slot in (s for s in slots(part) if "twin" in s.fact.key):
            found = (made for form in FORMS for made in make(maker, slot, form))
            asked |= {made.facet for made in found if not isinstance(made, Refusal)}
    assert "parishes/parish/twin-two/county-back" in asked
    assert not {f for f in asked if f.endswith(("twin-two/county", "twin-three/county"))}


def test_no_typo_leads_to_a_row_of_another_part() -> None:
    pack, _ = both(900)
    names = [(fold(f.name), f.name) for f in pack.facts.values() if f.kind == "parish"]
    rapidfuzz = pytest.importorskip("rapidfuzz.distance")
    seen = 0
    for question in typed():
        if not question.facet.endswith("seal-back") or seen >= 60:
            continue
        seen += 1
        own = fold(question.answer)
        near = {n for text, n in names if text != own and rapidfuzz.OSA.distance(own, text) <= 2}
        assert near <= {other.text for other in question.others}
    assert seen == 60


@pytest.mark.parametrize("field", ["seal", "county"])
def test_what_is_called_apart_is_apart(field: str) -> None:
    pack, _ = both(900)
    part = Parts(pack).part(1)
    whole = Whole.of(part)
    assert whole is not None
    own = [s for s in slots(part) if s.field.key == field and not s.back][:40]
    told = 0
    for slot in own:
        value = slot.fact.claims[field][0].values[0]
        keys = whole.touching(slot, value)
        same = {
            key
            for key in pack.keys_of("parish")
            for claim in pack.facts[key].claims.get(field, ())
            if key != slot.fact.key and compatible(pack, value, claim.values[0])
        }
        assert keys is None or same <= set(keys)
        told += keys is not None
    assert told > 30 or field == "county", "and it is not called so for nothing"


def test_a_row_more_changes_one_part_only() -> None:
    before, after = (both(count)[0] for count in (900, 901))
    changed = 0
    for one, other in zip(Parts(before), Parts(after), strict=True):
        changed += one.keys_of("parish") != other.keys_of("parish")
    assert changed == 1


def first(pack: Pack) -> list[Question]:
    return list(islice(all_questions(pack, seed="2", forms=[Form.TYPED]), 60))


def test_a_copy_yields_the_same_questions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "home"))
    path = (
        parishes.write((tmp_path / "parishes").resolve(), 600)
        if ((tmp_path / "parishes").mkdir() is None)
        else tmp_path
    )
    plain = load_pack(path)
    wanted = first(plain)
    for _ in range(2):
        copy = library.load(str(path))
        assert first(copy) == wanted
    (index,) = (tmp_path / "home" / "cache" / "packs").glob("*.whole")
    good = index.read_bytes()
    index.write_bytes(good[:-9] + bytes([good[-9] ^ 1]) + good[-8:])
    copy = library.load(str(path))
    assert first(copy) == wanted
    assert index.read_bytes() == good, "a damaged index is made again"


def test_the_index_is_the_same_however_many_make_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "home"))
    (tmp_path / "parishes").mkdir()
    pack = load_pack(parishes.write((tmp_path / "parishes").resolve(), 600))
    every = {**pack.facts}
    for at in range(0, 600, 50):  # one value in many rows, and several in one
        fact = every[f"parish/p-{at}"]
        (seal,) = fact.claims["seal"]
        values = (TextValue(text="a red lion and a blue tower"), TextValue(text="a red lion"))
        every[fact.key] = replace(
            fact, claims={**fact.claims, "seal": (replace(seal, values=values),)}
        )
    made = whole._made(replace(pack, facts=every), pack.kinds)
    key = "0" * 64
    shelf = Compiled(tmp_path)
    shelf.put(key, replace(pack, facts=every))
    copy = shelf.get(key, pack.path, (), lambda: pack)
    assert copy is not None
    monkeypatch.setattr(whole, "BLOCK", 70)
    numbers = [1, 3]
    monkeypatch.setattr(spread, "processors", numbers.pop)
    while numbers:
        assert whole._made(copy, pack.kinds) == made
    assert isinstance(copy.facts, CopiedFacts)
    assert not copy.facts._facts, "all was read and let go"


def test_a_set_is_drawn_from_a_copy_without_a_look_at_every_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "home"))
    (tmp_path / "parishes").mkdir()
    plain = load_pack(parishes.write((tmp_path / "parishes").resolve(), 600))
    wanted = [draw(plain, count=20, seed=str(seed)) for seed in (1, 2, 3)]
    first(library.load(str(plain.path)))  # its copy is written, and its index

    def looked_through(self: CopiedFacts) -> list[str]:
        raise AssertionError("every key is read")

    monkeypatch.setattr(CopiedFacts, "_every", looked_through)
    copy = library.load(str(plain.path))
    assert [draw(copy, count=20, seed=str(seed)) for seed in (1, 2, 3)] == wanted
    known = [*islice(plain.facts, 3), "parish/gone"]
    for seed in ("1", "7"):
        own = portion(copy, seed, known)
        assert list(own.facts) == list(portion(plain, seed, known).facts)
        assert facets(own) == facets(portion(plain, seed, known))
    assert "parish/gone" not in copy.facts
    assert copy.keys_of("parish")[-2:] == plain.keys_of("parish")[-2:]
    assert [*copy.keys_of("person")] == plain.keys_of("person")


def test_a_students_portion_has_what_is_known() -> None:
    pack, _ = both(900)
    known = ["parish/p-5", "parish/p-77", "parish/gone"]
    portions = [portion(pack, str(seed), known) for seed in (1, 2)]
    for own in portions:
        assert {"parish/p-5", "parish/p-77"} <= set(own.facts)
        assert "parish/gone" not in set(own.facts)
        assert len(Parts(own)) == 1
        assert facets(own)
    assert set(portions[0].facts) != set(portions[1].facts)
    small, _ = both(200)
    assert portion(small, "1", known) is small


def test_a_line_is_drawn_from_a_part() -> None:
    pack, _ = both(900)
    line = draw_line(pack, count=8, seed="4")
    assert len(line) == 8
    assert line == draw_line(pack, count=8, seed="4")


def test_topics_are_kept_to() -> None:
    pack, _ = both(900)
    drawn = draw(pack, count=10, seed="5", topics=["North"])
    assert {question.topic for question in drawn} == {"North"}


def test_a_maker_of_a_part_knows_names_of_the_whole() -> None:
    """Also a name that two rows bear which lie in other parts, and that one in this part names."""
    pack, _ = both(900)
    here = Parts(pack).part(0).facts
    one, other = [key for key in pack.facts if key not in set(here)][:2]
    name = fold(pack.facts[one].name)
    pack = replace(pack, names={**pack.names, name: (one, other)})
    part = Parts(pack).part(0)
    assert part.names is pack.names
    maker = Maker(part, seed="1")
    assert [key for key in pack.facts if maker.is_unclear(key)] == [one]
    assert [key for key in pack.facts if Maker(pack, seed="1").is_unclear(key)] == [one]
