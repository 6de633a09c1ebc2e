"""Anki: one note a question, whatever is imported again and whatever a pack says."""

from __future__ import annotations

import csv
import io
import sqlite3
import sys
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from quiz.errors import QuizError
from quiz.exchange import Wanted, cards, find
from quiz.exchange.reading.found import Kind
from quiz.model import Form
from tests.exchange.judging import by_anki
from tests.exchange.samples import EVERY, HOSTILE, PACK, saying, written
from tests.make import question

if TYPE_CHECKING:
    from pathlib import Path

    from quiz.model import Question

HARD = [replace(saying(q, bad), id=f"{q.id}-{n}") for n, bad in enumerate(HOSTILE) for q in EVERY]


def file(folder: Path, name: str, questions: list[Question], moment: float) -> Path:
    form = find(name)
    assert form.write is not None
    path = folder / f"{moment}{form.suffix}"
    pieces = form.write(questions, PACK, Wanted(seed="1", moment=moment))
    path.write_bytes(b"".join(p.encode() if isinstance(p, str) else p for p in pieces))
    return path


@pytest.mark.parametrize("name", ["apkg", "anki-text"])
def test_anki_doubles_nothing_and_updates_what_was_reworded(tmp_path: Path, name: str) -> None:
    asked = [*EVERY, *HARD]
    reworded = [replace(asked[0], prompt="Reworded?"), *asked[1:]]
    first, again, later = by_anki(
        [
            file(tmp_path, name, asked, 1e9),
            file(tmp_path, name, asked, 1e9 + 5),
            file(tmp_path, name, reworded, 1e9 + 10),
        ]
    )
    assert (first["new"], first["all"]) == (len(asked), len(asked))
    assert (again["new"], again["all"]) == (0, len(asked))
    assert (later["new"], later["all"]) == (0, len(asked))
    assert later["fields"][asked[0].id][0].startswith("<p>Reworded?</p>")
    assert all(step["whole"] for step in (first, again, later))
    assert first["decks"] == ["Default", "The Pack"]
    assert set(first["tags"][asked[0].id]) == {"pack", "First_topic", "choice", "level-2"}


def notes(data: bytes, folder: Path) -> list[tuple[str, str, int]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extract("collection.anki2", folder)
    with sqlite3.connect(folder / "collection.anki2") as log:
        found = log.execute("select guid, flds, mod from notes order by id").fetchall()
    log.close()
    return found


def test_the_package_is_the_same_bytes_and_later_ones_are_later(tmp_path: Path) -> None:
    asked = list(EVERY)
    one = file(tmp_path, "apkg", asked, 1e9).read_bytes()
    assert file(tmp_path, "apkg", asked, 1e9).read_bytes() == one
    later = file(tmp_path, "apkg", asked, 1e9 + 60).read_bytes()
    first, second = notes(one, tmp_path), notes(later, tmp_path)
    assert [row[0] for row in first] == [row[0] for row in second] == [q.id for q in asked]
    assert [row[1] for row in first] == [row[1] for row in second]
    assert {row[2] for row in first} == {10**9}
    assert {row[2] for row in second} == {10**9 + 60}


def test_nothing_of_it_stays_among_the_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    assert file(tmp_path, "apkg", list(EVERY), 1e9).stat().st_size
    assert list(temporary.iterdir()) == []


def test_without_genanki_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "genanki", None)
    form = find("apkg")
    assert form.write is not None
    with pytest.raises(QuizError, match=r"footnote-quiz\[anki\]"):
        next(form.write(EVERY, PACK, Wanted(seed="1")))


def test_a_card_has_all_that_explains_it() -> None:
    front, answer, explained, guid = cards.fields(question(Form.CHOICE))
    assert front == (
        '<p>What is asked of one?</p><ol type="A"><li>Alpha</li><li>Beta</li><li>Gamma</li>'
        "<li>Delta</li></ol>"
    )
    assert answer == "<p><b>Alpha</b></p>"
    assert "It is so.<sup>1</sup>" in explained
    assert "<i>Beta</i>: Beta is what it is. <small>Source b, 1926: “as it says”." in explained
    assert "<i>Alpha</i>" not in explained
    assert guid == "pack/thing/one/field/choice"


@pytest.mark.parametrize("form", Form)
def test_the_front_keeps_the_answer_to_itself(form: Form) -> None:
    front, answer, *_ = cards.fields(question(form))
    if form in (Form.TYPED, Form.CLOZE, Form.NUMBER):
        assert question(form).answer not in front
        assert question(form).answer in answer
    assert "is what it is" not in front


def test_no_text_plays_a_sound_or_sets_a_formula() -> None:
    bad = r"[sound:x.mp3] [latex]\input{/etc/passwd}[/latex] \(x\) {{c1::gap}} {{Question}}"
    for asked in (saying(q, bad) for q in EVERY):
        front, answer, explained, _ = cards.fields(asked)
        assert not set("[]{}\\") & set(front + answer + explained)


def test_a_deck_is_one_deck() -> None:
    assert cards.deck(replace(PACK, title="Rivers::Europe")) == "Rivers:Europe"


def test_every_line_of_the_text_is_one_note() -> None:
    text = written(find("anki-text"), [*EVERY, *HARD])
    lines = text.split("\n")
    assert [row for row in lines if row.startswith("#")] == lines[:6]
    rows = list(csv.reader(lines[6:-1], delimiter="\t"))
    assert {len(row) for row in rows} == {4}
    assert all(row.startswith('"') for row in lines[6:-1])  # one that began with # is a remark
    assert len(rows) == len(EVERY) + len(HARD)


def test_the_text_comes_back_as_cards() -> None:
    form = find("anki-text")
    assert form.read is not None
    found = form.read(written(form, [question(Form.TYPED)])).found[0]
    assert found.kind is Kind.CARD
    assert found.prompt == "What is asked of one?"
    assert found.right[0].startswith("Leon Trotsky")
