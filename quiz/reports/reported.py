"""What students tell a pack's author: questions they reported, and answers they say were right."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from quiz.model import Form
from quiz.packs.content import FieldType, NameValue
from quiz.play.feedback import right_answer
from quiz.play.marks import RIGHT
from quiz.quick import dataclass
from quiz.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quiz.model import Answer, Complaint, Question
    from quiz.packs.content import Pack
    from quiz.packs.whereabouts import Whereabouts
    from quiz.records.log import Log
    from quiz.reports.classroom.files import Logs
    from quiz.reports.classroom.given import Given

_BACK = "-back"
_WORDS = frozenset({FieldType.TEXT, FieldType.CATEGORY, FieldType.QUOTE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Words that were typed, counted as wrong, and are right as students say."""

    pack: str
    fact: str
    """kind/id of the row that would have to know them."""
    item_id: str
    form: str
    prompt: str
    answer: str
    """What is right as the pack has it."""
    given: str
    times: int
    students: int
    last_utc: str
    write: str = ""
    """What would make it right, to be written in the row; "" where no word would."""
    file: str = ""
    line: int | None = None


def offers(log: Log, pack: str | None = None) -> list[Offer]:
    """Return what students say was right, the most often said first. Raises LogError."""
    said: dict[tuple[str, str, str], list[Answer]] = {}
    for answer in log.answers(pack=pack, raw=True):
        if answer.mark == RIGHT:
            said.setdefault((answer.pack, answer.facet, fold(answer.given)), []).append(answer)
    found = [_offer(log, answers) for answers in said.values()]
    return sorted(found, key=lambda offer: (offer.pack, -offer.times, offer.item_id, offer.given))


def offers_of_class(logs: Logs) -> list[Offer]:
    """Return the same of the logs of a class; what was asked is not in them."""
    said: dict[tuple[str, str], list[Given]] = {}
    for _, given in logs.answers.values():
        if given.mark == RIGHT and given.given:
            said.setdefault((given.facet, fold(given.given)), []).append(given)
    found = []
    for each in said.values():
        last = max(each, key=lambda given: given.when)
        found.append(
            Offer(
                pack=logs.pack,
                fact="/".join(last.facet.split("/")[-3:-1]),
                item_id=last.item,
                form=last.form,
                prompt="",
                answer="",
                given=last.given,
                times=len(each),
                students=len({given.user for given in each}),
                last_utc=last.ts_utc,
            )
        )
    return sorted(found, key=lambda offer: (-offer.times, offer.item_id, offer.given))


def _offer(log: Log, answers: list[Answer]) -> Offer:
    last = answers[-1]
    asked = _question(log, last)
    kind, fact = last.facet.split("/")[-3:-1]
    return Offer(
        pack=last.pack,
        fact=f"{kind}/{fact}",
        item_id=last.item_id,
        form=last.form,
        prompt=asked.prompt if asked is not None else "",
        answer=right_answer(asked) if asked is not None else "",
        given=last.given,
        times=len(answers),
        students=len({answer.user for answer in answers}),
        last_utc=max(answer.ts_utc for answer in answers),
    )


def _question(log: Log, answer: Answer) -> Question | None:
    sitting = log.sitting(answer.sitting)
    for question in sitting.questions if sitting is not None else ():
        if (question.id, question.variant) == (answer.item_id, answer.variant_id):
            return question
    return None


def placed(complaints: Iterable[Complaint], now: Whereabouts | None) -> list[Complaint]:
    """Return the complaints of a pack with the lines where their facts stand now.

    A fact that is not there any more keeps the line that it had.
    """
    out = []
    for complaint in complaints:
        place = now.of("/".join(complaint.item_id.split("/")[-4:-2])) if now is not None else None
        file, line = place or (complaint.file, complaint.line)
        out.append(replace(complaint, file=file, line=line))
    return sorted(out, key=lambda c: (c.file, c.line or 0, c.ts_utc))


def advised(offer: Offer, now: Whereabouts | None) -> Offer:
    """Return the offer with the row that it concerns, where that stands, and what to write."""
    if now is None or now.pack is None:
        return offer
    row, key = _lacking(offer, now.pack)
    place = now.of(row)
    write = f"{key} = [{json.dumps(offer.given, ensure_ascii=False)}]" if key else ""
    if key.startswith("accept."):
        write = f"accept = {{ {write.removeprefix('accept.')} }}"
    file, line = place or ("", None)
    return replace(offer, fact=row, write=write, file=file, line=line)


def _lacking(offer: Offer, pack: Pack) -> tuple[str, str]:
    """Return the row that lacks the words, and the key for them, "" where they are no words."""
    fact = pack.facts.get(offer.fact)
    if fact is None or offer.form == Form.NUMBER:
        return offer.fact, ""
    name = "".join(offer.item_id.split("/")[-2:-1])
    if name.endswith(_BACK):
        return offer.fact, "aliases"
    field = pack.kinds[fact.kind].fields.get(name)
    if field is None:
        return offer.fact, ""
    if field.type in _WORDS:
        return offer.fact, f"accept.{name}"
    if field.type is not FieldType.NAME:
        return offer.fact, ""
    meant = [
        value.entity
        for claim in fact.claims.get(name, ())
        for value in claim.values
        if isinstance(value, NameValue)
    ]
    for entity in meant:
        named = pack.facts.get(entity)
        if named is not None and fold(named.name) == fold(offer.answer):
            return entity, "aliases"
    return (meant[0], "aliases") if meant else (offer.fact, "")
