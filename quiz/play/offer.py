"""What of a pack there is to choose from for a set: all of it, or of a very large pack enough.

A set asks some twenty facets. To tell all facets of a part of a very large pack takes longer than
to make the questions, so a set looks at the rows that the student knows something of, and at others
by chance, a few times as many as it can ask. Which of them come first is decided as ever.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quiz.generate.rng import Rng

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.generate.plan import FacetInfo
    from quiz.packs.content import Pack
    from quiz.play.memory import Remembering
    from quiz.play.modes import Fitted

SPARE = 30
"""Rows beyond two for each question that a set may ask: `agenda` looks some thirty ahead."""


def offered(pack: Pack, fitted: Fitted, rows: Sequence[str] | None = None) -> Sequence[FacetInfo]:
    """Return the pack's facets that fit, in the forms that do; `rows`: keys of the only ones."""
    from quiz.generate import facets  # deferred: the generator

    infos = facets(pack, fitted.level, fitted.topics, rows)
    if not fitted.forms:
        return infos
    return [
        replace(info, forms=forms)
        for info in infos
        if (forms := tuple(form for form in info.forms if form in fitted.forms))
    ]


def enough(pack: Pack, fitted: Fitted, seed: str, known: Remembering | None) -> list[FacetInfo]:
    """Return all that fits of the rows that are known, and of others by chance what is enough.

    Whatever had another id before is looked at too: it may be known by that.
    """
    learned = known.of_pack(pack.id) if known is not None else ()
    keys = {"/".join(memory.facet.split("/")[1:3]) for memory in learned}
    own, others = list[str](), list[str]()
    for key, fact in pack.facts.items():
        if fact.claims:
            (own if key in keys or fact.was else others).append(key)
    infos = [*offered(pack, fitted, own)] if own else []
    wanted = 2 * fitted.count + SPARE
    left = Rng("rows", seed).shuffled(others)
    found: set[str] = set()
    while left and len(found) < wanted:
        some, left = left[:wanted], left[wanted:]
        more = offered(pack, fitted, some)
        infos += more
        found.update(info.fact for info in more)
    return infos
