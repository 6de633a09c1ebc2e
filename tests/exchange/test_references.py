"""References in five styles, against what citeproc-js prints of the same works."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from quiz.cli import parser_exchange
from quiz.errors import QuizError
from quiz.exchange import Wanted, find, references
from quiz.exchange.references import STYLES, styled
from quiz.generate import draw
from quiz.packs.citations import source_from
from quiz.packs.content import Source
from quiz.packs.csl import csl_json
from quiz.packs.schema import SourceTable
from tests.shipped import PACKS, pack

GOLDEN: dict[str, Any] = json.loads(Path(__file__).with_name("references.json").read_text("utf-8"))


def source(record: dict[str, Any]) -> Source:
    own = f"own form of {record['id']}"
    return Source(id=record["id"], title="", reference=own, label="", csl=record)


@pytest.mark.parametrize("style", STYLES)
def test_a_style_is_printed_as_citeproc_js_prints_it(style: str) -> None:
    """All 37 works: books, chapters, articles, entries, web pages, films, letters, maps …"""
    works = [source(record) for record in GOLDEN["works"]]
    assert len(works) == 37
    printed = styled(works, style)
    # Chicago lists no entries of encyclopedias: a work that a fact cites is named all the same
    wanted = {
        name: text or f"own form of {name}" for name, text in GOLDEN["printed"][style].items()
    }
    assert {work.id: printed[work.reference] for work in works} == wanted


@pytest.mark.parametrize(
    ("style", "wanted"),
    [
        ("apa", "Brooks, A., Clark, M., et al. (1999). Rivers. Penguin."),
        ("mla", "Brooks, Ann, et al. Rivers. Penguin, 1999."),
        ("chicago-notes", "Brooks, Ann, Max Clark, et al. Rivers. Penguin, 1999."),
        ("chicago-author-date", "Brooks, Ann, Max Clark, et al. 1999. Rivers. Penguin."),
        ("gost", "Brooks A., Clark M. et al. Rivers. : Penguin, 1999."),
    ],
)
def test_others_who_are_not_named_are_et_al(style: str, wanted: str) -> None:
    people = [{"family": "Brooks", "given": "Ann"}, {"family": "Clark", "given": "Max"}]
    record = {"id": "x", "type": "book", "title": "Rivers", "publisher": "Penguin"}
    record |= {"author": [*people, {"literal": "and others"}], "issued": {"date-parts": [[1999]]}}
    assert styled([source(record)], style)["own form of x"] == wanted


@pytest.mark.parametrize(
    ("style", "role", "people", "begins"),
    [
        ("apa", "editor", [{"literal": "Office"}], "Office (Ed.). (1999). Rivers"),
        ("apa", "editor", [{"family": "Brooks", "given": "Ann"}], "Brooks, A. (Ed.). (1999)."),
        ("mla", "editor", [{"family": "Brooks", "given": "Ann Z."}], "Brooks, Ann Z., editor. "),
        ("chicago-notes", "editor", [{"family": "Brooks", "given": "Ann"}], "Brooks, Ann, ed. R"),
    ],
)
def test_who_edited_a_work_stands_where_its_author_would(
    style: str, role: str, people: list[dict[str, str]], begins: str
) -> None:
    record = {"id": "x", "type": "book", "title": "Rivers", role: people}
    record["issued"] = {"date-parts": [[1999]]}
    assert styled([source(record)], style)["own form of x"].startswith(begins)


def test_only_what_is_cited_is_printed_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pack may have a thousand works, and each takes up to 20 ms."""
    ours = pack("chemical-elements")
    questions = draw(ours, count=3, seed="1")
    asked: list[str] = []
    own = references.in_style
    monkeypatch.setattr(
        references, "in_style", lambda work, style: asked.append(work.id) or own(work, style)
    )
    form = find("markdown")
    assert form.write is not None
    wanted = Wanted(seed="1", style="gost", versions=3)
    assert "".join(map(str, form.write(questions, ours, wanted)))
    assert 0 < len(asked) == len(set(asked)) < len(ours.sources)


def test_the_help_names_the_styles() -> None:
    assert tuple(STYLES) == parser_exchange.STYLES


def test_a_source_says_all_to_a_citation_program() -> None:
    table = SourceTable.model_validate(
        {
            "title": "The bridge",
            "type": "chapter",
            "author": {"family": "Brooks", "given": "Ann"},
            "editor": [{"literal": "Office of Rivers"}],
            "container-title": "Rivers",
            "publisher-place": "London",
            "page": "12–30",
            "issued": "1954-03~",
            "accessed": "2026-02-14",
            "URL": "https://example.org",
        }
    )
    assert source_from("bridge", table).csl == {
        "id": "bridge",
        "type": "chapter",
        "title": "The bridge",
        "container-title": "Rivers",
        "publisher-place": "London",
        "page": "12–30",
        "author": [{"family": "Brooks", "given": "Ann"}],
        "editor": [{"literal": "Office of Rivers"}],
        "issued": {"date-parts": [[1954, 3]], "circa": True},
        "accessed": {"date-parts": [[2026, 2, 14]]},
        "URL": "https://example.org",
    }


@pytest.mark.parametrize(
    ("edtf", "wanted"),
    [
        ("1927", {"date-parts": [[1927]]}),
        ("1918/1921", {"date-parts": [[1918], [1921]]}),
        ("-0429", {"date-parts": [[-430]]}),
        ("0000", {"date-parts": [[-1]]}),
        ("0001", {"date-parts": [[1]]}),
        ("192X", {"literal": "192X"}),
    ],
)
def test_dates(edtf: str, wanted: dict[str, Any]) -> None:
    table = SourceTable.model_validate({"title": "A", "issued": edtf})
    assert csl_json("a", table)["issued"] == wanted


@pytest.mark.parametrize("name", PACKS)
@pytest.mark.parametrize("style", STYLES)
def test_every_source_that_ships_can_be_printed(name: str, style: str) -> None:
    sources = pack(name).sources.values()
    printed = styled(sources, style)
    assert all(printed.values())
    assert not [text for text in printed.values() if "<" in text]
    # Chicago has no entry for some types, such as a treaty: those keep their own form
    kept = [own for own, text in printed.items() if own == text]
    assert len(kept) <= len(sources) / 2 if "chicago" in style else not kept


def test_a_page_has_its_references_in_the_style() -> None:
    ours = pack("chemical-elements")
    questions = draw(ours, count=5, seed="1")
    work = next(iter(questions[0].citations)).text
    apa = styled(ours.sources.values(), "apa")[work]
    for name in ("html", "markdown"):
        form = find(name)
        assert form.write is not None
        plain = "".join(map(str, form.write(questions, ours, Wanted(seed="1"))))
        page = "".join(map(str, form.write(questions, ours, Wanted(seed="1", style="apa"))))
        word = apa.split(",")[0].split(".")[0]
        assert plain != page
        assert word in page


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Boxes beside “Rivers”: a list", "Boxes beside “Rivers”: a list. (1990). Penguin."),
        ("No. 5 and No. 6", "No. 5 and No. 6. (1990). Penguin."),
    ],
)
def test_a_title_in_the_place_of_the_author_is_said_once(title: str, wanted: str) -> None:
    record = {"id": "x", "type": "book", "title": title, "publisher": "Penguin"}
    record |= {"issued": {"date-parts": [[1990]]}}
    assert styled([source(record)], "apa")["own form of x"] == wanted


def test_what_cannot_be_printed_keeps_its_own_form() -> None:
    broken = source({"id": "x", "type": "book", "issued": {"date-parts": "nonsense"}})
    assert styled([broken], "apa") == {"own form of x": "own form of x"}


def test_without_the_program_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "citeproc", None)
    with pytest.raises(QuizError, match=r"footnote-quiz\[references\]"):
        styled([source(GOLDEN["works"][0])], "apa")
