"""JSON: everything, for a program."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from quiz.exchange.format import Format
from quiz.text import escaped
from quiz.wire import question_to_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quiz.exchange.format import Wanted
    from quiz.model import Question
    from quiz.packs.content import Pack

FORMAT = "footnote-questions"
VERSION = 1


def write(questions: Iterable[Question], pack: Pack, wanted: Wanted) -> Iterator[str]:
    """Yield one object: the pack's header, the seed, and the questions, each on one line."""
    head = {
        "format": FORMAT,
        "version": VERSION,
        "pack": {
            "id": pack.id,
            "title": pack.title,
            "language": pack.language,
            "license": pack.license,
            "authors": list(pack.authors),
            "hash": pack.hash,
        },
        "seed": wanted.seed,
    }
    yield f'{_dumped(head)[:-1]}, "questions": ['
    before = "\n"
    for question in questions:
        yield before + _dumped(question_to_json(question))
        before = ",\n"
    yield "\n]}\n"


def _dumped(value: object) -> str:
    text = escaped(json.dumps(value, ensure_ascii=False, allow_nan=False))
    # half of a letter, which no encoding can carry
    return text.encode("utf-8", "replace").decode("utf-8")


JSON = Format(
    name="json",
    title="JSON, with everything that Footnote knows of a question",
    suffix=".json",
    write=write,
)
