"""What a first set from a very large pack would wait for, made before anybody plays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.generate.parts import Parts
from quiz.generate.whole import Whole

if TYPE_CHECKING:
    from quiz.packs.content import Pack


def make_ready(pack: Pack) -> None:
    """Make the index of a very large pack, if it is not there; of any other there is none."""
    whole = Whole.of(Parts(pack).part(0))
    if whole is not None:
        whole.make_ready()
