"""What a statement that is no TOML may have been meant to be, one rule a kind of slip."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import tomli

from quiz.packs.slips.dates_meant import meant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def parses(text: str) -> bool:
    """Tell whether a statement is TOML by itself."""
    try:
        tomli.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def rewritings(text: str) -> Iterator[tuple[str, str]]:
    """Yield (code, statement) for every way in which a statement may have been meant."""
    starts = {
        _straight(text, single=False): "curly-quotes",
        _straight(text, single=True): "curly-quotes",
        _plain(text): "odd-character",
    }
    starts.pop(text, None)
    for mended, code in starts.items():
        yield code, mended
    for code, rule in _RULES:
        for mended in rule(text):
            yield code, mended
    for start, code in starts.items():  # two slips in one statement
        for _, rule in _RULES:
            for mended in rule(start):
                yield code, mended


# What may stand in place of what

_DOUBLES = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"'))
_SINGLES = str.maketrans(dict.fromkeys("‘’‚‛‹›′", "'"))
_BOTH = _DOUBLES | _SINGLES
_ODD = dict.fromkeys(map(ord, "\u00a0\u2007\u202f\u3000\u2003\u2002\u2009"), " ")
_ODD |= dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\x00"), "")
LOOKALIKES = str.maketrans("аеорсухіѕјАВЕКМНОРСТХ", "aeopcyxisjABEKMHOPCTX")
"""Cyrillic letters that nobody can tell from Latin ones."""
_KEY = re.compile(r"^([ \t]*)([^=\n]*?)([ \t]*)=([ \t]*)", re.DOTALL)


def _straight(text: str, *, single: bool) -> str:
    """Return the text with straight quotes: outside of a text that stands in straight ones."""
    out, inside = [], ""
    for char in text:
        if inside:
            inside = "" if char in (inside, "\n") else inside
        elif char in "\"'":
            inside = char
        else:
            out.append(char.translate(_BOTH if single else _DOUBLES))
            continue
        out.append(char)
    return "".join(out)


def _plain(text: str) -> str:
    return text.translate(_ODD)


def _parts(text: str) -> tuple[str, str, str] | None:
    """Return (key and =, value, space and comment) of a statement, or None."""
    found = _KEY.match(text)
    if not found:
        return None
    rest = text[found.end() :]
    comment = re.search(r"[ \t]+#[^\"'\n]*$", rest)
    value = rest[: comment.start()] if comment else rest
    tail = rest[len(value.rstrip()) :]
    return text[: found.end()], value.rstrip(), tail


def _of_value(rule: Callable[[str], Iterator[str]]) -> Callable[[str], Iterator[str]]:
    def on_statement(text: str) -> Iterator[str]:
        parts = _parts(text)
        if parts:
            head, value, tail = parts
            for mended in rule(value):
                yield head + mended + tail

    return on_statement


def _header(text: str) -> Iterator[str]:
    found = re.fullmatch(
        r"([ \t]*)([\[({]*)[ \t]*([^\[\]\"'=#(){}]+?)[ \t]*([\])}]*)([ \t]*(?:#.*)?)", text
    )
    if not found or not (found[2] or found[4]):
        return
    lead, opened, name, closed, tail = found.groups()
    name = re.sub(r"\s*\.\s*", ".", name)
    for spelled in (name, re.sub(r"[\s-]+", "_", name.lower())):
        if max(len(opened), len(closed)) > 1 or "." not in name:
            yield f"{lead}[[{spelled}]]{tail}"
        yield f"{lead}[{spelled}]{tail}"


def _equals(text: str) -> Iterator[str]:
    yield re.sub(r"^([ \t]*[\w-]+)[ \t]*(?::=|==|=>|:|->|—|–)[ \t]*", r"\1 = ", text)
    yield re.sub(r"^([ \t]*[\w-]+)[ \t]+(?=[\"'\d\[{]|true\b|false\b)", r"\1 = ", text)
    yield re.sub(r"^([ \t]*[\w-]+)(?=[\"'\[{])", r"\1 = ", text)
    yield re.sub(r"([{,][ \t]*[\w-]+)[ \t]*:[ \t]*", r"\1 = ", text)
    yield re.sub(r"([{,][ \t]*[\w-]+)[ \t]+(?=\")", r"\1 = ", text)


def _key(text: str) -> Iterator[str]:
    found = _KEY.match(text)
    if found and found[2] and not text.lstrip().startswith("["):
        lead, key = found[1], found[2]
        key = key.translate(LOOKALIKES)
        yield lead + re.sub(r"\s+", "_", key) + text[found.end(2) :]
        if "\\" not in key:
            yield lead + '"' + key.replace('"', "") + '"' + text[found.end(2) :]


def _true_false(text: str) -> Iterator[str]:
    words = {"true": "true", "yes": "true", "on": "true", "false": "false", "no": "false",
             "off": "false"}  # fmt: skip
    yield re.sub(
        r"(=[ \t]*)(true|false|yes|no|on|off)(?=[ \t]*(?:[,}\n#]|$))",
        lambda found: found[1] + words[found[2].lower()],
        text,
        flags=re.IGNORECASE,
    )


def _decimal_comma(text: str) -> Iterator[str]:
    yield re.sub(r"(=[ \t]*[+-]?\d+),(\d+)(?=[ \t]*(?:[,}\n#]|$))", r"\1.\2", text)


def _number_form(value: str) -> Iterator[str]:
    if re.fullmatch(r"[+-]?\d[\d., '’_\u00a0\u202f]*", value):
        bare = re.sub(r"[ '’_\u00a0\u202f]", "", value)
        if bare.count(".") > 1 or bare.count(",") > 1 or ("." in bare and "," in bare):
            last = max(bare.rfind("."), bare.rfind(","))
            whole, rest = bare[:last], bare[last + 1 :]
            mixed = "." in bare and "," in bare
            bare = re.sub("[.,]", "", whole) + ("." + rest if mixed else rest)
        bare = bare.rstrip(".,")
        yield bare
        yield bare.lstrip("0") or "0"
    found = re.fullmatch(
        r"([+-]?\d+(?:\.\d+)?)[ \t]*[^\W\d_~]{1,3}[²³]?|([+-]?\d+(?:\.\d+)?)[ \t]*[%°€$£]", value
    )
    if found and not re.fullmatch(r"\d+X+", value):
        yield found[1] or found[2]


def _date(value: str) -> Iterator[str]:
    if re.search(r"\d", value) and re.fullmatch(r"\d[\d./ \-–—~?%X]+", value):
        yield f'"{(meant(value) or (value,))[0]}"'


def _said_date(value: str) -> Iterator[str]:
    """A date as people write it: 14.07.1789, 6 May 1758."""
    if re.match(r"\w", value) and re.search(r"[./–—-]|[A-Za-z]", value) and meant(value):
        yield f'"{meant(value)[0]}"'


def _no_quotes(value: str) -> Iterator[str]:
    if value and value[0] not in "\"'[{":
        if value[-1] in "\"'" and value.count(value[-1]) == 1:
            return
        yield '"' + _printed(value) + '"'
    if value.startswith("{"):
        word = r"(?:[^\W\d]|\d+[ \t]*[-–])[^,}\]\"'=]*?"
        yield re.sub(rf"(=[ \t]*)({word})(?=[ \t]*[,}}])", r'\1"\2"', value)
    if value.startswith("["):
        yield re.sub(
            r"(?<=[\[,])([ \t\n]*)([^\W\d][^,\[\]{}\"']*?)(?=[ \t\n]*[,\]])", r'\1"\2"', value
        )


def _one_quote(value: str) -> Iterator[str]:
    first, last = value[:1], value[-1:]
    if first in "\"'" and first and (len(value) == 1 or last != first):
        if last in "\"'":
            yield value[:-1] + first
        yield value + first
        if last in ",;":
            yield value[:-1] + first
    if last in "\"'" and first not in "\"'[{":
        yield last + value
    if first and first in "[{":
        for found in re.finditer(r"[ \t]*(?:,|[\]}]|\n|$)", value):
            yield value[: found.start()] + '"' + value[found.start() :]
        yield value + '"' + {"[": "]", "{": "}"}[first]
        for found in re.finditer(r"(?<==)[ \t]*|(?<=[\[,])[ \t\n]*", value):
            yield value[: found.end()] + '"' + value[found.end() :]


def _printed(text: str) -> str:
    """Return the text with printed quotation marks in place of straight ones."""
    return re.sub(r'(?<!\\)"', "”", re.sub(r'(^|[\s(])"(?=\S)', r"\1“", text))


def _inner_quotes(value: str) -> Iterator[str]:
    if len(value) > 2 and value[0] == value[-1] and value[0] in "\"'":
        inner = value[1:-1]
        if value[0] == "'":
            yield f'"{inner}"'
        if not re.search(r'"\s+"', inner):
            yield f'"{_printed(inner)}"'
    for found in re.finditer(r"=[ \t]*\"([^=\n]*)\"[ \t]*(?=[,}]|$)", value):
        if '"' in found[1]:
            yield value[: found.start(1)] + _printed(found[1]) + value[found.end(1) :]


def _list(value: str) -> Iterator[str]:
    if re.fullmatch(r"\"[^\"\n]*\"(?:[ \t]*(?:,|;|and|und)?[ \t]*\"[^\"\n]*\")+", value):
        yield "[" + ", ".join(re.findall(r"\"[^\"]*\"", value)) + "]"


def _long_text(text: str) -> Iterator[str]:
    for quotes in ('"""', "'''"):
        if text.count(quotes) % 2:
            yield text.rstrip() + quotes + text[len(text.rstrip()) :]
            yield text.replace(quotes, quotes[0], 1)


def _backslash(text: str) -> Iterator[str]:
    if "\\" in text:
        yield re.sub(
            r"\\+", lambda found: found[0] if len(found[0]) % 2 == 0 else found[0] + "\\", text
        )
        yield text.replace("\\", "/")


def _comma(text: str) -> Iterator[str]:
    for _ in range(20):
        try:
            tomli.loads(text)
        except tomli.TOMLDecodeError as error:
            if error.msg not in ("Unclosed array", "Unclosed inline table"):
                return
            at = error.pos
            if at >= len(text):
                return
            gap = len(text[:at].rstrip())
            text = text[:gap] + "," + (" " if gap == at else "") + text[gap:]
            yield text
        except (ValueError, RecursionError):
            return


def _bracket(text: str) -> Iterator[str]:
    waiting, inside = [], ""
    for char in text:
        if inside:
            inside = "" if char == inside else inside
        elif char in "\"'":
            inside = char
        elif char in "[{":
            waiting.append("]" if char == "[" else "}")
        elif char in "]}":
            if not waiting:
                return
            waiting.pop()
    closing = "".join(reversed(waiting))
    stripped = text.rstrip().rstrip(",")
    if closing:
        yield (
            stripped
            + (" " if "{" in text and closing[0] == "}" else "")
            + closing
            + text[len(text.rstrip()) :]
        )
    pairs = {"[": "]", "{": "}"}
    parts = _parts(text)
    if parts and parts[1][:1] in pairs and parts[1][-1:] in "]})":
        head, value, tail = parts
        yield head + value[:-1] + pairs[value[0]] + tail


def _after(text: str) -> Iterator[str]:
    yield re.sub(r"[ \t]*[,;.]+([ \t]*(?:#[^\"'\n]*)?)$", r"\1", text)
    parts = _parts(text)
    if parts and parts[1]:
        head, value, _tail = parts
        whole = re.match(r"\"[^\"\n]*\"|'[^'\n]*'|\{[^{}\n]*\}|\[[^\[\]\n]*\]|[^\s,\"']+", value)
        if whole:
            yield head + whole[0]


_RULES: tuple[tuple[str, Callable[[str], Iterator[str]]], ...] = (
    ("unclosed-text", _long_text),
    ("bad-header", _header),
    ("true-false", _true_false),
    ("after-value", lambda text: iter([re.sub(r"(?<=[\]}\"'\w])[ \t]*[,;]+[ \t]*$", "", text)])),
    ("decimal-comma", _decimal_comma),
    ("date-form", _of_value(_said_date)),
    ("number-form", _of_value(_number_form)),
    ("date-form", _of_value(_date)),
    ("missing-equals", _equals),
    ("bad-key", _key),
    ("missing-quotes", _of_value(_no_quotes)),
    ("missing-quote", _of_value(_one_quote)),
    ("missing-comma", _comma),
    ("unclosed-bracket", _bracket),
    ("bare-list", _of_value(_list)),
    ("inner-quotes", _of_value(_inner_quotes)),
    ("backslash", _backslash),
    ("after-value", _after),
)
