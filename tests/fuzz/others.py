"""CSV files and other programs' question files, as they are written and as they are broken."""

# ruff: noqa: E501  # lists of odd things, which no one reads line by line

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from quiz.exchange import BUILT_IN, find
from tests.exchange.samples import EVERY, HOSTILE, saying, written
from tests.exchange.test_reading import ANKI, GIFT
from tests.fuzz import values
from tests.fuzz.torn import LARGE, torn

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

FORMATS = tuple(name for name in BUILT_IN if find(name).read is not None)
TABLES = (
    (
        "River,Length (km),Sea,First bridge,Countries\n"
        "the Rhine,1230,North Sea,1250,Germany; France\n"
        "the Danube,2850,Black Sea,105,Austria; Hungary\n"
        "the Volga,3530,Caspian Sea,1880,Russia\nthe Po,652,Adriatic,,Italy\n"
    ),
    "Name;Born;Height, m;Notes\nAda;12.11.1850;1,65;first\nBob;3.2.1870;1,8;\nCy;1.1.1901;1,77;x\n",
    "word\tmeaning\tpage\nchien\tdog\t1\nchat\tcat\t2\ncheval\thorse\t3\n",
    "sep=;\nWhat;When;Who\nA fair;c. 1900;Ada\nA war;44 BC;Bob, Cy\nA peace;May 1945;\n",
    '"Element","Symbol","Mass","Found"\n"Iron","Fe","55.845","ancient"\n"Gold","Au","196.97","?"\n',
)
CELLS = (
    *values.TEXTS, *values.DATES, "1,000", "1.000", "1,5", "1.234.567,89", "12/11/1927", "31.12.1999",
    "5 km", "5km/h", "−5", "1e5", "0", "00", "44 BC", "c. 1900", "1900?", "May 1945", "3rd May 1945", "a;b;c",
    ";", ";;", "'=1", '""', "NaN", "#REF!", "#N/A", "TRUE", "1 234", "1'234", "1917–1920", "9" * 30,
)  # fmt: skip
OPEN_TRIVIA = """{"response_code":0,"results":[
{"type":"multiple","difficulty":"easy","category":"History","question":"Who was &quot;Koba&quot;?",
"correct_answer":"Stalin","incorrect_answers":["Trotsky","Lenin","Kamenev"]},
{"type":"boolean","difficulty":"hard","category":"History","question":"It rained.",
"correct_answer":"True","incorrect_answers":["False"]}]}"""
AIKEN = "What is it?\nA) this\nB) that\nC) both\nANSWER: B\n\nAnd this?\nA. yes\nB. no\nANSWER: A\n"
PIECES = {
    "gift": ("{", "}", "=", "~", "#", ":", "::", "->", "\\", "\\n", "%50%", "%-100%", "####", "//", "{T}",
             "$CATEGORY: a/b", "[html]", "[tag:x]", "[id:", "{#1:2}", "{#1..2}", "{#nan:inf}", "<b", "&#x0;", "\n\n"),
    "moodle-xml": ("<", ">", "&", "&amp;", "&#0;", "&x;", "]]>", "<![CDATA[", "<!--", "<?xml?>", "<!DOCTYPE x>",
                   '<!DOCTYPE q [<!ENTITY a "b">]>', '<!DOCTYPE q SYSTEM "file:///etc/passwd">', "<question>",
                   "</question>", "</quiz>", 'type="matching"', 'type="numerical"', 'type="ordering"', 'fraction="nan"',
                   "<text>", "</text>", "<answer>", "1e999", "-inf", "<script>", "<ol><li>", "<img/>", "\x00"),
    "aiken": ("ANSWER: A", "ANSWER: Z", "ANSWER:", "A)", "A. x", "Z. y", "\n\n", "ANSWER: B\nANSWER: B"),
    "open-trivia": ("{", "}", "[", "]", ",", ":", '"', "null", "NaN", "Infinity", "1e999", "\\ud800", "\\u0000", "{}",
                    '"results": 3', '"correct_answer"', '"incorrect_answers": {}', "&#27;", "&#x202e;", "true", "[[[["),
    "csv": (",", ";", '"', "\n", "\t", "form", "choice", "match", "order", "number", "typed", "1 2", "9", "nan", "1e999"),
    "quizlet": ("\t", "\n", "\t\t", "\r"),
    "anki-text": ("\t", "#separator:", "#html:true", "#guid column:1", "#tags column:99", "{{c1::", "}}", "::", "[sound:",
                  "<img", '"', "#separator:x", "#separator:\"", "#", "#columns:a"),
}  # fmt: skip


@cache
def seeds(name: str) -> tuple[str, ...]:
    """Return files of a format: our own exports of every form, and files as people write them."""
    form = find(name)
    found = {"gift": [GIFT], "anki-text": [ANKI], "aiken": [AIKEN], "open-trivia": [OPEN_TRIVIA],
             "quizlet": ["chien\tdog\nchat\tcat, tomcat\n"], "csv": ["chien;dog\nchat;cat\n"]}.get(name, [])  # fmt: skip
    if form.write is not None:
        found = [*found, written(form, EVERY)]
        found += [written(form, [saying(q, bad) for q in EVERY[:4]]) for bad in HOSTILE[:12]]
    return tuple(found)


@st.composite
def imports(draw: DrawFn, name: str) -> bytes:
    """A file of a format with pieces of its own grammar in wrong places, or with its bytes torn."""
    text = draw(st.sampled_from(seeds(name)))
    for _ in range(draw(st.integers(0, 8))):
        at = draw(st.integers(0, len(text)))
        size = draw(st.sampled_from((0, 0, 1, 3, 20)))
        piece = draw(st.sampled_from(PIECES[name] if draw(st.booleans()) else values.TEXTS))
        text = text[:at] + piece * draw(st.sampled_from((1, 1, 1, 2, 500))) + text[at + size :]
        text = text[:LARGE]
    raw = text.encode("utf-8", "surrogatepass")
    return draw(torn(raw)) if draw(st.integers(0, 3)) == 0 else raw


@st.composite
def tables(draw: DrawFn) -> bytes:
    """A CSV file with odd cells, rows too short or long, columns twice; or with its bytes torn."""
    text = draw(st.sampled_from(TABLES))
    if draw(st.integers(0, 2)) == 0:
        return draw(torn(text.encode()))
    mark = next(m for m in ";\t," if m in text)
    rows = [line.split(mark) for line in text.splitlines()]
    for _ in range(draw(st.integers(1, 6))):
        row = draw(st.integers(0, len(rows) - 1))
        column = draw(st.integers(0, max(0, len(rows[row]) - 1)))
        kind = draw(st.integers(0, 7))
        if kind < 3:
            cell = draw(st.sampled_from(CELLS))
            quoted = draw(st.booleans())
            rows[row][column : column + 1] = [
                '"' + cell.replace('"', '""') + '"' if quoted else cell
            ]
        elif kind == 3:
            rows[row] = rows[row][:column]
        elif kind == 4:
            rows[row] = (rows[row] * draw(st.sampled_from((2, 3, 60))))[:120]
        elif kind == 5:
            rows.insert(row, list(draw(st.sampled_from(rows))))
        elif kind == 6:
            cell = draw(st.sampled_from(CELLS))
            rows = [[*each, cell] for each in rows]
        else:
            rows = (rows * draw(st.sampled_from((1, 2, 400))))[:2_000]
    raw = "\n".join(mark.join(row) for row in rows).encode("utf-8", "surrogatepass")
    return draw(torn(raw)) if draw(st.integers(0, 4)) == 0 else raw
