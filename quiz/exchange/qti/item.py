"""One question as an item: what is shown, what is right, how it is scored, what is told.

The scoring stands in the item itself and gives the points of this program (RULES.md 2).
"""

from __future__ import annotations

import hashlib
import re
from itertools import permutations
from typing import TYPE_CHECKING

from quiz.exchange.qti.xml import (
    child,
    declare,
    flow,
    new,
    put,
    said,
    value,
    variable,
)
from quiz.exchange.told import (
    TYPED,
    accepted,
    asked,
    choices,
    html_explained,
    html_text,
    html_why,
    is_single,
    line,
)
from quiz.exchange.told_numbers import plain
from quiz.model import Form
from quiz.play.feedback import right_answer
from quiz.play.grading import partners
from quiz.play.grading.arrange import kendall_tau
from quiz.play.grading.numbers import FLOOR, interval
from quiz.play.grading.pick import calls_it_false

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from xml.etree.ElementTree import Element

    from quiz.model import Option, Question

    Part = Callable[[Element, Question], None]

RESPONSE, BETTER = "RESPONSE", "CORRECTION"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MOST_ORDERED = 5
"""Of five things 49 orders are worth points, and each is written out; of six it would be 360."""
_GAP = "_____"


def identifier(question: Question) -> str:
    """Return the question's id as QTI's identifiers are written."""
    plain_id = re.sub(r"[^A-Za-z0-9._-]", ".", question.id)
    if plain_id.replace(".", "/") == question.id and len(plain_id) <= 120:
        return f"q-{plain_id}"
    short = hashlib.sha256(question.id.encode("utf-8", "surrogateescape")).hexdigest()[:12]
    return f"q-{plain_id[:100]}-{short}"


def item(question: Question) -> Element:
    """Return the item."""
    found = new(
        "assessmentItem",
        identifier=identifier(question),
        title=line(asked(question))[:200] or "?",
        label=line(question.id),
        adaptive="false",
        timeDependent="false",
        toolName="Footnote",
    )
    declared, body, processing = _PARTS[_kind(question)]
    declared(found, question)
    score = child(
        found, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float",
        normalMaximum="1.0", normalMinimum="0.0",
    )  # fmt: skip
    child(child(score, "defaultValue"), "value", "0")
    child(
        found, "outcomeDeclaration", identifier="FEEDBACK", cardinality="multiple",
        baseType="identifier",
    )  # fmt: skip
    body(child(found, "itemBody"), question)
    scored = child(found, "responseProcessing")
    processing(scored, question)
    _tell(found, scored, question)
    return found


def _kind(question: Question) -> str:
    if question.form in TYPED:
        return "text"
    kinds = {
        Form.NUMBER: "number",
        Form.MATCH: "match",
        Form.ORDER: "order",
        Form.TRUE_FALSE: "judge",
    }
    return kinds.get(question.form, "choice")


def _tell(found: Element, scored: Element, question: Question) -> None:
    """Tell the explanation whatever was answered, and of each chosen option what it really is."""
    whys = _whys(question)
    inside = child(put(scored, "FEEDBACK"), "multiple")
    value(inside, "identifier", "explained")
    for name in dict.fromkeys(name for name, _, _ in whys):
        variable(inside, name)
    for _, letter, html in whys:
        _feedback(found, letter, html)
    answer = f"<p>{_bold(right_answer(question))}</p>"
    _feedback(found, "explained", answer + html_explained(question))


def _feedback(found: Element, name: str, html: str) -> None:
    told = child(
        found, "modalFeedback", outcomeIdentifier="FEEDBACK", identifier=name, showHide="show"
    )
    flow(told, html)


def _bold(text: str) -> str:
    return f"<strong>{html_text(line(text))}</strong>"


def _whys(question: Question) -> list[tuple[str, str, str]]:
    """Return the variable, the letter and the reason of each option that has one."""
    found = [
        (RESPONSE, letter, html_why(choice.why, choice.citations))
        for letter, choice in zip(LETTERS, choices(question), strict=False)
        if choice.why
    ]
    return [(name, letter, f"<p>{html}</p>") for name, letter, html in found]


# Choosing


def _declare_choice(found: Element, question: Question) -> None:
    listed = choices(question)
    lettered = list(zip(LETTERS, listed, strict=False))
    single = is_single(question)
    right = [x for x, c in lettered if (c.share == 1 if single else c.share > 0)]
    mapping = [(x, plain(c.share)) for x, c in lettered if c.share]
    cardinality = "single" if single else "multiple"
    declare(found, RESPONSE, cardinality, "identifier", correct=right, mapping=mapping)


def _show_choice(body: Element, question: Question) -> None:
    texts = [choice.text for choice in choices(question)]
    _offer(body, RESPONSE, asked(question), texts, most="1" if is_single(question) else "0")


def _offer(body: Element, name: str, prompt: str, texts: Sequence[str], *, most: str) -> None:
    shown = child(
        body, "choiceInteraction", responseIdentifier=name, shuffle="false", maxChoices=most
    )
    said(child(shown, "prompt"), prompt)
    for letter, text in zip(LETTERS, texts, strict=False):
        said(child(shown, "simpleChoice", identifier=letter), text)


def _mapped(scored: Element, _question: Question) -> None:
    """Score by the mapping; what was left empty is worth nothing."""
    condition = child(scored, "responseCondition")
    given = child(condition, "responseIf")
    variable(child(child(given, "not"), "isNull"), RESPONSE)
    child(put(given, "SCORE"), "mapResponse", identifier=RESPONSE)


# True or false, and what is right instead


def _better(question: Question) -> tuple[Option, ...]:
    return question.correction.options if question.correction else ()


def _declare_judge(found: Element, question: Question) -> None:
    right = [x for x, o in zip(LETTERS, question.options, strict=False) if o.correct]
    declare(found, RESPONSE, "single", "identifier", correct=right)
    better = [x for x, o in zip(LETTERS, _better(question), strict=False) if o.correct]
    if better:
        declare(found, BETTER, "single", "identifier", correct=better)


def _show_judge(body: Element, question: Question) -> None:
    texts = [line(option.text) for option in question.options]
    _offer(body, RESPONSE, asked(question), texts, most="1")
    if question.correction is not None:
        texts = [line(option.text) for option in question.correction.options]
        _offer(body, BETTER, line(question.correction.prompt), texts, most="1")


def _score_judge(scored: Element, question: Question) -> None:
    """RULES.md F3: true for true 1; false for false a half, and a half more with what is right."""
    right = next(i for i, option in enumerate(question.options) if option.correct)
    halved = question.correction is not None and calls_it_false(question, right)
    given = child(child(scored, "responseCondition"), "responseIf")
    _matches(given, RESPONSE)
    value(put(given, "SCORE"), "float", "0.5" if halved else "1")
    if halved:
        more = child(child(given, "responseCondition"), "responseIf")
        _matches(more, BETTER)
        value(put(more, "SCORE"), "float", "1")


def _matches(parent: Element, name: str) -> None:
    same = child(parent, "match")
    variable(same, name)
    child(same, "correct", identifier=name)


# Typing


def _declare_text(found: Element, question: Question) -> None:
    texts = [text for text, _ in accepted(question)]
    declare(
        found, RESPONSE, "single", "string", correct=texts[:1], mapping=[(t, "1") for t in texts]
    )


def _show_text(body: Element, question: Question) -> None:
    prompt = asked(question)
    before, gap, after = prompt.partition(_GAP)
    shown = child(body, "p")
    said(shown, before if gap else f"{prompt}\n")
    box = child(shown, "textEntryInteraction", responseIdentifier=RESPONSE)
    box.set("expectedLength", "10" if question.form is Form.NUMBER else "30")
    if gap:
        rest = new("span")
        said(rest, after)
        shown.append(rest)


def _declare_number(found: Element, question: Question) -> None:
    middle = question.value if question.value is not None else interval(question)[0]
    declare(found, RESPONSE, "single", "float", correct=[plain(middle)])


def _score_number(scored: Element, question: Question) -> None:
    """RULES.md F5: 2^(-e/h) at the distance e from the interval; nothing below the floor."""
    low, high = interval(question)
    given = child(child(scored, "responseCondition"), "responseIf")
    variable(child(child(given, "not"), "isNull"), RESPONSE)
    power = child(put(given, "SCORE"), "power")
    value(power, "float", "2")
    share = child(power, "divide")
    furthest = child(child(share, "subtract"), "max")
    share[0].insert(0, _float("0"))
    below = child(furthest, "subtract")
    value(below, "float", plain(low))
    variable(below, RESPONSE)
    above = child(furthest, "subtract")
    variable(above, RESPONSE)
    value(above, "float", plain(high))
    value(furthest, "float", "0")
    value(share, "float", plain(question.half_life or 1.0))
    less = child(child(scored, "responseCondition"), "responseIf")
    under = child(less, "lt")
    variable(under, "SCORE")
    value(under, "float", plain(FLOOR))
    value(put(less, "SCORE"), "float", "0")


def _float(text: str) -> Element:
    found = new("baseValue", baseType="float")
    found.text = text
    return found


# Matching and ordering


def _names(question: Question) -> dict[str, str]:
    return {text: f"R{n}" for n, text in enumerate(partners(question), 1)}


def _declare_match(found: Element, question: Question) -> None:
    names = _names(question)
    pairs = [f"L{n} {names[right]}" for n, (_, right) in enumerate(question.pairs, 1)]
    share = plain(1 / len(pairs))
    declare(
        found, RESPONSE, "multiple", "directedPair", correct=pairs,
        mapping=[(pair, share) for pair in pairs],
    )  # fmt: skip


def _show_match(body: Element, question: Question) -> None:
    size = str(len(question.pairs))
    shown = child(
        body, "matchInteraction", responseIdentifier=RESPONSE, shuffle="false", maxAssociations=size
    )
    said(child(shown, "prompt"), asked(question))
    lefts = [(f"L{n}", left) for n, (left, _) in enumerate(question.pairs, 1)]
    rights = [(name, text) for text, name in _names(question).items()]
    for column in (lefts, rights):
        listed = child(shown, "simpleMatchSet")
        for name, text in column:
            said(child(listed, "simpleAssociableChoice", identifier=name, matchMax="1"), line(text))


def _orders(question: Question) -> list[tuple[float, tuple[str, ...]]]:
    """Return the orders that are worth something, as letters of what is shown, the best first."""
    places = [question.items.index(text) for text in question.shown]
    letters = dict(zip(places, LETTERS, strict=False))
    found = [
        (kendall_tau(order), tuple(letters[place] for place in order))
        for order in permutations(range(len(places)))
    ]
    return sorted(((tau, order) for tau, order in found if tau > 0), reverse=True)


def _declare_order(found: Element, question: Question) -> None:
    (_, best), *_ = _orders(question)
    declare(found, RESPONSE, "ordered", "identifier", correct=best)


def _show_order(body: Element, question: Question) -> None:
    shown = child(body, "orderInteraction", responseIdentifier=RESPONSE, shuffle="false")
    said(child(shown, "prompt"), asked(question))
    for letter, text in zip(LETTERS, question.shown, strict=False):
        said(child(shown, "simpleChoice", identifier=letter), line(text))


def _score_order(scored: Element, question: Question) -> None:
    """RULES.md F6: Kendall's tau where it is above 0; QTI cannot reckon it, so each is written."""
    condition = child(scored, "responseCondition")
    for number, (tau, order) in enumerate(_orders(question)):
        branch = child(condition, "responseElseIf" if number else "responseIf")
        same = child(branch, "match")
        variable(same, RESPONSE)
        listed = child(same, "ordered")
        for letter in order:
            value(listed, "identifier", letter)
        value(put(branch, "SCORE"), "float", plain(tau))


_PARTS: dict[str, tuple[Part, Part, Part]] = {
    "choice": (_declare_choice, _show_choice, _mapped),
    "judge": (_declare_judge, _show_judge, _score_judge),
    "text": (_declare_text, _show_text, _mapped),
    "number": (_declare_number, _show_text, _score_number),
    "match": (_declare_match, _show_match, _mapped),
    "order": (_declare_order, _show_order, _score_order),
}
"""Of each kind of item: what is declared, what is shown, how it is scored."""
