"""What there is to say at the end of a game: why it ended, and how it stands beside the best."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quiz.play.modes import Selection

if TYPE_CHECKING:
    from quiz.play.modes import Mode
    from quiz.play.results import Results


class _Game(NamedTuple):
    """The words of a game that counts how far one comes."""

    first: str
    best: str
    other: str


_GAMES = {
    "timeline": _Game(
        "Your first line: {n} placed.",
        "Your longest line so far: {n} placed; it was {best}.",
        "{n} placed. Your longest line so far: {best}.",
    ),
    "sprint": _Game(
        "Your first sprint: {n} right.",
        "Your best sprint so far: {n} right; it was {best}.",
        "{n} right. Your best sprint so far: {best}.",
    ),
}


def closing(mode: Mode, results: Results, best: int | None) -> tuple[str, ...]:
    """Return sentences on how the sitting ended; none where there is nothing of its own to say.

    `best`: the most right answers in earlier sittings of this mode and pack, None where none is.
    """
    said = []
    if results.ended == "time":
        said.append(_time_is_up(mode, results))
    if results.ended == "lives":
        said.append(f"{_NUMBERS.get(mode.lives or 0, mode.lives)} misses: the line ends here.")
    game = _GAMES.get(mode.id)
    if game is not None and not results.ended and results.reached:
        said.append("You came to the end: there is nothing more to ask.")
    if game is not None and results.reached:
        words = game.first if best is None else game.best if results.right > best else game.other
        said.append(words.format(n=results.right, best=best))
    if own := _OWN.get(mode.selection, ""):
        said.append(own)
    return tuple(said)


_OWN = {
    Selection.DUE: "That was due today. Each comes back when you are about to forget it.",
    Selection.MISSED: "What you had right now is off the list of the missed.",
    Selection.DAY: "Tomorrow there are other ones.",
}
_NUMBERS = {1: "One", 2: "Two", 3: "Three"}


def _time_is_up(mode: Mode, results: Results) -> str:
    missing = results.total - results.reached
    if not mode.counts_all or missing <= 0:
        return "Time is up."
    what = "1 question was" if missing == 1 else f"{missing} questions were"
    return f"Time is up: {what} not answered, and what was half typed is not counted."
