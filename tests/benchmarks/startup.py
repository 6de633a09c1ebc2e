"""From the fork to the first screen, and what that holds in memory, in turns with an empty app.

`quiz` is there when the packs, how far the student is in each, and the keys are painted; `quiz
play` when the first question can be answered. Both are started as on any day, and as on the first
of all, when nothing is kept yet; and with a pack that somebody has just changed, which has to be
read. The other quiz for the terminal, mkdocs-quiz, asks ten questions of the same pack, written
into its own format.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.generate import draw
from quiz.model import Form
from quiz.packs.library import load
from tests.benchmarks import installed, peers
from tests.benchmarks.empty import PAINTED
from tests.benchmarks.stopwatch import Timed, environment
from tests.benchmarks.table import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

PACK = "trotsky-and-stalin"
LISTED = ("The chemical elements", "Countries of the world", "Trotsky and Stalin", "leave")
"""What stands on a first page, from its list to its last line."""
HOME = (*LISTED, "not begun")
"""And how far the student is. On the first start of all the facts are still being counted."""
QUESTION = ("don’t know",)
"""What stands below every question."""
OTHER_QUESTION = ("to select",)

Times = dict[str, list[float]]


def rows(rounds: int, *, other: bool = True) -> Iterator[Row]:
    """Measure; `other`: against mkdocs-quiz too, which is installed for it."""
    times: Times = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rival = (peers.program("mkdocs-quiz"), "run", _markdown(folder)) if other else ()
        _round(folder / "usual", folder / "usual", rival, {})
        for number in range(rounds):
            _round(folder / "usual", folder / f"new-{number}", rival, times)
    empty = {"against": "empty Textual app", "theirs": times["empty"]}
    for what, aim in (("quiz, to its first full frame", 1.2), (f"quiz play {PACK}", 1.25)):
        key = "home" if aim == 1.2 else "play"
        yield Row(work=what, ours=times[key], unit="ms", aim=aim, **empty)
        yield Row(work=f"{what}, ever", ours=times[f"{key}, ever"], unit="ms", aim=aim, **empty)
        if key == "play":
            yield Row(work=f"{what}, changed", ours=times["changed"], unit="ms", **empty)
        if key == "play" and other:
            against = {"against": "mkdocs-quiz, ten questions", "theirs": times["other"]}
            yield Row(work=what, ours=times[key], unit="ms", aim=1.0, **against)
    yield Row(
        work=f"memory with {PACK} open",
        ours=times["play, MB"],
        unit="MB",
        against="empty Textual app",
        theirs=times["empty, MB"],
        aim=1.6,
    )


def _round(usual: Path, new: Path, rival: tuple[str, ...], times: Times) -> None:
    """Start each once."""

    def note(name: str, command: tuple[str, ...], home: Path, words: tuple[str, ...]) -> None:
        home.mkdir(exist_ok=True)
        with Timed(command, environment(home)) as program:
            times.setdefault(name, []).append(program.until(*words))
            program.rest()
            times.setdefault(f"{name}, MB", []).append(program.memory())
            program.end()

    play = (installed.quiz(), "play", PACK)
    note("empty", installed.bench("empty"), usual, (PAINTED,))
    note("home", (installed.quiz(),), usual, HOME)
    note("play", play, usual, QUESTION)
    if rival:
        note("other", rival, usual, OTHER_QUESTION)
    note("home, ever", (installed.quiz(),), new, LISTED)
    note("play, ever", play, new.with_name(f"{new.name}-play"), QUESTION)
    note("changed", (*play[:2], _changed(new)), usual, QUESTION)


def _changed(new: Path) -> str:
    """Write a pack that nobody has read; return its folder."""
    pack = new.with_name(f"{new.name}-pack")
    shutil.copytree(load(PACK).path, pack)
    with (pack / "pack.toml").open("a", encoding="utf-8") as head:
        head.write(f"# {new.name}\n")
    return str(pack)


def _markdown(folder: Path) -> str:
    """Write ten questions as mkdocs-quiz has them; return the file."""
    blocks = []
    for question in draw(load(PACK), count=10, seed="1", forms=(Form.CHOICE,)):
        options = "\n".join(f"- [{'x' if o.correct else ' '}] {o.text}" for o in question.options)
        blocks.append(f"<quiz>\n{question.prompt}\n{options}\n\n{question.explanation}\n</quiz>\n")
    path = folder / "quiz.md"
    path.write_text("# Quiz\n\n" + "\n".join(blocks), "utf-8")
    return str(path)
