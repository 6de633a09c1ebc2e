"""Progress as JSON: what `quiz scores --format json` adds to the scores."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quiz.reports.calibration import Calibrated
    from quiz.reports.intervals import Interval
    from quiz.reports.mastery import TopicStanding
    from quiz.reports.mixups import Mixup, Side
    from quiz.reports.progress import Fact, Progress


def of_pack(progress: Progress, pack: str) -> dict[str, Any]:
    """Return a pack's own figures: facts, topics, the weakest facts, what is mixed up."""
    standing = next((each for each in progress.packs if each.pack == pack), None)
    return {
        "facts_learned": standing.learned if standing else 0,
        "facts_learning": standing.learning if standing else 0,
        "facts_new": standing.new if standing else None,
        "topics": [_topic(topic) for topic in progress.topics if topic.pack == pack],
        "weakest": [
            _fact(fact) for fact in progress.facts if fact.standing.facet.partition("/")[0] == pack
        ],
        "mixups": [_mixup(pair) for pair in progress.mixups if pair.pack == pack],
    }


def of_student(progress: Progress, student: Mapping[str, str]) -> dict[str, Any]:
    """Return what is told of the student over all packs: days, streak, due, calibration."""
    streak, due = progress.streak, progress.due
    return {
        **student,
        "today": progress.today.isoformat(),
        "streak": {
            "days": streak.length,
            "best": streak.best,
            "today": streak.today,
            "rest_day": streak.rest and streak.rest.isoformat(),
            "rest_free_from": streak.free_again and streak.free_again.isoformat(),
        },
        "due": {
            "today": due.today,
            "week": due.week,
            "later": due.later,
            "days": {day.isoformat(): number for day, number in due.days},
        },
        "days": {
            day.isoformat(): {
                "answers": count.answers,
                "right": count.right,
                "seconds": count.seconds,
                "learned": count.learned,
            }
            for day, count in progress.days.items()
        },
        "calibration": [_calibrated(known) for known in progress.calibration],
    }


def _topic(topic: TopicStanding) -> dict[str, Any]:
    return {
        "topic": topic.topic,
        "facts": topic.facts,
        "met": topic.met,
        "recall": _rounded(topic.recall),
        "answers": topic.answers,
        "right": topic.right,
        "interval": _interval(topic.interval),
        "weeks": [_rounded(value) for value in topic.line],
    }


def _fact(fact: Fact) -> dict[str, Any]:
    standing, told = fact.standing, fact.told
    return {
        "facet": standing.facet,
        "name": told.subject if told else None,
        "asks": told.asks if told else None,
        "answer": told.answer if told else None,
        "recall": _rounded(standing.recall),
        "due": standing.due.isoformat(),
        "stability": _rounded(standing.stability),
        "reviews": standing.reviews,
        "lapses": standing.lapses,
        "learned": standing.learned,
        "forecast": [_rounded(value) for value in standing.curve],
        "answered": [
            {"ts_utc": each.ts_utc, "given": each.given, "correct": each.correct}
            for each in fact.past
        ],
    }


def _mixup(pair: Mixup) -> dict[str, Any]:
    return {
        "times": pair.times,
        "one": _side(pair.one),
        "other": _side(pair.other),
        "one_for_other": pair.one_for_other,
        "other_for_one": pair.other_for_one,
    }


def _side(side: Side) -> dict[str, Any]:
    return {
        "text": side.text,
        "sentence": side.sentence,
        "citations": [
            {"source": c.source, "text": c.text, "locator": c.locator, "phrase": c.phrase}
            for c in side.citations
        ],
    }


def _calibrated(known: Calibrated) -> dict[str, Any]:
    level = known.level
    return {
        "confidence": level.confidence,
        "name": level.name,
        "answers": level.of,
        "right": level.right,
        "interval": _interval(known.interval),
        "band": [_rounded(end) for end in level.band],
        "marks": level.marks,
        "told": known.told,
    }


def _interval(interval: Interval) -> list[float | None]:
    return [_rounded(interval.low), _rounded(interval.high)]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
