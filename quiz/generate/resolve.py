"""What the sources together say of one field of one fact (RULES.md 5.3)."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from quiz.generate.falsity import compatible
from quiz.packs.content import Rank, Stance
from quiz.quick import frozen

if TYPE_CHECKING:
    from quiz.packs.content import Claim, Fact, Pack, Value


class Status(StrEnum):
    """How the claims of a field stand to each other."""

    SETTLED = "settled"
    CONDITIONAL = "conditional"
    MAJORITY = "majority"
    DISPUTED = "disputed"
    MISSING = "missing"


@frozen
class Resolution:
    """A field's claims, sorted into what may be asked and what must be told."""

    status: Status
    key: Claim | None
    """The claim that a question asks for."""
    supporting: tuple[Claim, ...] = ()
    """Other claims that agree with the key."""
    minority: tuple[Claim, ...] = ()
    """Documented readings that differ and are not deprecated."""
    denials: tuple[Claim, ...] = ()
    """Sources that say that the key's value is wrong, or only part of the truth."""
    deprecated: tuple[Claim, ...] = ()
    """Readings that the pack's author rejects, with the reason."""

    @property
    def values(self) -> tuple[Value, ...]:
        """The values that a question asks for."""
        return self.key.values if self.key else ()

    @property
    def askable(self) -> bool:
        """Whether closed and typed forms may ask it (rule A3)."""
        return self.status in (Status.SETTLED, Status.MAJORITY)


def agree(pack: Pack, one: Claim, other: Claim) -> bool:
    """Tell whether two claims of a field can both be right.

    A field with many values is claimed value by value: a claim agrees with another if each of its
    values is compatible with one of the other's.
    """
    few, many = sorted((one, other), key=lambda claim: len(claim.values))
    return all(any(compatible(pack, v, w) for w in many.values) for v in few.values)


def resolve(pack: Pack, fact: Fact, field: str) -> Resolution:
    """Sort the claims of a field, by the six steps of RULES.md 5.3."""
    claims = fact.claims.get(field, ())
    if len(claims) == 1 and claims[0].own and claims[0].stance is Stance.SUPPORTS:
        only = claims[0]  # as with nearly all
        if only.rank is Rank.DEPRECATED:
            return Resolution(status=Status.MISSING, key=None, deprecated=claims)
        return Resolution(status=Status.SETTLED, key=only)
    deprecated = tuple(c for c in claims if c.rank is Rank.DEPRECATED)
    live = [c for c in claims if c.rank is not Rank.DEPRECATED and c.stance is Stance.SUPPORTS]
    if not live:
        return Resolution(status=Status.MISSING, key=None, deprecated=deprecated)
    preferred = [c for c in live if c.rank is Rank.PREFERRED]
    key = next((c for c in live if c.own), live[0])
    if preferred and not any(agree(pack, key, c) for c in preferred):
        key = preferred[0]
    supporting = tuple(c for c in live if c is not key and agree(pack, key, c))
    minority = tuple(c for c in live if c is not key and not agree(pack, key, c))
    others = [
        c for c in claims if c.rank is not Rank.DEPRECATED and c.stance is not Stance.SUPPORTS
    ]
    denials = tuple(c for c in others if c.stance is Stance.DISPUTES)
    status = Status.SETTLED
    if minority or denials:
        dispute = fact.disputes.get(field)
        stands_out = key.own or key.rank is Rank.PREFERRED
        if dispute is not None and dispute.consensus == "majority" and stands_out:
            status = Status.MAJORITY
        elif (
            minority
            and not denials
            and all(c.definition and c.definition != key.definition for c in minority)
        ):
            status = Status.CONDITIONAL
        else:
            status = Status.DISPUTED
    return Resolution(
        status=status,
        key=key,
        supporting=supporting,
        minority=minority,
        denials=denials,
        deprecated=deprecated,
    )
