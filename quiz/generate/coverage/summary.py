"""The figures of a pack's coverage, and its reasons brought together."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from quiz.quick import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from quiz.generate.coverage.cover import FactCoverage, Missing
    from quiz.model import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How much of a pack is asked."""

    rows: int
    aside: int
    """Rows that are not meant to be asked."""
    facts: int
    """Rows less those."""
    asked: int
    """Facts that yield a question."""
    facets: int
    facets_asked: int
    questions: int
    minor: int
    """Of them, questions on fields that are only asked at level 3."""
    forms: Mapping[Form, int]
    """Questions a form, the commonest first."""
    topics: Sequence[tuple[str, int, int, int]]
    """Topic, its facts, those asked, questions; in the order in which they come up."""


def figures(facts: Sequence[FactCoverage]) -> Figures:
    """Count."""
    real = [fact for fact in facts if not fact.aside]
    facets = [facet for fact in real for facet in fact.facets]
    forms: Counter[Form] = Counter()
    for facet in facets:
        forms.update({form: len(ids) for form, ids in facet.questions.items()})
    by_topic: dict[str, list[FactCoverage]] = {}
    for fact in real:
        by_topic.setdefault(fact.topic, []).append(fact)
    return Figures(
        rows=len(facts),
        aside=len(facts) - len(real),
        facts=len(real),
        asked=sum(fact.count > 0 for fact in real),
        facets=len(facets),
        facets_asked=sum(facet.count > 0 for facet in facets),
        questions=sum(facet.count for facet in facets),
        minor=sum(facet.count for facet in facets if facet.minor),
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
    """What helps most of them."""
    remedies: int
    """How many different things help; a fact's own details say which."""
    forms: Mapping[Form, int]
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
    """Bring together what differs only in the words that are quoted, or in the remedy."""
    merged: dict[tuple[str, str], list[tuple[str, Missing]]] = {}
    for fact, i in places:
        for m in fact.facets[i].missing:
            if m.fits:
                merged.setdefault((m.rule, _QUOTED.sub("“…”", m.why)), []).append((fact.key, m))
    groups = [
        Group(
            rule=rule,
            why=_common([m.why for _, m in found], why),
            add=_commonest([m.add for _, m in found]),
            remedies=len({m.add for _, m in found if m.add}),
            forms=dict(Counter(m.form for _, m in found)),
            facts=tuple(dict.fromkeys(key for key, _ in found)),
        )
        for (rule, why), found in merged.items()
    ]
    return sorted(groups, key=lambda g: (not g.add, -len(g.facts), g.rule, g.why))


def _common(texts: Sequence[str], shape: str) -> str:
    """Return the text where all are the same, else the shape that they have in common."""
    return texts[0] if len(set(texts)) == 1 else shape


def _commonest(texts: Sequence[str]) -> str:
    """Return the remedy that helps most often, or ""."""
    often = Counter(text for text in texts if text)
    return max(sorted(often), key=lambda text: often[text], default="")
