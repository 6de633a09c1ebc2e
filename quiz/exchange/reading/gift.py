"""GIFT, as people and programs write it."""

from __future__ import annotations

import math
import re

from quiz.exchange.reading.found import TOO_MANY, Found, Kind, Reading, flat, several
from quiz.exchange.reading.moodle_xml import category, number, partly, plain_star
from quiz.exchange.reading.tags import explained, plain, shows
from quiz.exchange.told_numbers import bounds
from quiz.packs import limits
from quiz.quick import dataclass

_ESCAPED = re.compile(r"\\([~=#{}:\\n])")
_HIDDEN = 0xE000
"""Escaped characters wait among the private ones, which no text has: they were cleaned away."""
_TAGGED = re.compile(r"\[(id|tag):((?:\\.|[^\[\]\\])*+)\]")
_FORMAT = re.compile(r"^\s*\[(html|markdown|plain|moodle)\]")
_WORTH = re.compile(r"^\s*%(-?\d{1,3}(?:\.\d+)?)%")
_BLANK = "_____"
_NEXT = re.compile(r"(?<!\\)\}[ \t]*\n(?=[ \t]*(?:::|//))")
"""The end of a question and the name of the next, without the empty line that belongs there."""
_BOLD = re.compile(r"(\*\*|__|`)(?=\S)([^*_`\n]+)(?<=\S)\1")


def read(text: str) -> Reading:
    """Return the questions of a file."""
    reading, topic = Reading(), ""
    private = re.compile("[\ue000-\uf8ff]")
    text = _NEXT.sub("}\n\n", private.sub("\ufffd", text))
    for block in re.split(r"\n[ \t]*\n", text):
        kept, said = [], []
        for line in block.split("\n"):
            stripped = line.strip()
            if stripped.startswith("//"):
                said.append(stripped)
            elif stripped.startswith("$CATEGORY:"):
                topic = category(stripped.partition(":")[2].strip())
            else:
                kept.append(line)
        if any(line.strip() for line in kept):
            _read_one("\n".join(kept), " ".join(said), topic, reading)
    return reading


def _hide(text: str) -> str:
    return _ESCAPED.sub(lambda m: chr(_HIDDEN + ord(m[1])), text)


def _shown(text: str) -> str:
    """Return text as it was before it was escaped; "\\n" is a line end."""
    out = []
    for char in text:
        code = ord(char) - _HIDDEN
        out.append(char if not 0 <= code < 128 else "\n" if chr(code) == "n" else chr(code))
    return "".join(out)


@dataclass(slots=True)
class _Question:
    prompt: str
    body: str
    is_html: bool
    id: str
    topic: str
    note: str = ""
    sources: tuple[str, ...] = ()

    def text(self, raw: str) -> str:
        """Return a part as plain text."""
        raw = _FORMAT.sub("", raw)
        return plain(_shown(raw)) if self.is_html else flat(_BOLD.sub(r"\2", _shown(raw)))

    def found(self, kind: Kind, **parts: object) -> Found:
        return Found(
            kind=kind,
            prompt=self.text(self.prompt),
            note=self.note,
            sources=self.sources,
            topic=self.topic,
            id=self.id,
            **parts,  # type: ignore[arg-type]
        )


def _read_one(block: str, comments: str, topic: str, reading: Reading) -> None:
    text = _hide(block).strip()
    if text.startswith("::"):
        _, _, text = text[2:].partition("::")
    marked = _FORMAT.match(text)
    text = text[marked.end() :] if marked else text
    before, opened, rest = text.partition("{")
    body, closed, after = rest.partition("}")
    if not opened or not closed:
        reading.drop(_shown(before), "it has no answers in braces")
        return
    if "{" in after:
        reading.drop(_shown(before), "it has several gaps")
        return
    known = dict(_TAGGED.findall(comments)[::-1])
    prompt = f"{before.rstrip()} {_BLANK}{after}" if after.strip() else before
    asked = _Question(
        prompt=prompt,
        body=body,
        # Moodle's own default format is HTML too
        is_html=not marked or marked[1] in ("html", "moodle"),
        id=flat(_unbracketed(known.get("id", ""))),
        topic=flat(_unbracketed(known.get("tag", ""))) or topic,
    )
    if what := shows(_shown(prompt)) if asked.is_html else "":
        reading.drop(asked.text(prompt), f"it shows what is no text ({what})")
        return
    body, _, note = body.partition("####")
    asked.note, asked.sources = (
        explained(_shown(note)) if asked.is_html else (flat(_shown(note)), ())
    )
    asked.body = body.strip()
    _answered(asked, reading)


def _unbracketed(text: str) -> str:
    return re.sub(r"\\([\[\]\\])", r"\1", text)


def _answered(asked: _Question, reading: Reading) -> None:
    body = asked.body
    if not body:
        reading.drop(asked.text(asked.prompt), "it asks for an essay")
    elif body.count("=") + body.count("~") > 2 * limits.LIST_ITEMS:  # a sign may stand in a text
        reading.drop(asked.text(asked.prompt), TOO_MANY)
    elif judged := re.match(r"(T|TRUE|F|FALSE)\s*(?:#|$)", body, re.IGNORECASE):
        reading.add(asked.found(Kind.TRUE_FALSE, true=judged[1].upper().startswith("T")))
    elif body.startswith("#"):
        reading.add(_number(asked, body[1:]))
    elif "=" in body and "->" in body and "~" not in body:
        reading.add(_pairs(asked))
    else:
        reading.add(_chosen(asked))


@dataclass(frozen=True, slots=True)
class _Answer:
    right: bool
    worth: float
    text: str
    why: str


def _answers(body: str) -> list[_Answer]:
    found = []
    for part in re.split(r"(?=[=~])", body):
        if part[:1] not in ("=", "~"):
            continue
        worth = 100.0 if part[0] == "=" else 0.0
        text, _, why = part[1:].partition("#")
        if weighed := _WORTH.match(text):
            worth, text = number(weighed[1]), text[weighed.end() :]
        found.append(_Answer(part[0] == "=", worth, text, why))
    return found


def _chosen(asked: _Question) -> Found:
    answers = _answers(asked.body)
    if all(answer.right for answer in answers):  # nothing to choose from: it is typed
        typed = [plain_star(flat(_shown(a.text))) for a in answers if a.worth >= 100]
        part = {plain_star(flat(_shown(a.text))): a.worth for a in answers if 0 < a.worth < 100}
        return asked.found(Kind.TYPED, right=several(typed), remarks=partly(part))
    single = any(answer.right for answer in answers)
    good = [a for a in answers if (a.worth >= 100 if single else a.worth > 0)]
    right = several(asked.text(a.text) for a in good)
    texts = several(asked.text(a.text) for a in answers)
    part = {asked.text(a.text): a.worth for a in answers if a.worth > 0 and a not in good}
    whys = {asked.text(a.text): asked.text(a.why) for a in answers}
    return asked.found(
        Kind.CHOICE,
        right=right,
        wrong=tuple(text for text in texts if text not in right and text not in part),
        options=texts,
        why={text: why for text, why in whys.items() if why and text},
        remarks=partly(part),
    )


def _number(asked: _Question, body: str) -> Found:
    answers = _answers(body) or [_Answer(right=True, worth=100.0, text=body, why="")]
    best = next((answer.text for answer in answers if answer.worth >= 100), "")
    best = best.partition("#")[0].strip()
    low, ranged, high = best.partition("..")
    at, _, off = best.partition(":")
    try:
        ends = (float(low), float(high)) if ranged else bounds(float(at), float(off or 0))
    except ValueError:
        return asked.found(Kind.TYPED)
    if not all(map(math.isfinite, ends)):
        return asked.found(Kind.TYPED)
    return asked.found(Kind.NUMBER, low=min(ends), high=max(ends))


def _pairs(asked: _Question) -> Found:
    rows = []
    for part in asked.body.split("=")[1:]:
        left, _, right = part.partition("->")
        rows.append((asked.text(left), flat(_shown(right))))
    return asked.found(
        Kind.MATCH,
        pairs=tuple((left, right) for left, right in rows if left and right),
        spare=several(right for left, right in rows if not left),
    )
