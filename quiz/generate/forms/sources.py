"""Questions on the sources themselves, where they disagree (RULES.md 5.4). Never: who is right?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.generate import wording
from quiz.generate.candidates import clash, forward_candidates
from quiz.generate.difficulty import prior
from quiz.generate.falsity import compatible, within
from quiz.generate.maker import Asked, Maker, Refused
from quiz.generate.shown import Candidate, option, shown_value
from quiz.generate.wording import Grain
from quiz.model import Form, Option, Reason
from quiz.packs.content import DateValue, FieldType, TextValue
from quiz.text import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from quiz.generate.rng import Rng
    from quiz.generate.slots import Slot
    from quiz.model import Citation, Question
    from quiz.packs.content import Claim, Value

WHY = {
    "definition": "They count or define the thing differently",
    "calendar": "They write the date in different calendars",
    "estimate": "Each gives an estimate where nobody counted",
    "attribution": "They credit different people or documents",
    "interpretation": "They read the same evidence differently",
    "error": "One of them repeats a mistake",
}
"""The kinds of dispute in words of one shape."""
WHY_OF: dict[str, tuple[FieldType, ...]] = {
    "definition": (),
    "calendar": (FieldType.DATE,),
    "estimate": (FieldType.DATE, FieldType.NUMBER),
    "attribution": (FieldType.NAME, FieldType.TEXT, FieldType.CATEGORY, FieldType.QUOTE),
    "interpretation": (),
    "error": (),
}
"""Of which fields a kind of dispute can be thought at all (rule B10); of all if none is named."""
OPTIONS = 4
FILLERS = 6
"""Values that no source gives, to draw from."""
NUMBERS = ("one", "two", "three", "four", "five", "six")


def _disputed(maker: Maker, slot: Slot) -> tuple[Asked, list[Claim]]:
    """Return the slot with all its readings that are not rejected, two at least."""
    if slot.back:
        raise Refused("F12", "sources are asked about forwards")
    found = maker.resolution(slot.fact, slot.field.key)
    if found.key is None or not found.minority:
        raise Refused("F12", "the sources agree")
    if any(len(claim.values) != 1 for claim in (found.key, *found.minority)):
        raise Refused("F12", "a source gives several values")
    if not all(c.citations for c in (found.key, *found.minority)):
        raise Refused("F12", "a reading has no citation")
    asked = Asked(slot=slot, resolution=found, value=found.values[0], grain=Grain.FULL)
    return asked, [found.key, *found.supporting, *found.minority]


def _label(maker: Maker, claim: Claim) -> str:
    return maker.pack.sources[claim.citations[0].source].label


def _question_of(maker: Maker, slot: Slot) -> str:
    return wording.ask_text(maker.pack, slot.fact, slot.field, Grain.FULL)


def _quoted(maker: Maker, slot: Slot, claim: Claim) -> str:
    """Return a reading inside a sentence: words of an author's own in quotation marks."""
    text = wording.value_text(maker.pack, claim.values[0], slot.field)
    words = isinstance(claim.values[0], TextValue) and slot.field.type is not FieldType.QUOTE
    return f"“{text}”" if words else text


def _says(maker: Maker, slot: Slot, claim: Claim) -> str:
    shown = _quoted(maker, slot, claim)
    return sentence(f"In “{_label(maker, claim)}” one reads: {shown}")


def _line(maker: Maker, slot: Slot, claim: Claim) -> Candidate:
    value = claim.values[0]
    order = float(value.date.lower) if isinstance(value, DateValue) else 0.0
    span = (order, float(value.date.upper)) if isinstance(value, DateValue) else (0.0, 0.0)
    return Candidate(
        text=wording.on_a_line(maker.pack, value, slot.field),
        value=value,
        says=_says(maker, slot, claim),
        facts=(slot.fact.key,),
        citations=claim.citations,
        order=order or float(getattr(value, "number", 0.0)),
        span=span,
    )


def who_says(maker: Maker, slot: Slot) -> Question:
    """F12a: what a named source gives. The other sources' values are its rivals."""
    asked, claims = _disputed(maker, slot)
    rng = maker.rng(slot.facet, "sources", "who")
    called = {key: source.label for key, source in maker.pack.sources.items()}
    sources = [{called[c.source] for c in claim.citations} for claim in claims]
    apart = [
        claim
        for claim, mine in zip(claims, sources, strict=True)
        if not any(
            mine & other and not compatible(maker.pack, claim.values[0], rival.values[0])
            for rival, other in zip(claims, sources, strict=True)
            if rival is not claim
        )
    ]
    if not apart:
        raise Refused("F12", "one source, or two of one label, give both readings")
    told = rng.choice(apart)
    key = _line(maker, slot, told)
    lines = [key]
    for claim in claims:
        line = _line(maker, slot, claim)
        if not any(clash(maker.pack, line, other) for other in lines):
            lines.append(line)
    fillers = _fillers(maker, asked, lines, rng.shuffled(_others(maker, asked)))
    lines += _around(key, lines, fillers, rng)
    if len(lines) < 3:
        raise Refused("C1", "fewer than two other readings")
    prompt = f"Asked “{_question_of(maker, slot)}”, what does one read in “{_label(maker, told)}”?"
    return _asked(maker, asked, prompt, _sorted(slot, lines, rng.shuffled(lines)), key, "who")


def _others(maker: Maker, asked: Asked) -> list[Candidate]:
    slot = asked.slot
    grain = Grain.FULL
    if isinstance(asked.value, DateValue):
        return []
    return forward_candidates(maker, slot, shown_value(asked.value, grain), grain)


def _fillers(
    maker: Maker, asked: Asked, lines: Sequence[Candidate], pool: Sequence[Candidate]
) -> list[Candidate]:
    """Return values that no source gives, so that a question with two readings has a third."""
    out: list[Candidate] = []
    if isinstance(asked.value, DateValue):
        pool = _shifted(maker, asked.slot, lines)
    for candidate in pool:
        if len(out) >= FILLERS:
            break
        if not any(clash(maker.pack, candidate, other) for other in (*lines, *out)):
            out.append(candidate)
    return out


def _around(
    key: Candidate, lines: Sequence[Candidate], fillers: Sequence[Candidate], rng: Rng
) -> list[Candidate]:
    """Return the fillers that bring the key to a rank that is drawn first (rule C4)."""
    wanted = OPTIONS - len(lines)
    below = [c for c in fillers if c.order < key.order]
    above = [c for c in fillers if c.order > key.order]
    if not (below or above):
        return list(fillers[:wanted])
    rank = rng.below(OPTIONS) - sum(c.order < key.order for c in lines)
    few = below[: max(0, min(rank, wanted))]
    chosen = few + above[: wanted - len(few)]
    return chosen + below[len(few) : len(few) + wanted - len(chosen)]


def _shifted(maker: Maker, slot: Slot, lines: Sequence[Candidate]) -> list[Candidate]:
    """Return dates of other facts that are written as exactly as the readings are."""
    exact = {_precision(line.value) for line in lines}
    if len(exact) != 1:
        return []
    out = []
    named = [v for claim in slot.fact.claims[slot.field.key] for v in claim.values]
    for fact in maker.with_values(slot, lines[0].value, Grain.FULL):
        for claim in fact.claims[slot.field.key]:
            value = claim.values[0]
            if any(compatible(maker.pack, value, v) for v in named):
                continue  # a source has it, if only one that is rejected (rule A2)
            if fact.key == slot.fact.key or not claim.own or not claim.citations:
                continue
            if _precision(value) in exact and isinstance(value, DateValue):
                text = sentence(wording.statement(maker.pack, fact, slot.field, claim.values))
                out.append(
                    Candidate(
                        text=wording.value_text(maker.pack, value, slot.field),
                        value=value,
                        says=text,
                        facts=(fact.key,),
                        citations=claim.citations,
                        order=float(value.date.lower),
                        span=(float(value.date.lower), float(value.date.upper)),
                    )
                )
    middle = lines[0].order
    return sorted(out, key=lambda c: (abs(c.order - middle), c.text))


def _precision(value: Value) -> str:
    if not isinstance(value, DateValue):
        return ""
    return f"{value.date.precision}/{value.date.calendar}/{value.date.approximate}"


def _sorted(slot: Slot, lines: list[Candidate], shuffled: list[Candidate]) -> list[Candidate]:
    if slot.field.type in (FieldType.DATE, FieldType.NUMBER):
        return sorted(lines, key=lambda c: (c.order, c.text))
    return shuffled


def _asked(
    maker: Maker,
    asked: Asked,
    prompt: str,
    lines: Sequence[Candidate],
    key: Candidate,
    template: str,
) -> Question:
    return maker.question(
        Form.SOURCES,
        asked,
        prompt,
        key.text,
        facts=[fact for line in lines for fact in line.facts],
        options=tuple(option(line, correct=line is key) for line in lines),
        template=template,
        first=Reason(text=key.why, citations=key.citations),
        difficulty=prior(maker, asked.slot, Form.SOURCES, [c for c in lines if c is not key]),
    )


def why_differ(maker: Maker, slot: Slot) -> Question:
    """F12c: what kind of disagreement it is, as the pack's author describes it."""
    asked, claims = _disputed(maker, slot)
    dispute = slot.fact.disputes.get(slot.field.key)
    if dispute is None or not dispute.note or dispute.kind not in WHY:
        raise Refused("F12", "the pack does not say why they differ")
    cited = tuple(dict.fromkeys(c for claim in claims for c in claim.citations))
    rng = maker.rng(slot.facet, "sources", "why")
    likely = [kind for kind, types in WHY_OF.items() if not types or slot.field.type in types]
    kinds = rng.sample([kind for kind in likely if kind != dispute.kind], 3)
    lines = [
        Option(
            text=WHY[kind],
            correct=kind == dispute.kind,
            why=sentence(dispute.note),
            facts=(slot.fact.key,),
            citations=cited,
        )
        for kind in rng.shuffled([dispute.kind, *kinds])
    ]
    texts = [_quoted(maker, slot, claim) for claim in claims]
    shown = wording.listing(list(dict.fromkeys(texts)))
    asking = f"Asked “{_question_of(maker, slot)}”, the sources say {shown}."
    prompt = f"{asking} Why do they differ?"
    return maker.question(
        Form.SOURCES,
        asked,
        prompt,
        WHY[dispute.kind],
        options=tuple(lines),
        template="why",
        difficulty=prior(maker, slot, Form.SOURCES),
    )


def witnesses(maker: Maker, slot: Slot) -> Question:
    """F12d: how many sources that do not copy one another give a value."""
    asked, claims = _disputed(maker, slot)
    rng = maker.rng(slot.facet, "sources", "count")
    counted = [(claim, _witnesses_of(maker, claims, claim)) for claim in claims]
    several = [(c, cited) for c, cited in counted if 2 <= _count(maker, cited) <= len(NUMBERS) - 2]
    if not several:
        raise Refused("F12", "no reading has several witnesses")
    told, cited = rng.choice(several)
    count = _count(maker, cited)
    value = _quoted(maker, slot, told)
    named = sorted({maker.pack.sources[c.source].label for c in cited})
    why = sentence(f"{value} is given by: {wording.listing(named)}")
    first = max(0, count - 1 - rng.below(min(count, 3)))
    lines = [
        Option(
            text=NUMBERS[i].capitalize(),
            correct=i + 1 == count,
            why=why,
            facts=(slot.fact.key,),
            citations=cited,
        )
        for i in range(first, first + 3)
    ]
    prompt = f"Asked “{_question_of(maker, slot)}”, how many independent sources say {value}?"
    return maker.question(
        Form.SOURCES,
        asked,
        prompt,
        NUMBERS[count - 1].capitalize(),
        options=tuple(lines),
        template="count",
        difficulty=prior(maker, slot, Form.SOURCES),
    )


def _witnesses_of(maker: Maker, claims: Sequence[Claim], told: Claim) -> tuple[Citation, ...]:
    # who says 1666 does not say 2 September, and who says Mexico not Mexico City
    agreeing = [c for c in claims if within(maker.pack, c.values[0], told.values[0])]
    return tuple(dict.fromkeys(c for claim in agreeing for c in claim.citations))


def _count(maker: Maker, cited: Sequence[Citation]) -> int:
    return independent(maker, {c.source for c in cited})


def independent(maker: Maker, sources: set[str]) -> int:
    """Return how many witnesses there are once those that copy each other count as one."""
    groups: list[set[str]] = []
    for source in sorted(sources):
        roots = _family(maker, source)
        joined = [group for group in groups if group & roots]
        groups = [group for group in groups if not group & roots]
        groups.append(roots.union(*joined) if joined else roots)
    return len(groups)


def _family(maker: Maker, source: str) -> set[str]:
    family, waiting = {source}, [source]
    while waiting:
        known = maker.pack.sources.get(waiting.pop())
        for origin in known.derived_from if known else ():
            if origin not in family:
                family.add(origin)
                waiting.append(origin)
    return family


def given_values(maker: Maker, slot: Slot) -> Question:
    """F12f: every value that at least one source gives; exact, since the pack lists them all."""
    asked, claims = _disputed(maker, slot)
    rng = maker.rng(slot.facet, "sources", "values")
    keys: list[Candidate] = []
    for claim in claims:
        line = _line(maker, slot, claim)
        if not any(clash(maker.pack, line, other) for other in keys):
            keys.append(line)
    named = slot.fact.claims[slot.field.key]
    wrong = [
        c
        for c in _fillers(maker, asked, keys, rng.shuffled(_others(maker, asked)))
        if not any(compatible(maker.pack, c.value, v) for claim in named for v in claim.values)
    ]
    wrong = wrong[: max(2, OPTIONS - len(keys))]
    if len(keys) < 2 or len(wrong) < 2:
        raise Refused("C1", "fewer than two values that no source gives")
    lines = _sorted(slot, [*keys, *wrong], rng.shuffled([*keys, *wrong]))
    return maker.question(
        Form.SOURCES,
        asked,
        f"Asked “{_question_of(maker, slot)}”, what do the sources say (select all that apply)?",
        wording.listing([c.text for c in keys]),
        facts=[fact for line in lines for fact in line.facts],
        options=tuple(option(line, correct=line in keys) for line in lines),
        template="values",
        difficulty=prior(maker, slot, Form.SOURCES, wrong),
    )


TEMPLATES: tuple[Callable[[Maker, Slot], Question], ...] = (
    who_says,
    why_differ,
    witnesses,
    given_values,
)
