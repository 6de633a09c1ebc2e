"""Why the key is right: what its sources say, what others say, and why they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.generate import wording
from quiz.model import Reason
from quiz.text import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.generate.resolve import Resolution
    from quiz.model import Citation
    from quiz.packs.content import Claim, Fact, Field, Pack


def reasons(pack: Pack, fact: Fact, field: Field, resolution: Resolution) -> tuple[Reason, ...]:
    """Return the explanation sentence by sentence.

    The fact as a statement with its citations, the author's note, then every reading that differs
    with its own source (rule F3), the rejected ones with the reason.
    """
    out = []
    if resolution.key is not None:
        text = sentence(wording.statement(pack, fact, field, resolution.values))
        agreeing = (resolution.key, *resolution.supporting)
        cited = tuple(dict.fromkeys(c for claim in agreeing for c in claim.citations))
        out.append(Reason(text=text, citations=cited))
    if fact.note:
        out.append(Reason(text=sentence(fact.note), citations=fact.note_citations))
    dispute = fact.disputes.get(field.key)
    for claim in resolution.minority:
        out += _other(pack, fact, field, claim, "Another reading has")
    for claim in resolution.denials:
        out += _denial(pack, claim)
    if dispute is not None and dispute.note:
        out.append(Reason(text=sentence(dispute.note)))
    for claim in resolution.deprecated:
        out += _other(pack, fact, field, claim, "One also reads")
    return tuple(out)


def _other(pack: Pack, fact: Fact, field: Field, claim: Claim, opening: str) -> list[Reason]:
    shown = wording.listing([wording.value_text(pack, v, field, at=fact) for v in claim.values])
    named = _named(pack, claim)
    where = f" ({', '.join(named)})" if named else ""
    return _commented(claim, f"{opening} {shown}{where}.")


def _denial(pack: Pack, claim: Claim) -> list[Reason]:
    who = wording.listing(_named(pack, claim)) or "a source"
    return _commented(claim, f"This is disputed ({who}).")


def _named(pack: Pack, claim: Claim) -> list[str]:
    labels = (pack.sources[c.source].label for c in claim.citations if c.source in pack.sources)
    return list(dict.fromkeys(labels))


def _commented(claim: Claim, text: str) -> list[Reason]:
    """Return what the source says with its citation, and what the author says of it without."""
    out = [Reason(text=text, citations=claim.citations)]
    return [*out, Reason(text=sentence(claim.note))] if claim.note else out


def citations_of(told: Sequence[Reason]) -> tuple[Citation, ...]:
    """Return all citations of an explanation, each once, in order."""
    return tuple(dict.fromkeys(c for reason in told for c in reason.citations))
