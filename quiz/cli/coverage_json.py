"""What `quiz coverage --format json` prints: stable fields, for scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quiz.generate.coverage import RULES, figures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.generate.coverage import Coverage, FactCoverage, Guessing


def as_json(coverage: Coverage, facts: Sequence[FactCoverage]) -> dict[str, Any]:
    """Return the whole report: figures, what a guesser sees, and every fact in detail."""
    found = figures(facts)
    pack = coverage.pack
    return {
        "pack": pack.id,
        "title": pack.title,
        "hash": pack.hash,
        "seed": coverage.seed,
        "level": coverage.level,
        "rows": found.rows,
        "aside": found.aside,
        "facts": found.facts,
        "facts_asked": found.asked,
        "facets": found.facets,
        "facets_asked": found.facets_asked,
        "questions": found.questions,
        "questions_minor": found.minor,
        "forms": {form.value: n for form, n in found.forms.items()},
        "topics": [
            {"topic": topic, "facts": n, "facts_asked": asked, "questions": q}
            for topic, n, asked, q in found.topics
        ],
        "guessing": _guessing_json(coverage.guessing()),
        "rules": RULES,
        "details": [_fact_json(fact) for fact in facts],
    }


def _fact_json(fact: FactCoverage) -> dict[str, Any]:
    return {
        "fact": fact.key,
        "name": fact.name,
        "topic": fact.topic,
        "aside": fact.aside,
        "questions": fact.count,
        "facets": [
            {
                "facet": facet.facet,
                "field": facet.field,
                "back": facet.back,
                "minor": facet.minor,
                "questions": {form.value: list(ids) for form, ids in facet.questions.items()},
                "missing": [
                    {
                        "form": m.form.value,
                        "rule": m.rule,
                        "why": m.why,
                        "add": m.add,
                        "fits": m.fits,
                    }
                    for m in facet.missing
                ],
            }
            for facet in fact.facets
        ],
        "unasked": [
            {"field": u.field, "back": u.back, "why": u.why, "add": u.add} for u in fact.unasked
        ],
    }


def _guessing_json(found: Guessing | None) -> dict[str, Any] | None:
    if found is None:
        return None
    shares = {
        name: {
            "of": s.of,
            "share": round(s.share, 4),
            "chance": round(s.chance, 4),
            "luck": s.within,
        }
        for name, s in (("longest", found.longest), ("shortest", found.shortest))
    }
    renown = {
        "rank": round(found.renown, 4),
        "chance": round(found.renown_chance, 4),
        "room": round(found.renown_room, 4),
        "luck": found.renown_within,
    }
    return {
        "choices": found.choices,
        **shares,
        "renown": renown,
        "even_gaps": found.even_gaps,
        "absolutes": list(found.absolutes),
    }
