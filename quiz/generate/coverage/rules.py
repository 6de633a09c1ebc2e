"""What each rule that refuses a question is for, in a sentence that a teacher can read."""

from __future__ import annotations

RULES = {
    "A1": "exactly one answer may be right",
    "A3": "what is asked rests on a citation, and its sources agree",
    "A4": "nothing else may fit the question as well",
    "A6": "no two options may overlap",
    "A7": "a name that means two things is not asked",
    "A9": "a date must be certain enough to be asked",
    "B1": "the question may not name its own answer",
    "B2": "question and answer may not share a word that no other option has",
    "B3": "grammar may not give the answer away",
    "B4": "the answer may not stand out by its length",
    "B5": "the answer may not look unlike the other options",
    "B6": "no “all of these” or “none of these”",
    "B7": "no “not” in a question",
    "B8": "no “always”, “never” or “usually” in a question",
    "B9": "the answer may not be put together from the other options",
    "C1": "a choice needs two other answers that are proved wrong",
    "C4": "the place among sorted options may not tell the answer",
    "E2": "the question says what kind of answer it wants",
    "E3": "questions and typed answers are short",
    "E5": "the wording must come out as one tidy question",
    "F2": "how “select several” is asked",
    "F3": "how “true or false” is asked",
    "F4": "how typed answers are asked",
    "F5": "how numbers are asked",
    "F6": "how “put in order” is asked",
    "F7": "how matching is asked",
    "F8": "how a sentence with a gap is asked",
    "F9": "words that are only attributed to somebody are not asked as theirs",
    "F10": "how “odd one out” is asked",
    "F11": "how a timeline is asked",
    "F12": "how disagreeing sources are asked about",
}
"""By number; a rule that is not here is said by the reason alone."""

CUES = ("B1", "B2", "B3", "B4", "B5", "B9")
"""The rules against answers that give themselves away."""
