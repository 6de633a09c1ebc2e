"""BibTeX, RIS and CSL-JSON as tables of sources: what they say, and what is not carried over."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.cli import parser_exchange
from quiz.errors import QuizError
from quiz.exchange.sources.latex import plain
from quiz.exchange.sources.read import READERS, guess, read
from quiz.exchange.sources.shelf import place
from quiz.exchange.sources.when import from_words
from quiz.packs import limits
from quiz.packs.csl import csl_json
from quiz.packs.schema import SourceTable
from tests.exchange.libraries import BIBTEX, CSL, EVERY, RIS
from tests.shipped import FOLDER, FULL, PACKS

if TYPE_CHECKING:
    from quiz.exchange.sources.work import Library

MUTATIONS = 1_000 if FULL else 120


def fields(name: str, text: str) -> dict[str, dict[str, Any]]:
    return {work.key or work.text("title"): work.fields for work in read(name, text).works}


def told(library: Library) -> list[str]:
    return [str(loss) for loss in library.losses]


def test_the_help_names_what_is_read() -> None:
    assert tuple(READERS) == parser_exchange.LIBRARIES
    assert {name: guess(text) for name, text in EVERY.items()} == {name: name for name in EVERY}
    assert guess("nothing of it") == ""


def test_bibtex() -> None:
    found = fields("bibtex", BIBTEX)
    assert found["Deutscher1954"] == {
        "type": "book",
        "title": "The Prophet Armed: Trotsky, 1879–1921",
        "author": [{"family": "Deutscher", "given": "Isaac"}],
        "publisher": "Oxford University Press",
        "publisher-place": "London",
        "edition": "2",
        "issued": "1954",
        "ISBN": "978-0-19-281064-9",
    }
    assert found["müller"] == {
        "type": "article-journal",
        "title": "Études ß Łódź: “a” x² TeX 50% of H₂O",
        "author": [
            {"family": "Müller", "given": "Björn"},
            {"family": "van Beethoven", "given": "Ludwig"},
            {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
            {"literal": "World Health Organization"},
            {"family": "von Mises", "given": "Ludwig"},
            {"literal": "and others"},
        ],
        "container-title": "Nature Chemistry",
        "volume": "12",
        "issue": "3",
        "page": "12–30",
        "issued": "1927-05-05",
        "DOI": "10.1000/abc_d~e",
    }
    assert found["ch"]["container-title"] == "Rivers: A book"
    assert found["ch"]["editor"] == found["coll"]["editor"]
    assert found["ch"]["issued"] == "1999-03~"
    assert found["coll"]["editor"][1] == {"family": "Şahin", "given": "Ö."}
    assert found["un"]["URL"] == "https://www.un.org/en/about_us?a=1~b"
    assert found["un"]["author"] == [{"literal": "United Nations"}]
    assert (found["old"]["issued"], found["old"]["language"]) == ("1113~", "ru")
    assert "issued" not in found["twice"]
    assert found["thesis"] | {"author": 0} == {
        "type": "thesis", "title": "On it", "author": 0, "publisher": "MIT",
        "issued": "1918/1921", "genre": "PhD thesis",
    }  # fmt: skip
    assert found["film"]["director"] == [{"family": "Eisenstein", "given": "Sergei"}]
    assert found["odd"] == {"type": "webpage", "title": "X", "URL": "https://example.org/~a"}
    assert found["press"]["type"] == "article-newspaper"
    assert found["press"]["author"] == [{"family": "de la Rosa", "given": "Jo"}]


def test_what_zotero_writes() -> None:
    """Names in their own script, dates with unknown parts, a page seen on a day."""
    text = r"""
@book{Герои, author={Лермонтов, Михаил Юрьевич}, title={Герой нашего времени}, date={1840}}
@book{, author={Щедрин, Н.}, title={Пошехонье}, date={1999-uu}}
@misc{page, title={A page}, howpublished={https://example.org/a\_b}, note={Accessed: 2024-05-01},
  options={useprefix=true}}
@book{d, author={{\relax Th}omas, {d'Arc} and {de} Vries, P. and N{\~u}{\~{n}}ez, \~N.},
  title={{\textit{A} {{B}}}},
  date={19uu}}
"""
    placed, _ = place(read("bibtex", text).works, {})
    assert [one.id for one in placed] == ["geroi", "shchedrin-1999", "page", "d"]
    page, letters = placed[2].work.fields, placed[3].work.fields
    assert page == {"type": "webpage", "title": "A page", "accessed": "2024-05-01",
                    "URL": "https://example.org/a_b"}  # fmt: skip
    assert letters["author"] == [
        {"family": "Thomas", "given": "d'Arc"}, {"family": "de Vries", "given": "P."},
        {"family": "Nũñez", "given": "Ñ."},
    ]  # fmt: skip
    assert (letters["title"], letters["issued"]) == ("A B", "19XX")


def test_what_bibtex_loses_is_told_by_entry_line_and_field() -> None:
    library = read("bibtex", BIBTEX)
    assert told(library) == [
        "line 12: Deutscher1954, note: a pack has no place for it",
        "line 25, column 1: x: it is not closed before the next entry begins: a } is missing",
        "line 27: twice, title: it stands there twice",
        "line 28: gone, title: “foo” is no text: it needs braces, or an @string before it",
        "line 28: gone: it has no title",
        "line 32: odd, year: “soon” is no date; write it like 1927-11-12, 1927 or 1924~",
        "line 35, column 21: nocomma: its name is missing, or the comma after it",
        "line 36: nofield, title: a comma is missing between it and the next field",
        "line 36: nofield: it has no title",
    ]
    assert library.silent == {"keywords": 1, "file": 1, "abstract": 1}


def test_ris() -> None:
    found = fields("ris", RIS)
    assert found["Standard atomic weights of the elements"] == {
        "type": "article-journal",
        "title": "Standard atomic weights of the elements",
        "author": [
            {"family": "Prohaska", "given": "Thomas"},
            {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
            {"literal": "World Health Organization"},
        ],
        "container-title": "Pure and Applied Chemistry",
        "volume": "94",
        "issue": "5",
        "page": "573–600",
        "issued": "2022-05-04",
        "accessed": "2026-02-14",
        "language": "en",
        "URL": "https://example.org/a",
        "DOI": "10.1515/pac-2019-0603",
    }
    assert found["Brooks1999"] == {
        "type": "chapter",
        "title": "The bridge",
        "author": [{"family": "Brooks", "given": "Ann"}],
        "editor": [{"family": "Clark", "given": "Max"}],
        "container-title": "Rivers and bridges",
        "publisher": "Penguin",
        "publisher-place": "London",
        "page": "12–30",
        "issued": "1999~",
        "ISBN": "978-0-85404-438-2",
    }
    assert found["Potemkin"] == {
        "type": "motion_picture", "title": "Potemkin", "issued": "1925",
        "director": [{"family": "Eisenstein", "given": "Sergei"}],
    }  # fmt: skip
    assert told(read("ris", RIS)) == [
        "line 36: Brooks1999, C1: a pack has no place for it",
        "line 38: it has no line “ER  - ” at its end; it is read all the same",
        "line 38: an entry without a name, TY: WEIRD is not known",
        "line 40: “x”, PY: “soon” is no date",
    ]


def test_csl_json() -> None:
    works = read("csl-json", CSL).works
    assert [work.fields for work in works] == [
        {
            "type": "book",
            "title": "The Prophet Armed",
            "author": [
                {"family": "van Beethoven", "given": "Ludwig"},
                {"family": "Humboldt", "given": "Alexander von"},
                {"literal": "UN"},
            ],
            "page": "1–2",
            "issued": "1954-03",
        },
        {
            "type": "webpage", "title": "A & B", "volume": "3", "issued": "1927-05-05",
            "accessed": "2026-02-14",
        },
        {"title": "Before", "issued": "-0429~"},
        {"title": "No date"},
        {"title": "Bad"},
    ]  # fmt: skip
    assert [one.id for one in place(works, {})[0]] == ["van-beethoven-1954", "b", "c", "d", "e"]
    assert told(read("csl-json", CSL)) == [
        "line 6: http://zotero.org/users/1/items/A, event-title: a pack has no place for it",
        "line 11: e, issued: “whenever” is no date",
        "line 11: e, author: it is no list of names",
    ]


@pytest.mark.parametrize("name", PACKS)
def test_sources_come_back_from_csl_json_as_they_were(name: str) -> None:
    for path in sorted((FOLDER / name).glob("*.toml")):
        tables = tomli.loads(path.read_text("utf-8")).get("sources", {})
        checked = {key: SourceTable.model_validate(table) for key, table in tables.items()}
        works = [csl_json(key, table) for key, table in checked.items()]
        if not works:
            continue
        back = read("csl-json", json.dumps(works))
        assert back.losses == []
        again = {
            work.key: csl_json(work.key, SourceTable.model_validate(work.fields))
            for work in back.works
        }
        assert again == {work["id"]: work for work in works}


DATES = st.sampled_from(
    ["1954", "1954~", "1954-03", "1954-03-01", "1918/1921", "1918~/1921~", "-0429", "0000",
     "-0429~", "1927-21", "192X", "1918/..", "[1914,1915]"]
)  # fmt: skip
WORDS = st.text("ac éЖ\"\\{}<>&~'–", min_size=1, max_size=12)
WORDS = WORDS.map(lambda text: " ".join(text.split())).filter(bool)
NAMES = st.one_of(
    st.fixed_dictionaries({"family": WORDS, "given": WORDS}),
    st.fixed_dictionaries({"family": WORDS, "given": WORDS, "suffix": WORDS}),
    st.fixed_dictionaries({"literal": WORDS}),
)
SOURCES = st.fixed_dictionaries(
    {"title": WORDS, "type": st.sampled_from(["book", "webpage", "entry-encyclopedia"])},
    optional={
        "author": st.lists(NAMES, min_size=1, max_size=3),
        "interviewer": st.lists(NAMES, min_size=1, max_size=2),
        "issued": DATES,
        "original-date": DATES,
        "accessed": DATES,
        "container-title": WORDS,
        "archive_location": WORDS,
        "number": WORDS,
        "page": st.sampled_from(["12", "12–30", "A3"]),
        "DOI": st.sampled_from(["10.1000/a_b~c", "10.1/(x)"]),
        "URL": st.sampled_from(["https://example.org/~a_b?c=%20&d=1"]),
    },
)


@settings(max_examples=80, deadline=None)
@given(st.lists(SOURCES, min_size=1, max_size=3))
def test_any_sources_come_back_equal(tables: list[dict[str, Any]]) -> None:
    """A pack to CSL-JSON to a pack: < and & stand for themselves where they are no tags."""
    clean = [{k: " ".join(v.split()) if isinstance(v, str) else v for k, v in t.items()}
             for t in tables]  # fmt: skip
    works = [csl_json(f"s{n}", SourceTable.model_validate(t)) for n, t in enumerate(clean)]
    back = read("csl-json", json.dumps(works, ensure_ascii=False)).works
    written = tomli.loads("\n\n".join(one.toml for one in place(back, {})[0]))["sources"]
    for number, work in enumerate(back):
        csl = csl_json(f"s{number}", SourceTable.model_validate(work.fields))
        assert csl == works[number]
    assert all(SourceTable.model_validate(table) for table in written.values())


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("1954", "1954"), ("[1954]", "1954"), ("c. 1113", "1113~"), ("ca. 1113", "1113~"),
        ("um 1113", "1113~"), ("1954?", "1954?"), ("1918–21", "1918/1921"), ("1990/05", "1990-05"),
        ("1990/91", "1990/1991"), ("430 BC", "-0429"), ("430 B.C.E.", "-0429"), ("AD 79", ""),
        ("79 AD", "0079"), ("12 November 1927", "1927-11-12"), ("Nov. 12, 1927", "1927-11-12"),
        ("November 1927", "1927-11"), ("Spring 1927", "1927-21"), ("31 June 1927", "1927-06"),
        ("1927-11-12T10:00:00Z", "1927-11-12"), ("2011-04", "2011-04"), ("19XX", "19XX"),
        ("circa 1918-1921", "1918~/1921~"), ("soon", ""), ("", ""), ("13", ""), ("0", ""),
    ],
)  # fmt: skip
def test_dates_in_words(words: str, edtf: str) -> None:
    assert from_words(words) == edtf


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"{\'E}t\'{e} \o \aa{} \v{s} \c c {\i} \H{o}", "Été øå š ç ı ő"),
        (r"Dvo\v r\'ak", "Dvořák"),
        (r"\textit{a \emph{b}} \textsc{C}", "a b C"),
        (r"$\alpha$-decay, CO$_{2}$", "α-decay, CO₂"),
        ("$10 and $20", "$10 and $20"),
        (r"a~b --- c -- d \& 5\% of 6%", "a b — c – d & 5% of 6%"),
        (r"\href{https://a.example}{here} \enquote{q}", "here “q”"),
        (r"{\noopsort{1973a}}1973 {\relax Ch}arles", "1973 Charles"),
        (r"{\fontencoding{T2A}\selectfont Пушкин}", "Пушкин"),
        (r"\input{/etc/hostname}x", "x"),
        ("{" * 3_000, ""),
    ],
)  # fmt: skip
def test_latex(latex: str, text: str) -> None:
    assert " ".join(plain(latex).split()) == text


def test_works_that_are_there_are_known_again() -> None:
    known = {
        "a": {"title": "X", "DOI": "10.1/ABC"},
        "b": {"title": "The Rivers", "ISBN": "0-19-281064-9"},
        "c": {"title": "Rivers", "issued": "1954-03", "author": {"family": "Brooks"}},
        "brooks-1955": {"title": "Other"},
    }
    text = """
@book{one, title={Y}, doi={10.1/abc}}
@book{two, title={the rivers}, isbn={978-0-19-281064-0}}
@inbook{part, title={A part}, booktitle={The Rivers}, isbn={978-0-19-281064-0}}
@book{three, title={Rivers}, author={Brooks, Ann}, year=1954}
@book{Brooks1955, title={Rivers}, author={Brooks, Ann}, year=1955}
@book{four, title={Rivers}, author={Brooks, Ann}, year=1955}
"""
    placed, same = place(read("bibtex", text).works, known)
    assert [(one.work.key, one.source, one.why) for one in same] == [
        ("one", "a", "the same DOI"),
        ("two", "b", "the same ISBN and title"),
        ("three", "c", "the same title, year and author"),
        ("four", "brooks-1955-2", "the same title, year and author"),
    ]
    assert [one.id for one in placed] == ["part", "brooks-1955-2"]


BLOWN = {
    "entries": "@a{\n" * 200_000,
    "fields": "@a{b" + ",c=1" * 200_000 + "}",
    "strings": "@string{a={" + "x" * 19_000 + "}}\n@a{b" + "".join(f",f{n}=a" for n in range(999))
    + "}",
    "nested": "@a{b, title={" + "{" * 100_000 + "}" * 100_000 + "}}",
    "doubling": "".join(
        f"@string{{s{n + 1} = s{n} # s{n}}}\n" for n in range(60)
    ).replace("s0 ", "{x} ") + "@a{b, title = s60}",
    "circle": "@inbook{a, crossref={b}, title={x}}\n@inbook{b, crossref={a}, title={y}}",
    "people": "@a{b, title={x}, author={" + "A and " * 20_000 + "}}",
}  # fmt: skip


@pytest.mark.parametrize("name", BLOWN)
def test_a_library_that_means_harm_ends_soon(name: str) -> None:
    try:
        library = read("bibtex", BLOWN[name])
    except QuizError:
        return
    assert all(len(work.text("title")) <= limits.TEXT_CHARACTERS for work in library.works)
    assert all(
        len(v) <= limits.LIST_ITEMS for w in library.works for v in w.fields.values()
        if isinstance(v, list)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[{"title": "a",}]', "line 1, column 1[56]"),  # Python 3.13 points at the comma
        ("[]", "list of works"),
        ("[" * 50_000, "line 1"),
        ('[{"title": "a"} {"title": "b"}]', "line 1, column 17"),
        ('[{"volume": 1' + "0" * 5_000 + "}]", "line 1"),
    ],
)
def test_what_is_no_csl_json_is_told_with_its_place(text: str, said: str) -> None:
    with pytest.raises(QuizError, match=said):
        read("csl-json", text)


JUNK = [
    "{", "}", '"', "#", "@", "@book{", ",", "=", "\\", "%", "~", "$", "[", "]", ":", "\n", "\t",
    "TY  - ", "ER  - ", "AU  - ", "null", "1e999", "\x00", "\ud800", "\u202e", "\\'", "\\begin{x}",
    " and ", '"date-parts"', "-", "'", "]]", "\ufeff",
]  # fmt: skip


@pytest.mark.parametrize("name", EVERY)
def test_a_mutated_library_is_good_toml_or_a_message(name: str) -> None:
    """1,000 of each with FOOTNOTE_TESTS=full."""
    rng = random.Random(name)
    read_at_all = 0
    for _ in range(MUTATIONS):
        text = EVERY[name]
        for _ in range(rng.randint(1, 6)):
            at = rng.randrange(len(text) + 1)
            end = at + rng.choice((0, 0, 1, 1, 8, 100))
            text = text[:at] + rng.choice(JUNK) * rng.choice((1, 1, 3)) + text[end:]
        guess(text)
        try:
            library = read(name, text)
        except QuizError:
            continue
        read_at_all += 1
        placed, _ = place(library.works, {})
        sources = tomli.loads("\n\n".join(one.toml for one in placed)).get("sources", {})
        assert len(sources) == len(placed)
        for table in sources.values():
            SourceTable.model_validate(table)
    assert read_at_all
