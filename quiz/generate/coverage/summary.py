"""The figures of a pack's coverage, and its reasons brought together."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from quiz.generate.coverage.cover import FactCoverage, Missing
    from quiz.model import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How much of a pack is asked."""

    rows: int
    only_named: int
    """Rows without anything to ask, that other rows name."""
    facts: int
    """Rows less those."""
    asked: int
    """Facts that yield a question."""
    facets: int
    facets_asked: int
    questions: int
    forms: Mapping[Form, int]
    """Questions a form, the commonest first."""
    topics: Sequence[tuple[str, int, int, int]]
    """Topic, its facts, those asked, questions; in the order in which they come up."""


def figures(facts: Sequence[FactCoverage]) -> Figures:
    """Count."""
    real = [fact for fact in facts if not fact.only_named]
    facets = [facet for fact in real for facet in fact.facets]
    forms: Counter[Form] = Counter()
    for facet in facets:
        forms.update({form: len(ids) for form, ids in facet.questions.items()})
    by_topic: dict[str, list[FactCoverage]] = {}
    for fact in real:
        by_topic.setdefault(fact.topic, []).append(fact)
    return Figures(
        rows=len(facts),
        only_named=len(facts) - len(real),
        facts=len(real),
        asked=sum(fact.count > 0 for fact in real),
        facets=len(facets),
        facets_asked=sum(facet.count > 0 for facet in facets),
        questions=sum(facet.count for facet in facets),
        forms=dict(forms.most_common()),
        topics=[
            (topic, len(own), sum(f.count > 0 for f in own), sum(f.count for f in own))
            for topic, own in by_topic.items()
        ],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Facets that are not asked in some forms, all for one reason."""

    rule: str
    why: str
    add: str
    forms: tuple[Form, ...]
    facts: tuple[str, ...]
    """Keys."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A field of a kind in one direction, over all rows."""

    kind: str
    field: str
    back: bool
    facets: int
    asked: int
    forms: Mapping[Form, int]
    """Facets that are asked in a form."""
    groups: Sequence[Group]
    """What could be mended first, then by how many it touches."""


_QUOTED = re.compile(r"“[^”]*”")


def columns(facts: Iterable[FactCoverage]) -> list[Column]:
    """Return every field that may be asked, with the reasons for what it does not yield."""
    found: dict[tuple[str, str, bool], list[tuple[FactCoverage, int]]] = {}
    for fact in facts:
        for i, facet in enumerate(fact.facets):
            found.setdefault((fact.kind, facet.field, facet.back), []).append((fact, i))
    out = []
    for (kind, field, back), places in sorted(found.items()):
        facets = [fact.facets[i] for fact, i in places]
        forms = Counter(form for facet in facets for form in facet.questions)
        out.append(
            Column(
                kind=kind,
                field=field,
                back=back,
                facets=len(facets),
                asked=sum(facet.count > 0 for facet in facets),
                forms=dict(forms.most_common()),
                groups=_groups(places),
            )
        )
    return out


def _groups(places: Sequence[tuple[FactCoverage, int]]) -> list[Group]:
    """Bring together what differs only in the words that are quoted."""
    merged: dict[tuple[str, str, str, tuple[Form, ...]], list[tuple[str, Missing]]] = {}
    for fact, i in places:
        reasons: dict[tuple[str, str, str], list[Missing]] = {}
        for m in fact.facets[i].missing:
            if m.fits:
                key = (m.rule, _QUOTED.sub("“…”", m.why), _QUOTED.sub("“…”", m.add))
                reasons.setdefault(key, []).append(m)
        for key, missing in reasons.items():
            forms = tuple(m.form for m in missing)
            merged.setdefault((*key, forms), []).append((fact.key, missing[0]))
    groups = [
        Group(
            rule=rule,
            why=_common([m.why for _, m in found], why),
            add=_common([m.add for _, m in found], add),
            forms=forms,
            facts=tuple(key for key, _ in found),
        )
        for (rule, why, add, forms), found in merged.items()
    ]
    return sorted(groups, key=lambda g: (not g.add, -len(g.facts), g.rule, g.why))


def _common(texts: Sequence[str], shape: str) -> str:
    """Return the text where all are the same, else the shape that they have in common."""
    return texts[0] if len(set(texts)) == 1 else shape
