"""Questions of every form, a pack for them, and text that formats choke on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from quiz.exchange import Wanted
from quiz.model import Citation, Form, Name, Option, Question, Reason
from quiz.packs.content import Pack
from tests.make import question

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quiz.exchange import Format

WANTED = Wanted(seed="7")
PACK = Pack(
    id="pack",
    title="The Pack",
    language="en",
    license="CC0-1.0",
    authors=("Somebody",),
    description="A pack.",
    topics=(),
    kinds={},
    facts={},
    sources={},
    names={},
    kin={},
    hash="0",
    path=Path("pack"),
)
EVERY = tuple(
    question(form, f"fact-{number}", dates=("1", "2", "3", "4") if form is Form.ORDER else ())
    for number, form in enumerate(Form)
)
HOSTILE = (
    "~ = # { } : \\ -> %50% // $CATEGORY: x",
    "=1+1",
    "@SUM(A1)",
    "-2",
    "\t=cmd|' /C calc'!A0",
    "'=kept",
    '"quoted", and; parted\tby tabs',
    "<script>alert(1)</script> &amp; <b>",
    "]]> <!-- --> <?php",
    "[tag:x] [html] ::name::",
    "A. first\nB. second\nANSWER: A",
    "\x00\x07\x1b[2J\x9b31m\u202e\ud800\ue000\ufffe",
    "* star \\* _under_ `code` | pipe # head",
    "Ünïcødé Кириллица 漢字 🎉 e\u0301",
    "line\none\r\ntwo\u2028three",
    "x" * 400,
)
TEXT = st.text(
    st.one_of(
        st.sampled_from("~=#{}:\\<>&\"'%$[]|*_`-+@;,\t\n\r /"),
        st.characters(codec=None),
        st.sampled_from("abcdefg12345"),
    ),
    min_size=1,
    max_size=24,
)
"""What a pack may hold and more: half letters, control characters, marks of every format."""


def citing(text: str) -> Citation:
    return Citation(source="s", text=text, locator=text, phrase=text, url=text)


def saying(asked: Question, text: str) -> Question:
    """Return the question with the text in every place where a pack's text can stand."""

    def option(old: Option) -> Option:
        return replace(old, text=f"{old.text} {text}", why=text, citations=(citing(text),))

    correction = asked.correction and replace(
        asked.correction, prompt=text, options=tuple(map(option, asked.correction.options))
    )
    judged = asked.form is Form.TRUE_FALSE
    return replace(
        asked,
        topic=text,
        prompt=text,
        subject=text,
        answer=text if asked.form in (Form.TYPED, Form.CLOZE) else asked.answer,
        options=asked.options if judged else tuple(map(option, asked.options)),
        correction=correction,
        accepted=tuple(f"{old} {text}" for old in asked.accepted),
        documented=(Name(text=text, accepted=(f"documented {text}",)),) if asked.accepted else (),
        unit=text if asked.form is Form.NUMBER else "",
        items=tuple(f"{old} {text}" for old in asked.items),
        shown=tuple(f"{old} {text}" for old in asked.shown),
        pairs=tuple((f"{a} {text}", f"{b} {text}") for a, b in asked.pairs),
        spare=tuple(f"{old} {text}" for old in asked.spare),
        reasons=(Reason(text=text, citations=(citing(text),)),),
        citations=(citing(text),),
    )


def written(form: Format, questions: Iterable[Question], wanted: Wanted = WANTED) -> str:
    """Return the file as text, without those questions that the format refuses."""
    assert form.write is not None
    kept = [q for q in questions if not form.refuses(q)]
    pieces = [
        piece.encode("utf-8", "replace") if isinstance(piece, str) else piece
        for piece in form.write(kept, PACK, wanted)
    ]
    return b"".join(pieces).decode("utf-8")
