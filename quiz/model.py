"""What every stage shares: a question and its parts, a response, a verdict, an answer, a sitting.

Frozen dataclasses without behaviour beyond what can be read off their fields.
"""

from __future__ import annotations

from dataclasses import field

from quiz.form import Form as Form  # noqa: TC001  # many take it from here
from quiz.quick import dataclass, frozen


@frozen
class Citation:
    """Where something is said: a source of the pack, a place in it, a phrase to find there."""

    source: str
    """The source's id in its pack."""
    text: str
    """The source's reference, ready to print."""
    locator: str = ""
    """Section or page, ready to print: "§ Defeat and exile", "p. 12"."""
    phrase: str = ""
    url: str | None = None


@frozen
class Reason:
    """One sentence of an explanation and what it rests on."""

    text: str
    citations: tuple[Citation, ...] = ()


@frozen
class Option:
    """One of the things to choose from."""

    text: str
    correct: bool
    why: str
    """What this option really belongs to, as a sentence; for the key, why it is right."""
    facts: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()


@frozen
class Correction:
    """What is asked of a student who calls a statement false: what is right instead?"""

    prompt: str
    options: tuple[Option, ...]


@frozen
class Name:
    """One thing that a typed answer could name: how it is shown, and all it may be called."""

    text: str
    accepted: tuple[str, ...]


@frozen
class Question:
    """A prompt, what may be answered, the key, and why, with citations.

    Which fields are filled depends on the form: `options` for choice, multi, true-false,
    odd-one-out and sources; `accepted` for typed and cloze; `value`, `low`, `high`, `unit`,
    `half_life` for number; `items` and `shown` for order and timeline; `pairs` and `spare` for
    match. Empty or None where they do not apply.
    """

    id: str
    """pack/kind/fact/field/form: what statistics are kept of (rule D8)."""
    variant: str
    """A short hash of what was shown, so that options can be told apart (rule D8)."""
    form: Form
    facet: str
    """pack/kind/fact/field, with "-back" after the field where it is asked backwards."""
    facts: tuple[str, ...]
    """kind/fact of every fact that the question rests on, the asked one first."""
    topic: str
    prompt: str
    subject: str
    """The asked fact's name, as a heading for a reading list."""
    answer: str
    """The right answer as a student would say it."""
    options: tuple[Option, ...] = ()
    correction: Correction | None = None
    accepted: tuple[str, ...] = ()
    others: tuple[Name, ...] = ()
    """typed, cloze: the other names of the answer's domain, which no typo may be taken for."""
    documented: tuple[Name, ...] = ()
    """typed, cloze, number: readings of a minority of sources, each with the sentence that tells
    so; they count as right."""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    bare: bool = False
    """number: it has no unit and yet is no year, such as an atomic number."""
    half_life: float | None = None
    """number: the distance from [low, high] at which half the score is left, in `unit`."""
    tolerance: float = 0.0
    """number: the distance from [low, high] up to which the answer counts as correct."""
    items: tuple[str, ...] = ()
    """order: in the right order; timeline: the anchors, in the right order."""
    shown: tuple[str, ...] = ()
    """order: as first shown; timeline: the thing to be placed."""
    pairs: tuple[tuple[str, str], ...] = ()
    spare: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    """order, timeline: what each of `items` is ordered by, to be shown afterwards."""
    reasons: tuple[Reason, ...] = ()
    """Why the key is right, sentence by sentence; disagreement among sources included."""
    citations: tuple[Citation, ...] = ()
    """All that `reasons` rest on, each once, in order."""
    difficulty: float = 0.0
    """Prior difficulty in logits (RULES.md 1.3)."""
    level: int = 2
    key: str = ""
    """The asked value in a canonical form: memory starts anew when it changes (rule Q8)."""

    @property
    def explanation(self) -> str:
        """The reasons as one paragraph."""
        return " ".join(reason.text for reason in self.reasons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What a student gave. An empty one with `unknown` is "I don't know"."""

    chosen: tuple[int, ...] = ()
    """Indices: into `options` (choice, multi, true-false, odd-one-out, sources), into `shown` in
    the order that the student gave (order), the slot before `items[i]` (timeline), or for each of
    `pairs` the index of its partner among the right-hand sides as shown (match)."""
    text: str = ""
    """typed, cloze, number."""
    correction: int | None = None
    """true-false: index into `correction.options`."""
    unknown: bool = False


@frozen
class Verdict:
    """What a response is worth, and what there is to say about it."""

    score: float
    """0 to 1."""
    correct: bool
    """For streaks and memory: the score reaches what the form asks for."""
    given: str
    """The response in words, "" for "I don't know"."""
    remark: str = ""
    """A sentence on the response itself: a forgiven typo, years off, pairs right."""
    retry: str = ""
    """Not a verdict yet: the answer names several things. A question back; no penalty."""

    @property
    def points(self) -> int:
        """The score as it is shown, 0 to 100."""
        return round(100 * self.score)


@frozen
class Answer:
    """One row of the log: who answered what, how well and when (RULES.md Q9)."""

    id: str
    """A UUID made by the program that asked; writing it twice is harmless."""
    sitting: str
    position: int
    """0 for the first question answered in the sitting."""
    ts_utc: str
    """ISO 8601 with milliseconds and Z."""
    user: str
    pack: str
    facet: str
    item_id: str
    variant_id: str
    form: str
    shown_options: tuple[str, ...]
    response: str
    """The Response as JSON."""
    given: str
    """The response in words."""
    s: float
    correct: bool
    attempt: int
    """1 for the first time that this item is asked in the sitting."""
    rated: bool
    rating: str | None
    """again, hard, good; None where the answer is not rated."""
    r_before: float | None
    g: float
    """Expected score of blind guessing."""
    latency_ms: int
    confidence: int | None
    primed: bool
    seed: str
    pack_hash: str
    topic: str
    day: str | None = None
    """The student's local date when it was answered, ISO 8601; None in logs of version 1."""
    asked: str | None = None
    """The question's `key`; None where it had none."""
    redone: bool = False
    """The question was answered before in this sitting, and that answer was undone."""
    mark: str = ""
    """What was said of it later: "undone", "right" (the student says so), or nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """What a student says is wrong with a question, and where the pack's author finds it."""

    id: str
    """A UUID made by the program that took it; writing it twice is harmless."""
    ts_utc: str
    user: str
    pack: str
    pack_hash: str
    file: str
    """The pack's file that has the fact, "" where it is not known."""
    line: int | None
    """The fact's line in `file`, from 1."""
    item_id: str
    variant_id: str
    prompt: str
    given: str
    """The response in words."""
    words: str
    """What the student wrote; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """One student answering one set: all that is needed to go on after a crash."""

    id: str
    user: str
    pack: str
    pack_title: str
    pack_hash: str
    mode: str
    seed: str
    started_utc: str
    settings: dict[str, str] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
