"""Anki's notes in plain text: written with an id each, so that importing again updates."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from quiz.exchange import cards
from quiz.exchange.format import Format

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quiz.exchange.format import Wanted
    from quiz.exchange.reading.found import Reading
    from quiz.model import Question
    from quiz.packs.content import Pack


def write(questions: Iterable[Question], pack: Pack, _wanted: Wanted) -> Iterator[str]:
    """Yield the head, and a line a question: id, front, back, tags."""
    yield "#separator:tab\n#html:true\n#notetype:Basic\n"
    yield f"#deck:{cards.deck(pack)}\n#guid column:1\n#tags column:4\n"
    for question in questions:
        front, answer, explained, guid = cards.fields(question)
        row = (guid, front, f"{answer}{explained}", " ".join(cards.tags(question, pack)))
        out = io.StringIO(newline="")
        # all in quotation marks: a line that began with # would be a remark
        csv.writer(out, delimiter="\t", quoting=csv.QUOTE_ALL, lineterminator="\n").writerow(row)
        yield out.getvalue()


def _read(text: str) -> Reading:
    from quiz.exchange.reading.anki import read  # deferred: most only write

    return read(text)


ANKI_TEXT = Format(
    name="anki-text",
    title="Anki's notes in plain text",
    suffix=".txt",
    write=write,
    read=_read,
)
