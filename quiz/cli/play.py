"""`quiz play`: a sitting at once, on the full screen or in lines."""

from __future__ import annotations

import gc
import io
import os
import shutil
import sys
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from quiz.cli import ahead, games
from quiz.cli.signals import ending_in_order
from quiz.cli.waiting import said_if_long
from quiz.clock import now
from quiz.text import clean
from quiz.threads import may_start

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import TextIO

    from quiz.cli.ahead import Said
    from quiz.cli.wanted import Wanted
    from quiz.model import Sitting
    from quiz.packs.content import Pack
    from quiz.plain import Paper
    from quiz.records.log import Log
    from quiz.records.students import Student


LOST = 1
"""The exit status where answers could not be saved."""


def new_id() -> str:
    """Return a new id for a sitting or an answer."""
    import uuid  # deferred: 3 ms

    return str(uuid.uuid4())


THREADS = 6
"""What writes to the terminal, what reads keys, and four that do what takes long."""
NO_THREADS = "The system allows no more processes here (`ulimit -u`), so nothing can be drawn."


def can_draw() -> bool:
    """Return whether the full screen can be used: a keyboard to read, a terminal to draw on.

    Says on stderr what is missing where nobody would think of it.
    """
    term = os.environ.get("TERM", "" if os.name != "nt" else "windows")
    if term in ("", "dumb") or sys.stdin is None or sys.stderr is None:
        return False
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    if not may_start(THREADS):
        print(NO_THREADS, file=sys.stderr)
        return False
    return True


def say_notice(log: Log) -> None:
    """Say on stderr what the log has to tell: that it was repaired, and what is missing."""
    if log.notice:
        print(clean(log.notice, newlines=True), file=sys.stderr)


def say_lost(log: Log, status: int, *, said: bool = False) -> int:
    """Say on stderr what could not be saved, once the log is closed; return the exit status.

    `said`: a sitting in lines has said so itself.
    """
    number = log.unsaved
    if not number:
        return status
    answers = "1 answer is" if number == 1 else f"{number} answers are"
    if not said:
        print(clean(f"NOT SAVED: {answers} lost, because {log.trouble}."), file=sys.stderr)
    return status or LOST


def run(args: Wanted) -> int:
    """Play; return the exit status. Raises PackNotFound, PackError, NoQuestions, LogError,
    StudentError.
    """
    from quiz.paths import data_dir
    from quiz.play.modes import Selection, mode_of

    plain = args.plain or not can_draw()
    drawing = None
    gc.disable()  # until the first page is painted, as at home, or the first question is there
    if not plain and args.pack and mode_of(args.mode).selection is not Selection.DAY:
        drawing = ahead.begin(args, _draw_ahead)
    from quiz.records.log import Log
    from quiz.records.students import everybody, whose

    try:
        with ending_in_order() if plain else nullcontext(), Log.open_anyway(data_dir()) as log:
            say_notice(log)
            student = whose(data_dir(), log, args.student)
            if len(everybody(data_dir(), log)) > 1:
                print(clean(f"Playing as {student.name}."))
            status = _drawn_ahead(args, log, student, drawing) if drawing is not None else None
            if status is None:
                if drawing is not None:
                    drawing.end()  # else its pack would be kept for as long as another is played
                status = _run(args, log, student, full=not plain)
    finally:
        gc.enable()
        if drawing is not None:
            drawing.end()
    return say_lost(log, status, said=plain)


def _draw_ahead(args: Wanted, heard: Callable[[], str], said: Said) -> tuple[Sitting, Path]:
    """Draw the set; all that can be done before it is known for whom comes first."""
    pack = _load(args.pack, said)
    from quiz import generate  # noqa: F401
    from quiz.paths import data_dir
    from quiz.play import agenda  # noqa: F401
    from quiz.records.log import Log

    user = heard()
    with Log.open(data_dir(), read_only=True) as log:
        return _draw(args, log, pack, user), pack.path


def _drawn_ahead(args: Wanted, log: Log, student: Student, drawing: ahead.Ahead) -> int | None:
    """Play the set that another process draws; return the exit status, None where it does not."""
    if log.alone or not log.kept or _may_go_on(log, student.id, args.pack):
        return None
    drawing.ask(student.id)
    from quiz.paths import data_dir
    from quiz.ui import run as run_screens
    from quiz.ui import warm

    warm()  # and whatever else can be done meanwhile
    own = games.extra_settings(args, data_dir(), log, student)
    with said_if_long() as waiting:
        drawn = drawing.drawn(waiting.heard)
    if drawn is None:
        return None
    sitting, path = drawn
    sitting = replace(sitting, settings=sitting.settings | own)
    return run_screens(log=log, sitting=sitting, places={sitting.pack: path}, user=student.id)


def _may_go_on(log: Log, user: str, name: str) -> bool:
    """Return whether there may be a sitting to go on with: to be asked about, not drawn over."""
    if log.last("answer") is None:
        return False
    is_path = os.sep in name or name.endswith(".toml")
    sitting = log.unfinished(user, pack=None if is_path else name)
    return sitting is not None and any(True for _ in log.answers(sitting=sitting.id))


def _run(args: Wanted, log: Log, student: Student, *, full: bool) -> int:
    """Play in one process; return the exit status. See `run`."""
    from quiz.plain import Paper

    stdin = _lines_in()
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    begun = _begin(args, log, student, Paper(stdin, sys.stdout, width=width), full=full)
    if not isinstance(begun, tuple):
        return begun
    gc.freeze()
    gc.enable()
    status = _play_plain(log, *begun, stdin, width)
    log.look_after()
    return status


def _begin(
    args: Wanted, log: Log, student: Student, paper: Paper, *, full: bool
) -> int | tuple[Pack, Sitting]:
    """Return what is to be played in lines, or the exit status where that is over or not wanted."""
    from quiz.paths import data_dir
    from quiz.play.modes import Selection, mode_of

    name = args.pack or _choose_pack(paper)
    if name is None:
        return 0
    with said_if_long() as waiting:
        pack = _load(name, waiting.heard)
    sitting = _go_on(log, student.id, pack.id, paper)
    if sitting is None and mode_of(args.mode).selection is Selection.DAY:
        today = games.played_today(log, student.id, pack.id, now().date())
        if isinstance(today, str):
            paper.say(today)
            return 0
        sitting = today
    if sitting is None:
        with said_if_long():
            sitting = _draw(args, log, pack, student.id)
        own = games.extra_settings(args, data_dir(), log, student)
        sitting = replace(sitting, settings=sitting.settings | own)
    if full:
        from quiz.ui import run as run_screens  # deferred: brings Textual along

        return run_screens(log=log, sitting=sitting, pack=pack, user=student.id)
    return pack, sitting


def _lines_in() -> TextIO:
    if sys.stdin is None:  # closed by whoever started us
        return io.StringIO()
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    return sys.stdin


def _load(name: str, said: Said) -> Pack:
    from quiz.packs.library import load

    return load(name, said)


def _play_plain(log: Log, pack: Pack, sitting: Sitting, stdin: TextIO, width: int) -> int:
    from quiz.paths import cache_dir
    from quiz.plain import play_plain
    from quiz.play.modes import mode_of
    from quiz.play.session import Session
    from quiz.reports.keeper import learner

    if mode_of(sitting.mode).players > 1:
        return games.play_duel(log, sitting, stdin, sys.stdout, width)
    answered = tuple(log.answers(sitting=sitting.id, raw=True))
    who = learner(log, sitting.user, cache_dir())
    session = Session(sitting, now=now, new_id=new_id, answered=answered, learner=who)
    return play_plain(
        session,
        log,
        stdin,
        sys.stdout,
        width=width,
        source_text=pack.source_text,
        source=pack.sources.get,
        closing=partial(games.closing, log),
        place=lambda key: _place(pack.path, key),
    )


def _place(path: Path, key: str) -> tuple[str, int] | None:
    from quiz.packs.whereabouts import place_of  # deferred: only a report needs it

    return place_of(path, key)


def _choose_pack(paper: Paper) -> str | None:
    """Return the path of the pack that the student chooses, None at the end of input."""
    from quiz.errors import PackNotFound, ResponseError
    from quiz.packs.library import find_packs
    from quiz.paths import cache_dir
    from quiz.plain.asking import numbered, read_one

    entries = [entry for entry in find_packs(cache=cache_dir()) if entry.error is None]
    if not entries:
        raise PackNotFound("No pack was found. QUIZ_PACKS names folders to look in.")
    if len(entries) == 1:
        return str(entries[0].path)
    titles = [entry.title for entry in entries]
    paper.say("Which pack?")
    for line in numbered(titles):
        paper.say(line)
    while True:
        typed = paper.ask(f"Number (1-{len(titles)}):")
        if typed is None or typed.casefold() in ("q", "quit", "exit"):
            return None
        try:
            return str(entries[read_one(titles, typed)].path)
        except ResponseError as error:
            paper.say(str(error))


def _go_on(log: Log, user: str, pack_id: str, paper: Paper) -> Sitting | None:
    """Return the pack's unfinished sitting if the student wants to go on with it.

    One that is not wanted any more is left for good.
    """
    from quiz.plain import offer_to_go_on
    from quiz.play.begin import timestamp

    sitting = log.unfinished(user, pack=pack_id)
    if sitting is None:
        return None
    answered = sum(1 for _ in log.answers(sitting=sitting.id))
    if not answered:
        return None
    wanted = offer_to_go_on(sitting, answered, paper)
    if wanted is False:
        log.finish(sitting.id, timestamp(now()), "left")
    return None if wanted is False else sitting


def _draw(args: Wanted, log: Log, pack: Pack, user: str) -> Sitting:
    from quiz.paths import cache_dir, settings_dir
    from quiz.play.modes import Selection, mode_of
    from quiz.play.prepare import BY_MEMORY, Known, Wished, prepare
    from quiz.records import settings
    from quiz.reports.keeper import learner

    mode = mode_of(args.mode)
    known = None
    everybodys = args.seed is not None and mode.selection is Selection.MIXED
    if mode.selection in BY_MEMORY and not everybodys:
        who = learner(log, user, cache_dir())
        known = Known(memories=who, rivals=who.rivals())
    return prepare(
        pack,
        mode,
        Wished(
            count=args.count,
            seed=args.seed if args.seed is not None else os.urandom(4).hex(),
            forms=tuple(args.form),
            topics=tuple(args.topic),
            level=args.level,
            most_new=settings.read(settings_dir(), user).new,
        ),
        user=user,
        now=now,
        new_id=new_id,
        known=known,
    )
