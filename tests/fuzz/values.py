"""What strangers write where something else is expected."""

# ruff: noqa: E501  # lists of odd things, which no one reads line by line

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from tests.fuzz.toml import Raw

TEXTS = (
    "", " ", "\n", "{", "}", "{}", "{name}", "{value}", "{name", "name}", "{{name}}", "{{", "}}{{",
    "{name.__class__}", "{0}", "{name!r:>99999999}", "{value:on}", "{value:off}", "{value:%Y}",
    "{who} {when} {place}", "%s%n%d", "$x", "[x]", "[/x]", "[@click=app.bell]x[/]", "[b", "`", "\\",
    "\\u0041", '"', "'", '"""', "'''", "#", "=", "a = 1", "[pack]", "[[event]]", "TODO", "TODO: x",
    "null", "true", "nan", "-", "–", "…", "?", "!", "...", "a" * 80, "a" * 81, "a" * 500,
    "a" * 1999, "a" * 2000, "a" * 2001, "a b " * 499, "\n" * 40, "x\n" * 41, "w" * 5000,
    "漢" * 999, "漢字 " * 600, "e" + "\u0301" * 7, "e" + "\u0301" * 900, "👩‍👩‍👧‍👦" * 40,
    "\x00", "\x07", "\x1b[2J", "\x1b]0;x\x07", "\x7f", "\x9b31m", "\u202eabc", "\u2066x", "\ufeffx",
    "\u200b", "a\u200bb", "\u2028", "\u00a0", "\u00ad", "\ue000", "\ufffe", "\U000e0041", "שלום עולם",
    "مرحبا", "Ünïcødé", "İstanbul", "ß", "ſ", "ﬁ", "Ⅷ", "①", "½", "١٩١٧", "五", "Ω", "Ω", "Å", "Å",
    "the", "The the", "a", "an", "and", "or", "of", "not", "Mr", "O'Brien", "St. John", "U.S.A.",
    "=1+1", "@SUM(A1)", "+1", "-1", "\t=cmd|' /C calc'!A0", "<script>alert(1)</script>", "&amp;",
    "]]>", "<!--", "A. first\nB. second\nANSWER: A", "::t:: x {=a ~b}", "->", "$CATEGORY: x",
    "../../../etc/passwd", "/etc/passwd", "/dev/zero", "file:///etc/passwd", "C:\\con", "aux",
    "javascript:alert(1)", "http://", "https://[::1", "https://example.org/\x1b[2J", "a/../../b",
    "(a+)+$", "^(.*)*$", "[a-", "(?P<x>", "*", "+", "\\1", "a-", "-a", "A", "a--b", "a b", "ä",
    "gregorian", "julian", "text", "date", "number", "name", "category", "preferred", "book", "none",
    "en", "zh-Hant", "xx-xx-xx", "CC0-1.0", "disputes", "majority", "id", "kind", "pack", "sources",
)  # fmt: skip
DATES = (
    "1917", "1917-10", "1917-10-25", "1917~", "1917?", "1917%", "191X", "19XX", "1XXX", "XXXX",
    "1917/1918", "1918/1917", "1917/..", "../1917", "..", "../..", "/", "[1917,1918]", "[1917]",
    "[]", "[1917..1920]", "[" + "1917," * 400 + "1918]", "{1917,1918}", "1917-21", "1918-21",
    "1917-25", "1917-02-29", "1900-02-29", "1917-13", "1917-00-00", "0000", "-0001", "-4713",
    "-9999", "9999-12-31", "Y-99999999", "Y99999999", "Y100000000", "Y12345", "-99X", "12X", "17",
    "25.10.1917", "October 1917", "1917-10-25T10:00:00Z", "1917-10-25 ", " 1917", "+1917", "1917-1",
    "١٩١٧", "1917~/1918?", "1917-10-25/1917-10-24", "0001-01-01", "9999/Y10000", "Y-12345/Y12345",
)  # fmt: skip
ODD: tuple[Any, ...] = (
    0, 1, -1, 2, 7, 100, 2**31, 2**53, 2**53 + 1, -(2**53), 2**63 - 1, 2**63, 2**64, 10**25,
    0.0, -0.0, 0.1, 1.5, 1e-300, 5e-324, 1e15, 1e16, 1e300, 1.7976931348623157e308, 0.30000000000000004,
    float("nan"), float("inf"), float("-inf"), True, False, [], {}, [[]], [{}], {"": ""}, [""], [0],
    [1, 2], [2, 1], [1, 1, 1], ["a", "a"], ["a", 1], [["a"], ["b"]], [0.5, 2**53],
    {"value": 1}, {"value": 1, "low": 0, "high": 2}, {"value": 1, "low": 2}, {"value": "x"},
    {"value": 5, "low": -(2**53), "high": 2**53}, {"value": float("nan")}, {"low": 1, "high": 2},
    {"source": "x"}, {"source": "TODO"}, {"source": ""}, {"name": "x"}, {"field": "x", "value": 1},
    ["x"] * 500, ["x"] * 501, [{"source": "x"}] * 30, {"a": {"b": {"c": {"d": {"e": {"f": 1}}}}}},
    [[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]], {f"k{i}": i for i in range(60)},
    date(1, 1, 1), date(9999, 12, 31), date(1917, 10, 25), time(7, 32), time(23, 59, 59, 999999),
    datetime(1979, 5, 27, 7, 32, tzinfo=UTC), datetime(1979, 5, 27, 7, 32),  # noqa: DTZ001
)  # fmt: skip
RAW = tuple(
    Raw(text)
    for text in (
        "nan", "-inf", "1e999", "-1e999", "0x" + "f" * 400, "9" * 4400, "0b1", "0o7", "1_000", "1__0",
        "01", "+1", "1.", ".1", "1e", "0x", "1917-02-30", "1917-13-01", "25:00:00", "0000-01-01",
        "1979-05-27T07:32:00+25:00", "1979-05-27T07:32:00.999999999999Z", "True", "yes", "null", "",
        '"', "'", '"""', "'''x", '"\\x"', '"\\ud800"', '"\\U00110000"', '"a" "b"', "[", "]", "{", "}",
        "[1,]", "[1,,2]", "{a=1,}", "{a=1,a=2}", "{a.b=1,a.b=2}", "[" * 60, "[" * 60 + "]" * 60,
        "{a=" * 60 + "1" + "}" * 60, '"a\nb"', "'a\nb'", '"tab\there"', "“curly”", "1,5", "5 km",
        "#", "1 # x", '"a" # x', '"\x01"', '"\x7f"', '"\u202e"', '"' + "\\u0301" * 300 + '"',
    )
)  # fmt: skip
KEYS = (
    "", " ", "id", "name", "was", "aliases", "not", "accept", "ask", "cite", "claims", "disputes",
    "topic", "note", "level", "skip", "complete", "calendar", "part_of", "when", "who", "where",
    "type", "of", "many", "unique", "closed", "unit", "decimals", "back", "says", "which", "label",
    "singular", "plural", "title", "silence", "stale_after", "text", "url", "author", "issued",
    "constructor", "__class__", "model_config", "model_fields", "a.b", "a b", "ключ", "\x1b[2J", "x" * 80,
    "x" * 81, "x" * 3000, "1", "-", "_", "\u202e", "from", "until", "in", "value", "source", "page",
)  # fmt: skip
LINES = (
    "", "[pack]", "[[pack]]", "[sources]", "[[sources]]", "[kinds]", "[kinds.x]", "[x]", "[[x]]", "[a.b.c.d]",
    "[", "[[", "]", "[[]]", "[]", "=", "= 1", "x", "x =", "x = [", "x = {", 'x = """', "x = '''", "'''",
    '"""', "#", "# \x01", "\x00", "\ufeff", "\r", "x = 1\r", "a.b = 1", "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q = 1",
    '"" = 1', "'' = 1", "x : 1", "x == 1", "x = 1 y = 2", "x = “y”", "x = 1,5", "x = yes", "[pack",
    "[[event]", "[[event]] x = 1", "- item", "* item", "{", "}", '"name" = "x"', "id = 1", "name = 1",
    "cite = 1", "<<<<<<< HEAD", "=======", "\x1b[2J", "\u202e", "\u2028", "x" * 3000, "a = " + "[" * 200,
)  # fmt: skip
BYTES = (
    b"\x00", b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80",
    b"\xc0\x80", b"\r", b"\r\n", b"\n\r", b"\x1b[2J", b"\x1a", b"\x7f", b"\xc2\x9b", b"\xe2\x80\xae",
    b"\xe2\x80\xa8", b"PK\x03\x04", b"\x1f\x8b", b"%PDF", b"'''", b'"""', b"\\", b"[[", b"]]", b"{", b"}",
    b"=", b"#", b"\t", b",", b".", b'"', b"'", b"nan", b"0x", b"1e999", b"\xcc\x81" * 40, b"\xf0\x9f\x91\xa9",
)  # fmt: skip
