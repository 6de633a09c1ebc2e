"""A draft pack from questions of others: what they say as rows, what they lack marked TODO.

A question is less than a fact: nobody says where it stands, nor of what it is a fact. So the
draft cites a source “TODO” in every row, which `quiz check` names, and its kinds have to be named.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from quiz.errors import QuizError
from quiz.exchange.reading.found import Dropped, Found, Kind, flat
from quiz.exchange.told_numbers import plain
from quiz.packs import limits
from quiz.packs.content import TODO
from quiz.packs.names import slug
from quiz.packs.scaffold.toml import entry, quoted
from quiz.quick import dataclass
from quiz.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quiz.exchange.reading.found import Reading

QUESTION, CARD = "question", "card"
ANSWER, ANSWERS, NUMBER = "answer", "answers", "number"
_NO_FACT = {
    Kind.TRUE_FALSE: "a statement to be called true or false says no fact by itself",
    Kind.ORDER: "nothing says by what its things are ordered",
}


@dataclass(slots=True)
class Draft:
    """The text of a pack, and what is not in it."""

    text: str = ""
    rows: int = 0
    dropped: list[Dropped] = field(default_factory=list)


def draft(reading: Reading, *, pack_id: str, title: str, origin: str, folder: str) -> Draft:
    """Return the pack. Raises QuizError where nothing is left or it would be too large."""
    made = Draft(dropped=[*reading.dropped])
    writer = _Writer(made)
    for found in reading.found:
        writer.take(found)
    if not made.rows:
        raise QuizError("Nothing in it can become a fact." + _because(made.dropped))
    parts = [
        _head(pack_id, title, reading.license, origin, folder),
        *writer.kinds(),
        *writer.rows,
        *_tail(made.dropped),
    ]
    made.text = "\n".join(parts) + "\n"
    if len(made.text.encode()) > limits.FILE_BYTES:
        raise QuizError(
            f"The pack would be larger than {limits.FILE_BYTES:,} bytes. Split the file, and make "
            "a pack of each part."
        )
    return made


def _because(dropped: Iterable[Dropped]) -> str:
    reasons = dict.fromkeys(one.why for one in dropped)
    return f" Left out: {'; '.join([*reasons][:5])}." if reasons else ""


def _head(pack_id: str, title: str, license_: str, origin: str, folder: str) -> str:
    lines = [
        "#:schema pack.schema.json",
        "",
        f"# Made from {origin}. It is a draft: a question is less than a fact.",
        "# What only you can know is marked TODO, and",
        f"#     quiz check {folder}",
        "# names each place: from which source a fact is (declare it below, cite it in the row),",
        "# and what the things are that a kind tells of. A wrong option is kept under `not`; it is",
        "# offered to students where another row has it as its answer, with that row's source.",
        "",
        "[pack]",
        f"id = {quoted(pack_id)}  # never change it: what students remember hangs on it",
        entry("title", title),
        'language = "en"',
    ]
    lines += [entry("license", flat(license_))] if license_ else []
    lines += [
        'authors = ["Your name"]',
        "",
        "# [sources.book]  # write it like this, without the # before it, and cite it as “book”",
        '# title = "A School Atlas"',
        '# publisher = "…"',
        '# issued = "2024"',
    ]
    return "\n".join(lines)


def _tail(dropped: list[Dropped]) -> list[str]:
    if not dropped:
        return []
    lines = ["", f"# Left out of this draft: {len(dropped):,}."]
    lines += [f"#   {one.what}: {one.why}" for one in dropped[: limits.LIST_ITEMS]]
    more = len(dropped) - limits.LIST_ITEMS
    return [*lines, f"#   … and {more:,} more"] if more > 0 else lines


class _Writer:
    """Makes rows, and remembers which kinds they need."""

    def __init__(self, made: Draft) -> None:
        self.rows: list[str] = []
        self._made = made
        self._ids: set[str] = set()
        self._last: dict[str, int] = {}
        """By id, the number behind the last one that was like it."""
        self._names: set[tuple[str, str]] = set()
        self._used: set[str] = set()
        self._fields: set[str] = set()
        self._pairs: list[str] = []

    def take(self, found: Found) -> None:
        """Write a question as rows, or say why it is none."""
        if found.kind in _NO_FACT:
            self._drop(found, _NO_FACT[found.kind])
        elif found.kind is Kind.MATCH:
            self._take_pairs(found)
        elif found.kind is Kind.CARD:
            self._row(CARD, found.prompt, found, [entry("reverse", found.right[0])])
        elif found.kind is Kind.NUMBER:
            if found.low != found.high:
                numbers = [f"number = [{plain(found.low)}, {plain(found.high)}]"]
            else:
                numbers = [f"number = {plain(found.low)}"]
            self._row(QUESTION, found.prompt, found, numbers)
        else:
            self._row(QUESTION, found.prompt, found, _answer(found))

    def _drop(self, found: Found, why: str) -> None:
        shown = found.prompt if len(found.prompt) <= 60 else f"{found.prompt[:59]}…"
        self._made.dropped.append(Dropped(what=shown, why=why))

    def _take_pairs(self, found: Found) -> None:
        kind = f"pairs-{len(self._pairs) + 1}"
        rows = [
            (left, right) for left, right in found.pairs if (kind, fold(left)) not in self._names
        ]
        rights = {fold(right) for _, right in found.pairs}
        unique = "unique = true\n" if len(rights) == len(found.pairs) else ""
        ask = found.prompt.replace("{", "(").replace("}", ")")
        if len(ask) > limits.TEXT_CHARACTERS - len(" {name}"):
            self._drop(found, f"a text is longer than {limits.TEXT_CHARACTERS:,} characters")
            return
        self._pairs.append(
            _PAIRS.rstrip().format(kind=kind, ask=quoted(f"{ask} {{name}}"), unique=unique)
        )
        for left, right in rows:
            self._row(kind, left, found, [entry("with", right)])

    def _row(self, kind: str, name: str, found: Found, values: list[str]) -> None:
        if (kind, fold(name)) in self._names or not fold(name):
            other = f", here with “{found.right[0]}”" if kind == CARD and found.right else ""
            why = f"it stands there already{other}" if fold(name) else "it names nothing"
            self._drop(found, why)
            return
        self._names.add((kind, fold(name)))
        self._used.add(kind)
        if kind == QUESTION:
            self._fields.add(values[0].partition(" ")[0])
        self._made.rows += 1
        lines = ["", f"[[{kind}]]", entry("id", self._id(name, kind)), entry("name", name), *values]
        if 0 < len(found.topic) <= limits.TEXT_CHARACTERS:
            lines.append(entry("topic", found.topic))
        if found.note:
            lines.append(entry("note", found.note))
        lines += [f"# {option}: {why}" for option, why in found.why.items()]
        lines += [f"# {remark}" for remark in found.remarks]
        lines += [f"# There it was said to be from: {source}" for source in found.sources]
        lines.append(f'cite = {{ source = "{TODO}", page = "{TODO}" }}')
        self.rows.append("\n".join(lines))

    def _id(self, name: str, kind: str) -> str:
        plain_id = slug(name)[:60].strip("-") or kind
        found = plain_id
        while found in self._ids:
            self._last[plain_id] = self._last.get(plain_id, 1) + 1
            found = f"{plain_id}-{self._last[plain_id]}"
        self._ids.add(found)
        return found

    def kinds(self) -> list[str]:
        """Return the declarations of the kinds that were used."""
        out = [_QUESTION.rstrip()] if QUESTION in self._used else []
        out += [_FIELDS[key].rstrip() for key in _FIELDS if key in self._fields]
        return [*out, *([_CARD.rstrip()] if CARD in self._used else []), *self._pairs]


def _answer(found: Found) -> list[str]:
    first, *more = found.right
    if found.kind is Kind.TYPED:
        lines = [entry(ANSWER, first)]
        return lines + ([f"accept = {{ {ANSWER} = {_list(more)} }}"] if more else [])
    key = ANSWERS if more else ANSWER
    lines = [entry(key, [first, *more] if more else first)]
    same = {fold(text) for text in found.right}  # another way to write it is not wrong
    wrong = [text for text in found.wrong if fold(text) not in same]
    return lines + ([f"not = {{ {key} = {_list(wrong)} }}"] if wrong else [])


def _list(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(quoted, texts))}]"


_QUESTION = """
# Questions, each by itself. It is worth the while to make kinds of them: of ten questions for
# capitals, a kind “country” with a field “capital”. Then every row serves all the others.

[kinds.question]
singular = "TODO"  # “question”, if they have nothing in common
"""

_FIELDS = {
    ANSWER: """
[kinds.question.fields.answer]
type = "text"
# A question may have more right answers than stand here, so only what stands under `not` is wrong.
# If each has one right answer only, take the next line out: then they are typed as well, and every
# other row's answer can be a wrong option.
many = true
ask = "{name}"
which = "{name} – {value}"
says = "the answer to “{name}” is {value}"
""",
    ANSWERS: """
[kinds.question.fields.answers]  # of questions with several right answers
type = "text"
many = true
ask = "{name}"
which = "{name} – {value}"
says = "an answer to “{name}” is {value}"
""",
    NUMBER: """
[kinds.question.fields.number]
type = "number"
ask = "{name}"
says = "the answer to “{name}” is {value}"
""",
}

_CARD = """
# Cards with two sides. Say in the wordings below what stands on each.

[kinds.card]
singular = "TODO"  # what stands on the front, such as “word”

[kinds.card.fields.reverse]
type = "text"
ask = "What is on the back of “{name}”?"
back = "Which has “{value}” on its back?"
says = "on the back of “{name}” stands {value}"
"""

_PAIRS = """
[kinds.{kind}]
singular = "TODO"  # what the things are that something belongs to, such as “river”

[kinds.{kind}.fields.with]
type = "text"
{unique}ask = {ask}
says = "{{value}} belongs to {{name}}"
"""
