"""PDF: what is read back is what the sheets say, whole on its page, in fonts that travel along."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from quiz.errors import QuizError
from quiz.exchange import Wanted, find
from quiz.exchange.paper.sheets import key, sheets, shown
from quiz.exchange.told import asked as asked_of
from quiz.generate import draw
from quiz.model import Form
from tests.exchange.samples import EVERY, HOSTILE, PACK, TEXT, saying
from tests.make import option, question, set_of
from tests.shipped import FULL, PACKS, pack

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quiz.model import Question
    from quiz.packs.content import Pack

PDF = find("pdf")
THREE = Wanted(seed="7", versions=3)
MOST = 1.0
"""Points by which a page's size may differ from the paper's."""
PAPERS = {"a4": (595.28, 841.89), "letter": (612, 792)}


def printed(questions: Iterable[Question], wanted: Wanted = THREE, of: Pack = PACK) -> bytes:
    assert PDF.write is not None
    return b"".join(p for p in PDF.write(questions, of, wanted) if isinstance(p, bytes))


def folded(text: str) -> str:
    """Return text as it can be compared: where lines end and spaces stand is the layout's."""
    text = unicodedata.normalize("NFKC", text)
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Cf")


def pages(data: bytes) -> list[str]:
    return [folded(page.extract_text()) for page in PdfReader(io.BytesIO(data)).pages]


def test_every_version_and_both_keys_are_read_back() -> None:
    asked = [*EVERY, *set_of(20)]
    found = pages(printed(asked))
    text = "".join(found)
    for sheet in sheets(asked, versions=3, seed="7"):
        own = "".join(page for page in found if f"version{sheet.letter}" in page)
        at = 0
        for number, each in enumerate(sheet.questions, 1):
            # in this order, under this number, with these letters
            at = own.index(folded(f"{number}.{asked_of(each)}"), at)
            for letter, words in shown(each):
                assert folded(letter + words) in own[at:], (sheet.letter, number)
    rows = zip(*(s.questions for s in sheets(asked, versions=3, seed="7")), strict=True)
    for number, row in enumerate(rows, 1):
        assert folded(f"{number}{''.join(map(key, row))}") in text
    for part in ("Name", "Class", "Date", f"Points,of{len(asked)}", "References", "seed7"):
        assert part in text
    assert "Betaiswhatitis." in text
    assert "Rightfrom1916to1918." in text


BOTH = [(name, size) for name in PACKS for size in PAPERS]
TURNS = [(name, (*PAPERS,)[turn % 2]) for turn, name in enumerate(PACKS)]


@pytest.mark.parametrize(("name", "size"), BOTH if FULL else TURNS)
def test_the_shipped_packs_fit_the_paper(name: str, size: str) -> None:
    """Options stand on the page of their question, pages are numbered, fonts are in the file.

    Every pack on both with FOOTNOTE_TESTS=full.
    """
    asked = draw(pack(name), count=30, seed="7", forms=tuple(Form))
    said: list[str] = []
    wanted = Wanted(seed="7", size=size, parts=("sheet", "key", "explained"), say=said.append)
    reader = PdfReader(io.BytesIO(printed(asked, wanted, pack(name))))
    assert said == []
    assert reader.metadata is not None
    assert reader.metadata.title == pack(name).title
    width, height = PAPERS[size]
    runs = []
    texts = []
    for page in reader.pages:
        assert abs(page.mediabox.width - width) < MOST
        assert abs(page.mediabox.height - height) < MOST
        assert embedded(page)
        text = page.extract_text()
        texts.append(folded(text))
        (run,) = re.findall(r"page (\d+) of (\d+)", text)
        runs.append(run)
    assert sum(here == every for here, every in runs) == 3
    assert [here for here, _ in runs].count("1") == 3
    sheet = texts[: int(runs[0][1])]
    for number, each in enumerate(asked, 1):
        (home,) = [page for page in sheet if folded(f"{number}.{asked_of(each)}") in page]
        for letter, words in shown(each):
            assert folded(letter + words) in home, (number, words)


def embedded(page: object) -> bool:
    """Tell whether all the fonts of a page are in the file."""
    fonts = page["/Resources"]["/Font"]  # type: ignore[index]
    for font in (f.get_object() for f in fonts.values()):
        (inner,) = font["/DescendantFonts"]
        descriptor = inner.get_object()["/FontDescriptor"].get_object()
        if not {"/FontFile2", "/FontFile3"} & set(descriptor):
            return False
    return True


def test_the_same_seed_gives_the_same_bytes() -> None:
    one = printed(EVERY)
    assert printed(EVERY) == one
    assert printed(EVERY, replace(THREE, seed="8")) != one
    assert printed(EVERY, replace(THREE, moment=1e9)) == one


def test_a_page_can_be_read_aloud() -> None:
    catalog = PdfReader(io.BytesIO(printed(EVERY))).trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert catalog["/Lang"] == "en"  # type: ignore[index]
    assert b"pdfuaid:part" in printed(EVERY)


def test_letters_of_many_languages_are_in_typst_s_own_fonts() -> None:
    words = (
        "Coyoacán Łódź Çeşme Þór Việt ʻokina", "Лев Троцкий Ѣѳ Ґґ", "Ἀριστοτέλης",
        "→ ← − × ≤ ≈ ½ ² ₂ ‰ € № ′ “„‚«»–—…", "✓ ✗ ☐ │", "עברית العربية हिन्दी",
    )  # fmt: skip
    said: list[str] = []
    asked = [question(Form.CHOICE, prompt=text) for text in words]
    text = "".join(pages(printed(asked, replace(THREE, say=said.append))))
    assert said == []
    for word in (w for line in words[:4] for w in line.split()):
        assert folded(word) in text


def test_a_letter_that_no_font_has_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    import typst

    own = typst.Fonts(include_system_fonts=False)
    monkeypatch.setattr(typst, "Fonts", lambda **_: own)
    said: list[str] = []
    asked = [question(Form.CHOICE, prompt="What is 漢 in 漢字?")]
    found = pages(printed(asked, replace(THREE, say=said.append)))
    assert said == ["No font of this machine has: 字 漢. They are empty boxes."]
    assert "".join(found).count("Whatis") == 4


def test_a_page_shows_what_is_written() -> None:
    """But for the letters that no font has, which are told."""
    said: list[str] = []
    pairs = [(q, n) for q in range(len(EVERY)) for n in range(len(HOSTILE)) if (q + n) % 3 == 0]
    asked = [saying(EVERY[q], HOSTILE[n]) for q, n in pairs]
    text = _seen("".join(pages(printed(asked, Wanted(seed="7", say=said.append)))))
    assert any("🎉" in remark for remark in said)
    for each in asked:
        assert _seen(folded(asked_of(each))) in text
        if each.form is not Form.MATCH:  # its two lists stand beside each other
            assert all(_seen(folded(letter + words)) in text for letter, words in shown(each))


def _seen(text: str) -> str:
    return re.sub("[🎉漢字\x00\ufffd]", "", text)


@settings(max_examples=15, deadline=None)
@given(st.text("#*_`$@<>[](){}\\/~=-+'\"&%|^;:.,! aZ0\n\t", min_size=1, max_size=40))
def test_no_text_lays_itself_out(text: str) -> None:
    asked = [saying(question(form), text) for form in (Form.CHOICE, Form.ORDER)]
    found = "".join(pages(printed(asked, Wanted(seed="7"))))
    for each in asked:
        assert folded(asked_of(each)) in found
        assert all(folded(letter + words) in found for letter, words in shown(each))


@settings(max_examples=15, deadline=None)
@given(TEXT)
def test_any_text_can_be_printed(text: str) -> None:
    assert pages(printed([saying(EVERY[0], text)], Wanted(seed="7")))


def test_what_is_longer_than_a_page_goes_on_on_the_next() -> None:
    options = tuple(option(f"option {n} " + "word " * 60, correct=n == 0) for n in range(30))
    asked = [question(Form.CHOICE, options=options), question(Form.TYPED)]
    found = pages(printed(asked, Wanted(seed="7", parts=("sheet",))))
    assert len(found) > 1
    for letter, words in shown(asked[0]):
        assert any(folded(letter + words) in page for page in found), letter


def test_without_typst_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(QuizError, match=r"footnote-quiz\[pdf\]"):
        printed(EVERY)


def test_poppler_reads_the_same() -> None:
    if shutil.which("pdftotext") is None or shutil.which("pdffonts") is None:
        pytest.skip("poppler is not there")
    asked = draw(pack("trotsky-and-stalin"), count=20, seed="7", forms=tuple(Form))
    data = printed(asked, THREE, pack("trotsky-and-stalin"))
    text = folded(_poppler(["pdftotext", "-layout", "-", "-"], data))
    for sheet in sheets(asked, versions=3, seed="7"):
        for number, each in enumerate(sheet.questions, 1):
            first = asked_of(each).split("?")[0][:40]
            assert folded(f"{number}.{first}") in text
    # name type encoding emb sub uni: each embedded, in part, and with its letters told
    fonts = _poppler(["pdffonts", "-"], data).splitlines()[2:]
    assert fonts
    assert all(re.search(r" yes yes yes +\d+ +\d+$", font) for font in fonts)


def test_a_long_word_stays_on_the_page() -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler is not there")
    address = "https://example.org/" + "WWWWWW-WWWWWWWWWWWWWWWWW/" * 12
    long = ("W" * 300, address, "https://example.org/" + "W" * 300)
    asked = [saying(q, text) for q in EVERY for text in long]
    data = printed(asked, Wanted(seed="7", parts=("sheet", "explained")))
    assert address[:25] in _poppler(["pdftotext", "-raw", "-", "-"], data)  # can be copied
    boxes = _poppler(["pdftotext", "-bbox", "-", "-"], data)
    ends = [float(end) for end in re.findall(r'xMax="([\d.]+)"', boxes)]
    assert len(ends) > 100
    assert max(ends) < PAPERS["a4"][0] - 40


def test_what_is_written_from_right_to_left_stands_at_the_right() -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler is not there")
    for language, at_the_right in (("en", False), ("he", True), ("ar-EG", True)):
        only = Wanted(seed="7", parts=("sheet",))
        data = printed(set_of(2), only, replace(PACK, language=language))
        boxes = _poppler(["pdftotext", "-bbox", "-", "-"], data)
        found = re.findall(r'<word xMin="([\d.]+)"[^>]*>(Beta|B|[.1]+)</word>', boxes)
        starts = {word.strip("."): float(start) for start, word in reversed(found)}  # the first
        number = starts["1"]
        middle = PAPERS["a4"][0] / 2
        assert (number > starts["B"] > starts["Beta"] > middle) is at_the_right, language
        assert (number < starts["B"] < starts["Beta"] < middle) is not at_the_right, language


def _poppler(command: list[str], data: bytes) -> str:
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()
