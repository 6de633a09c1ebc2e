"""The wording of a column: a question that is grammatical whatever the heading says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quiz.packs.content import FieldType
from quiz.quick import dataclass

if TYPE_CHECKING:
    from quiz.packs.scaffold.guess import Guess

_NOUN_LIST = """
    altitude area author birthplace capital capacity category century charge class colour color
    composer continent country creator currency date density depth diameter diet director
    discoverer distance duration elevation family formula founder gender genus habitat head height
    inventor language leader length lifespan mass material meaning mother mouth nickname number
    occupation order origin painter period plural population price profession radius region
    religion river sea shape size source species speed state style symbol temperature title
    translation type use volume wavelength weight width
"""
_NOUNS = frozenset(_NOUN_LIST.split())
"""Headings of which “What is the … of {name}?” is good English; another is quoted as it stands."""
_PARTICIPLE_LIST = """
    abolished born built completed composed conquered crowned discovered established executed
    filmed finished founded introduced invented launched opened painted published
    recorded released restored signed sunk translated unveiled written
"""
_PARTICIPLES = frozenset(_PARTICIPLE_LIST.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The templates of a field; "" where there is none."""

    ask: str
    says: str
    back: str = ""
    which: str = ""
    sequence: str = ""


def wording(guess: Guess, singular: str, plural: str) -> Wording:
    """Return how a column is asked."""
    label = _plain(guess.label)
    if guess.type is FieldType.DATE:
        return _date(label, singular, plural)
    if guess.many:
        return Wording(
            ask=f"What stands under “{label}” for {{name}}?",
            which=f"Which of these stand under “{label}” for {{name}}?",
            says=f"{{value}} stands under “{label}” for {{name}}",
        )
    noun = _lower(label)
    is_noun = noun.split()[-1] in _NOUNS or bool(guess.unit)
    if is_noun:
        ask, says = f"What is the {noun} of {{name}}?", f"the {noun} of {{name}} is {{value}}"
        back = f"Which {singular} has “{{value}}” as its {noun}?"
    else:
        ask = f"What stands under “{label}” for {{name}}?"
        says = f"{{value}} stands under “{label}” for {{name}}"
        back = f"Which {singular} has “{{value}}” under “{label}”?"
    if guess.type is FieldType.NUMBER:
        return Wording(ask=ask.replace("What stands", "What number stands"), says=says)
    if guess.type is FieldType.CATEGORY:
        these = f"Which of these {plural}"
        its, their = f"under “{label}”", f"under “{label}”"
        if is_noun:
            its, their = f"as its {noun}", f"as their {noun}"
        back, which = f"{these} has “{{value}}” {its}?", f"{these} have “{{value}}” {their}?"
        return Wording(ask=ask, says=says, back=back, which=which)
    return Wording(ask=ask, says=says, back=back if guess.unique else "")


def _date(label: str, singular: str, plural: str) -> Wording:
    lowered = label.casefold()
    if lowered in ("died", "death", "date of death", "year of death"):
        ask, says, these = "did {name} die", "{name} died {value:on}", "died"
    elif lowered in ("birth", "date of birth", "year of birth"):
        ask, says, these = "was {name} born", "{name} was born {value:on}", "was born"
    elif lowered.split()[-1] in _PARTICIPLES and len(lowered.split()) == 1:
        ask, says = f"was {{name}} {lowered}", f"{{name}} was {lowered} {{value:on}}"
        these = f"was {lowered}"
    else:
        return Wording(
            ask=f"When does the table have “{label}” for {{name}}?",
            says=f"the table has “{label}” for {{name}} {{value:on}}",
            back=f"Which {singular} has “{label}” {{value:on}}?",
            sequence=f"In which order do these {plural} have “{label}”, the earliest first?",
        )
    were = these.replace("was ", "were ", 1)
    how = "die" if these == "died" else None
    sequence = f"In which order did these {plural} die" if how else ""
    if not sequence:
        sequence = f"In which order were these {plural} {were.removeprefix('were ')}"
    return Wording(
        ask=f"When {ask}?",
        says=says,
        back=f"Which {singular} {these} {{value:on}}?",
        sequence=f"{sequence}, the earliest first?",
    )


def _plain(label: str) -> str:
    """A heading without what would mean something in a template or end a quotation."""
    return re.sub(r"[{}“”\"]", "", label).strip() or "column"


def _lower(label: str) -> str:
    """“Length” to “length”; “DNA” and “pH” keep their letters."""
    first, _, rest = label.partition(" ")
    lowered = first.lower() if first.istitle() else first
    return f"{lowered} {rest.lower() if rest.istitle() else rest}".strip()
