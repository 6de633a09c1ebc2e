"""What an author would have to add or change for a question that is refused.

One entry for each reason that a form gives. A form that was never meant for such a field (a
timeline of names) is told apart from one that lacks something.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quiz.generate.coverage import lacking
from quiz.model import Form
from quiz.packs.content import FieldType
from quiz.quick import dataclass
from quiz.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from quiz.generate.maker import Maker
    from quiz.generate.slots import Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A refusal, with all that is needed to say what is lacking."""

    maker: Maker
    slot: Slot
    form: Form
    said: re.Match[str]
    """The reason, as the entry's pattern found it."""

    @property
    def key(self) -> str:
        """The field, as the author writes it."""
        return self.slot.field.key

    @property
    def label(self) -> str:
        """The field, as a question calls it."""
        return self.slot.field.label

    @property
    def a_label(self) -> str:
        """The field with its article."""
        return lacking.with_article(self.label)

    @property
    def plural(self) -> str:
        """What the rows are called."""
        return self.maker.pack.kinds[self.slot.fact.kind].plural

    @property
    def wording(self) -> str:
        """The key that holds the wording of this direction."""
        return "back" if self.slot.back else "ask"


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What stands between a facet and a form."""

    fits: bool
    """Whether the form is meant for such a field at all."""
    add: str = ""
    """What to add or change, a sentence; empty where nothing would help."""


UNFIT = Advice(fits=False)
Say = str | None
"""A sentence, "" where nothing would help, None where the form is not meant for the field."""


def advise(maker: Maker, slot: Slot, form: Form, rule: str, reason: str) -> Advice:
    """Return what would have to be added for the slot to be asked in the form."""
    for pattern, say in _BY_RULE.get(rule, ()):
        said = pattern.fullmatch(reason)
        if said:
            case = Case(maker=maker, slot=slot, form=form, said=said)
            add = say(case) if callable(say) else say
            return UNFIT if add is None else Advice(fits=True, add=clean(add))
    return Advice(fits=True)


def known(rule: str, reason: str) -> bool:
    """Tell whether there is an entry for a reason; a test holds that there is for each."""
    return any(number == rule and pattern.fullmatch(reason) for number, pattern, _ in ENTRIES)


def _several(case: Case) -> Say:
    if case.form is not Form.CHOICE or case.slot.back:
        return None
    parts = []
    if not case.slot.field.which:
        parts.append(
            f'a wording for “select several” (which = "Which of these … {{name}}?") for '
            f"the field {case.key}"
        )
    if not (case.slot.field.complete or case.key in case.slot.fact.complete):
        parts.append(f'complete = ["{case.key}"] in the row, if its list is whole')
    if not parts:
        return ""
    return f"Add {' and '.join(parts)}."


def _complete(case: Case) -> Say:
    return (
        f'If the list is whole, say so: complete = ["{case.key}"] in the row, or complete = true '
        f"for the field {case.key}."
    )


def _disagree(case: Case) -> Say:
    return (
        f'If most sources agree, add [[{case.slot.fact.kind}.disputes]] with field = "{case.key}" '
        'and consensus = "majority"; if one is mistaken, give its claim rank = "deprecated" and '
        "a note. Else only “sources” asks it."
    )


def _unique(case: Case) -> Say:
    if lacking.shared(case.maker, case.slot):
        return ""
    return (
        f"If no two {case.plural} have the same {case.label}, write unique = true for the field "
        f"{case.key}; if the pack lists all that have one, closed = true."
    )


def _which(case: Case) -> Say:
    field = case.slot.field
    if field.type not in (FieldType.NAME, FieldType.CATEGORY) or field.unique:
        return None
    if not case.slot.back and not field.many:
        return None
    if "{" in field.which:
        return None  # the other direction has the wording
    if case.slot.back and not lacking.shared(case.maker, case.slot):
        return None  # only one would be right
    shape = "{value}" if case.slot.back else "{name}"
    return f'Add to the field {case.key}: which = "Which of these … {shape}?"'


def _sequence(case: Case) -> Say:
    return (
        f"Add to the field {case.key}: "
        f'sequence = "In which order … these {case.plural}, the earliest first?"'
    )


def _statement(case: Case) -> Say:
    return f'Add to the field {case.key}: says = "{{name}} … {{value}}"'


def _unclear(case: Case) -> Say:
    one, other = lacking.namesakes(case.maker, case.slot)
    return (
        f"Two rows are called “{one}” ({other}). Give one a name that tells them apart, such as "
        "Georgia (country); the short one may stay an alias."
    )


def _leak(case: Case) -> Say:
    if case.form is Form.CLOZE:
        own = f'says = {{ {case.key} = "…" }}'
        return f"Give the row a sentence of its own without the word: {own}; or name it otherwise."
    own = f'{case.wording} = {{ {case.key} = "…" }}'
    return f"Give the row a question of its own without the word: {own}; or name it otherwise."


def _unlike(case: Case) -> Say:
    told = lacking.unlike(case.maker, case.slot)
    what, others = ("its name", "names") if case.slot.back else ("it", "values")
    if told:
        return f"Write {what} as the other {others} are written: {told}."
    if case.form is Form.MATCH:
        return ""
    return f"Add rows whose {others} are written as {'its name' if case.slot.back else 'it'} is."


def _longer(case: Case) -> Say:
    own, others = lacking.lengths(case.maker, case.slot)
    what = "its name" if case.slot.back else "it"
    told = f"it has {own} characters, others about {others}"
    if own > others:
        return f"Make {what} shorter ({told}), or others longer."
    return f"Make {what} longer ({told}), or others shorter."


def _too_few(case: Case) -> Say:
    return lacking.too_few(case.maker, case.slot)


def _others_dated(case: Case) -> Say:
    need = 2 if case.form is Form.ORDER else 3
    return (
        f"At least {lacking.word(need)} other {case.plural} need {case.a_label} that is surely "
        "earlier or later than this one and than each other."
    )


def _paired(case: Case) -> Say:
    named = case.slot.field.type is FieldType.NAME
    rows = ", and the names they give need rows of their own" if named else ""
    return (
        f"At least two other {case.plural} need {case.a_label} that no other of them shares{rows}."
    )


def _kin(case: Case) -> Say:
    return lacking.alike(case.maker, case.slot)


def _own_words(case: Case) -> Say:
    return f'Say in the row\'s own question which is meant: ask = {{ {case.key} = "…" }}'


def _certain(case: Case) -> Say:
    return f'Write a single year, if a source gives one: {case.key} = "1924".'


def _wants(case: Case) -> Say:
    return f'Begin the wording of {case.key} with When or In which year: ask = "When … {{name}}?"'


def _grain(case: Case) -> Say:
    return f"Ask “When …?”, or write {case.key} as exactly as the question wants it."


def _article(case: Case) -> Say:
    return f"Put the article into the value, or word says of {case.key} without “a”."


def _loaded(case: Case) -> Say:
    return f"Say it without {case.said[1]}, in the value or in the wording of {case.key}."


def _more_readings(case: Case) -> Say:
    return f"Add {case.plural} whose {case.label} is written as exactly as these readings are."


_SHORT_NAME = "Give it a shorter name; the long one may be an alias."
_CITE = 'Add where it stands: cite = { source = "…", page = "…" }'

_TABLE: tuple[tuple[str, str, Say | Callable[[Case], Say]], ...] = (
    ("A1", r"it has several right answers", _several),
    ("A1", r"its list is not declared complete, so more may be right", _complete),
    ("A3", r"every claim of it is rejected", "Give the row a value that no source rejects."),
    ("A3", r"the sources disagree \(.*\)", _disagree),
    ("A3", r"no citation", _CITE),
    ("A4", r"another row asks in the same words", _own_words),
    ("A4", r"other facts may have the same value", _unique),
    ("A4", r"several facts have this value", ""),
    ("A4", r"its wording names a time that is wider than a year", _grain),
    ("A4", r"the sources disagree on the value", ""),
    ("A6", r"the other values overlap", _too_few),
    ("A7", r"a name in it may mean another row too", _unclear),
    ("A7", r"a row of another kind has the same name and the same question", _unclear),
    ("A9", r"the date is not certain to the year", _certain),
    ("B1", r"the (?:question|sentence) says “(.*)” itself", _leak),
    ("B1", r"the question says the (?:year|number) itself", _leak),
    ("B1", r"the name of the fact gives the date away", _SHORT_NAME),
    ("B2", r"question and right option share “(.*)”", _leak),
    ("B3", r"the article before the gap tells how the answer begins", _article),
    ("B4", r"one of the options would stand out by its length", _longer),
    ("B5", r"(?:the right|one of the) (?:options|values) would look unlike the others", _unlike),
    ("B6", r"it says (“.*”)", _loaded),
    ("B7", r"it says (“.*”)", _loaded),
    ("B8", r"it says (“.*”)", _loaded),
    ("B9", r"the right option shares most parts with the others", ""),
    ("C1", r"fewer than two other values are proved false", _too_few),
    ("C1", r"fewer than two other readings", _more_readings),
    ("C1", r"fewer than two values that no source gives", _more_readings),
    ("C4", r"many share this value, which can only stand at the edge", ""),
    ("E2", r"its wording asks for the .*, which is not certain", _grain),
    ("E2", r"its wording does not say that it asks for a date", _wants),
    ("E2", r"its wording does not ask for a year", None),
    ("E3", r"the answer is too long to type", ""),
    ("E3", r"two such long values do not fit one readable statement", ""),
    ("E5", r"it has an empty place", "Look for a { or } too many in the wording."),
    ("E5", r"it says something twice", "Read the question aloud and mend its wording."),
    ("E5", r"it has no gap, or several", "The statement (says) names {value} once."),
    ("E5", r"it is no question", "A wording ends with a question mark."),
    (
        "E5",
        r"its label “.*” is no noun that a question could name \(label = …\)",
        "Give the field a label that can stand behind “the”: “sea” for flows_into.",
    ),
    ("E5", r"it asks two things", "One question mark in a wording is enough."),
    ("E5", r"it has more than \d+ words", "Shorten the name or the wording."),
    ("F2", r"the sources disagree on the list", ""),
    ("F2", r"the field has no wording for it \(which = …\)", _which),
    ("F2", r"the list is not declared complete", _complete),
    ("F2", r"dates and numbers are not selected", None),
    ("F2", r"only one would be right", ""),
    ("F3", r"a statement is asked forwards only", None),
    ("F3", r"the field has no statement \(says = …\)", _statement),
    ("F4", r"only names and short words are typed", None),
    ("F4", r"more than \d+ other answers are a slip or two away from it", ""),
    ("F5", r"a number is asked forwards only", None),
    ("F5", r"its value is no number", None),
    ("F5", r"the date is not certain to the year", _certain),
    ("F5", r"years before the common era are not typed as numbers", None),
    ("F6", r"only dates are put in order", None),
    ("F6", r"the field has no wording for it \(sequence = …\)", _sequence),
    ("F6", r"its name has more than \d+ characters", _SHORT_NAME),
    ("F6", r"its name says the year", "Leave the year out of its name."),
    ("F6", r"it has no date", ""),
    ("F6", r"too few others are certain to be earlier or later", _others_dated),
    ("F7", r"pairs are matched forwards", None),
    ("F7", r"spans of years overlap too easily", None),
    ("F7", r"the sources disagree on its value", ""),
    ("F7", r"the date is not certain to the year", _certain),
    ("F7", r"its name is too long to stand in a column .*", _SHORT_NAME),
    ("F7", r"its value is too long to stand in a column .*", ""),
    ("F7", r"its name says its value", ""),
    ("F7", r"too few others have a value that is provably not shared", _paired),
    ("F8", r"a sentence has its gap where the value stands", None),
    ("F8", r"the field has no statement \(says = …\)", _statement),
    ("F8", r"the quotation has no word that could be left out", ""),
    ("F9", r"the words are only attributed", ""),
    ("F10", r"only shared names and categories make others alike", None),
    ("F10", r"no two rows share a value of the field", None),
    ("F10", r"the sources disagree on the odd one", ""),
    ("F10", r"no three others share a value that parts them from it alone", _kin),
    ("F11", r"only dates are placed on a timeline", None),
    ("F11", r"the field has no wording for it \(sequence = …\)", _sequence),
    ("F11", r"its name has more than \d+ characters", _SHORT_NAME),
    ("F11", r"its name says the year", "Leave the year out of its name."),
    ("F11", r"it has no date", ""),
    ("F11", r"too few others are certain to be earlier or later", _others_dated),
    ("F12", r"sources are asked about forwards", None),
    ("F12", r"the sources agree", None),
    ("F12", r"a source gives several values", None),
    ("F12", r"a reading has no citation", _CITE),
    (
        "F12",
        r"one source, or two of one label, give both readings",
        "Give each source its own label.",
    ),
    ("F12", r"the pack does not say why they differ", "Add a note to the row's disputes."),
    ("F12", r"no reading has several witnesses", None),
)
ENTRIES = tuple((rule, re.compile(pattern), say) for rule, pattern, say in _TABLE)
"""Rule, reason, and what to say: a sentence, or a function of the case that gives one."""
_BY_RULE = {
    number: tuple((pattern, say) for rule, pattern, say in ENTRIES if rule == number)
    for number, _, _ in ENTRIES
}
