"""The packs that ship and questions drawn from them, made once for all tests that look at them."""

from __future__ import annotations

import hashlib
import json
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quiz.generate.forms import FORMS
from quiz.generate.make import Refusal, make
from quiz.generate.maker import Maker
from quiz.generate.slots import slots
from quiz.model import Form
from quiz.packs.load import load_pack
from quiz.wire import question_to_json
from tests.checker.pack import Book, read_book

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quiz.packs.content import Pack

FOLDER = Path(__file__).parents[1] / "questions"
PACKS = sorted(path.parent.name for path in FOLDER.glob("*/pack.toml"))
FULL = os.environ.get("FOOTNOTE_TESTS") == "full"
"""FOOTNOTE_TESTS=full looks at over 20,000 questions in place of some thousands."""
RUNS = [(seed, level) for seed in ("1", "2", "3") for level in (1, 2, 3)]

Question = dict[str, Any]


@cache
def pack(name: str) -> Pack:
    return load_pack(FOLDER / name)


@cache
def book(name: str) -> Book:
    return read_book(FOLDER / name)


def printed(questions: Any) -> list[Question]:
    """Return questions as `quiz questions --format jsonl` prints them, read back."""
    return [json.loads(json.dumps(question_to_json(q))) for q in questions]


def is_drawn(text: str, share: float) -> bool:
    return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16) < share * 16**8


def made(
    name: str, *, seed: str, level: int, share: float = 1.0, forms: Sequence[Form] = tuple(FORMS)
) -> Iterator[Question]:
    """Yield every question of a share of a pack's slots."""
    maker = Maker(pack(name), seed=seed, level=level)
    for slot in slots(pack(name), level):
        if is_drawn(f"{seed}/{level}/{slot.facet}", share):
            for form in forms:
                yield from printed(q for q in make(maker, slot, form) if not isinstance(q, Refusal))


def _share(name: str, wanted: int) -> float:
    """Return the share of a pack's slots that gives about `wanted` slots over all packs."""
    return 1.0 if FULL else min(1.0, wanted / len(PACKS) / len(slots(pack(name), 2)))


@cache
def sample(name: str) -> tuple[Question, ...]:
    """Return a pack's questions in all forms over seeds and levels: other slots in each run."""
    share = _share(name, 105)
    return tuple(q for seed, level in RUNS for q in made(name, seed=seed, level=level, share=share))


@cache
def choices(name: str) -> tuple[Question, ...]:
    """Return a pack's choices, each facet once, so that none counts twice."""
    share = _share(name, 2_800)
    return tuple(made(name, seed="5", level=2, share=share, forms=(Form.CHOICE,)))
