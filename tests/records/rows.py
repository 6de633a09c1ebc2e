"""Answers and complaints made by hand."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from quiz.model import Answer, Complaint
from quiz.records.wal import Wal

if TYPE_CHECKING:
    from pathlib import Path

TS = "2026-03-14T12:30:00.000Z"


def answer(number: int = 0, *, sitting: str = "sitting-1", **changes: Any) -> Answer:
    made = Answer(
        id=f"{sitting}/{number}",
        sitting=sitting,
        position=number,
        ts_utc=f"2026-03-14T12:{number // 60 % 60:02}:{number % 60:02}.000Z",
        user="student",
        pack="pack",
        facet=f"pack/thing/fact-{number}/field",
        item_id=f"pack/thing/fact-{number}/field/choice",
        variant_id="v1",
        form="choice",
        shown_options=("Alpha", "Bêta", "“Gamma”"),
        response='{"chosen": [1]}',
        given="Bêta",
        s=1 / 3,
        correct=False,
        attempt=1,
        rated=True,
        rating="again",
        r_before=None,
        g=0.25,
        latency_ms=1234,
        confidence=None,
        primed=False,
        seed="7",
        pack_hash="hash",
        topic="First topic",
    )
    return replace(made, **changes)


def complaint(number: int = 0, **changes: Any) -> Complaint:
    made = Complaint(
        id=str(number),
        ts_utc=TS,
        user="student",
        pack="pack",
        pack_hash="hash",
        file="packs/pack.toml",
        line=12,
        item_id=f"pack/thing/fact-{number}/field/typed",
        variant_id="v1",
        prompt=f"What is asked of fact {number}?",
        given="Bêta",
        words="“Bêta” is right too.",
    )
    return replace(made, **changes)


def cut_room(wal: Path) -> None:
    """Cut from a WAL what stands ready behind its frames."""
    frames = len(list(Wal(wal).frames()))
    os.truncate(wal, 32 + frames * (24 + 4096))
