"""Start-up: what is imported, what --help teaches, how it ends when something is wrong."""

from __future__ import annotations

import errno
import json
import os
import re
import signal
import subprocess
import sys
from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest

from quiz.cli import main as main_function
from quiz.cli.parser import FORMS, MODES, build_parser
from quiz.cli.signals import Ended, ending_in_order
from quiz.cli.wanted import Wanted, plain_wish
from quiz.errors import LogBusy, PackError, Problem
from quiz.model import Form
from quiz.play import modes
from tests.cli.conftest import ROOT, Outcome, command

if TYPE_CHECKING:
    from collections.abc import Callable

    Quiz = Callable[..., Outcome]

COMMANDS = ("play", "questions", "packs", "check", "scores", "log")
HEAVY = {"textual", "pydantic", "sqlite3", "rapidfuzz", "rich", "tomli"}
IMPORTED = """
import json, sys
from quiz.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})), file=sys.stderr)
"""


def imported(*args: str, stdin: bytes = b"") -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED, *args],
        cwd=ROOT,
        input=stdin,
        capture_output=True,
        check=True,
        timeout=60,
    )
    return set(json.loads(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize("args", [("--help",), ("--version",), ("play", "--help"), ("nonsense",)])
def test_help_imports_nothing_heavy(args: tuple[str, ...]) -> None:
    assert not HEAVY & imported(*args)
    assert "dataclasses" not in imported(*args)  # 10 ms


@pytest.mark.parametrize(
    ("args", "not_needed"),
    [
        (("scores",), {"textual", "pydantic", "rapidfuzz", "tomli", "rich"}),
        (("log",), {"textual", "pydantic", "rapidfuzz", "tomli", "rich"}),
        (("packs",), {"textual", "sqlite3", "rapidfuzz", "rich"}),
        (("questions", "inventions", "--seed", "1"), {"textual", "sqlite3", "rich"}),
        (("play", "inventions", "--plain", "--form", "choice"), {"textual", "rapidfuzz", "rich"}),
    ],
)
def test_a_command_imports_only_what_it_needs(args: tuple[str, ...], not_needed: set[str]) -> None:
    assert not not_needed & imported(*args, stdin=b"1\n1\n")


def test_the_names_in_the_parser_are_those_of_the_model() -> None:
    assert tuple(form.value for form in Form) == FORMS
    assert set(MODES) == set(modes.MODES)
    args = build_parser().parse_args(["play", "x", "--form", "choice,Typed,choice"])
    assert args.form == (Form.CHOICE, Form.TYPED)
    assert args.mode == modes.DEFAULT_MODE
    assert (args.count, args.seed, args.topic, args.level, args.plain) == (10, None, [], 2, False)


@pytest.mark.parametrize(
    "args",
    [
        ["x"],
        ["a pack.toml"],
        [""],
        ["7"],
        ["play"],
        ["x", "--plain"],
        ["x", "--count", "1"],
        ["x", "--count", "007"],
        ["x", "--plain", "--count", "20", "--plain", "--count", "500"],
    ],
)
def test_a_plain_start_asks_for_what_the_parser_would(args: list[str]) -> None:
    wanted = plain_wish(["play", *args])
    assert wanted is not None
    parsed = build_parser().parse_args(["play", *args])
    names = {*Wanted.__annotations__, *vars(wanted), "module"}
    assert names == set(vars(parsed))
    for name in names:
        here, there = getattr(wanted, name), getattr(parsed, name)
        assert (tuple(here), tuple(there)) == ((), ()) if here == () else here == there, name


@pytest.mark.parametrize(
    "args",
    [
        (),
        ("play",),
        ("play", "-h"),
        ("play", "--"),
        ("play", "x", "y"),
        ("packs", "x"),
        ("play", "--plain", "x"),
        ("play", "x", "--count"),
        *(
            ("play", "x", "--count", wrong)
            for wrong in ("0", "501", "٣", "²", "-1", "x", "1e2", "")
        ),
        ("play", "x", "--plain=1"),
        ("play", "x", "--plain", "-h"),
    ],
)
def test_the_parser_is_asked_about_everything_else(args: tuple[str, ...]) -> None:
    assert plain_wish(args) is None


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_help_that_teaches(quiz: Quiz, name: str) -> None:
    top = quiz("--help")
    assert top.status == 0
    assert f"  {name} " in top.out or f"  {name}\n" in top.out
    own = quiz(name, "--help")
    assert own.status == 0
    assert "examples:\n  " in own.out
    assert f"quiz {name}" in own.out.split("examples:")[1]
    assert "QUIZ_HOME" in top.out
    assert "QUIZ_PACKS" in top.out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("pley",), "invalid choice: 'pley'"),
        (("play", "x", "--mode", "marathon"), "invalid choice: 'marathon'"),
        (("play", "x", "--count", "0"), "a number from 1 to 500 is expected"),
        (("play", "x", "--count", "ten"), "a number from 1 to 500 is expected"),
        (("play", "x", "--count", "501"), "a number from 1 to 500 is expected"),
        (("play", "x", "--form", "choice,riddle"), "there is no form “riddle”; there are choice"),
        (("play", "x", "--level", "4"), "invalid choice: 4"),
        (("questions",), "required: PACK"),
        (("questions", "x", "--format", "xml"), "invalid choice: 'xml'"),
        (("check",), "required: PATH"),
    ],
)
def test_a_mistake_in_the_arguments_is_told_with_where_help_is(
    quiz: Quiz, args: tuple[str, ...], said: str
) -> None:
    outcome = quiz(*args)
    assert outcome.status == 2
    assert outcome.out == ""
    assert said in outcome.err
    assert "--help`" in outcome.err
    assert outcome.err.count("\n") == 2


def test_the_version_is_told(quiz: Quiz) -> None:
    from quiz import __version__

    assert quiz("--version").out == f"Footnote {__version__}\n"


def test_an_unknown_pack_is_told_in_a_sentence(quiz: Quiz) -> None:
    for name in ("play", "questions"):
        outcome = quiz(name, "inventoins")
        assert outcome.status == 1
        assert outcome.err.splitlines()[-1] == (
            "No pack is called “inventoins”. Did you mean “inventions”?"
        )
        assert quiz(name, "./none.toml").status == 1
        assert "\x1b" not in quiz(name, "x\x1b[2J").err


def test_a_broken_pack_is_told_with_its_places(quiz: Quiz, pack: object) -> None:
    from pathlib import Path

    assert isinstance(pack, Path)
    text = pack.read_text()
    pack.write_text(text.replace('when = "1825"', 'when = "around then"'))
    outcome = quiz("questions", str(pack), "--seed", "1")
    assert outcome.status == 1
    assert outcome.out == ""
    assert re.search(r"inventions\.toml:\d+:\d+: error: ", outcome.err)
    assert "Traceback" not in outcome.err


def test_many_problems_are_counted(quiz: Quiz, monkeypatch: pytest.MonkeyPatch) -> None:
    problems = [Problem(code="c", message=f"Problem {n}.", file="f", line=n) for n in range(1, 31)]

    def refuse(name: str) -> None:
        raise PackError("It cannot be played.", problems)

    monkeypatch.setattr("quiz.packs.library.load", refuse)
    lines = quiz("questions", "x").err.splitlines()
    assert lines[0] == "It cannot be played."
    assert len(lines) == 22
    assert lines[-1] == "… and 10 more; `quiz check` lists them."


def test_a_busy_log_is_told(quiz: Quiz, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(folder: object, **flags: object) -> None:
        raise LogBusy("Another window.")

    monkeypatch.setattr("quiz.records.log.Log.open", refuse)
    assert quiz("students", "export", "Student") == Outcome(1, "", "Another window.\n")


def test_an_error_of_the_program_is_a_sentence_without_values(
    quiz: Quiz, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**args: object) -> None:
        raise ZeroDivisionError("the answer is 1917")

    monkeypatch.setattr("quiz.packs.library.find_packs", broken)
    outcome = quiz("packs")
    assert outcome.status == 70
    assert "Something broke inside Footnote: ZeroDivisionError in tests.cli.test_start" in (
        outcome.err
    )
    assert "1917" not in outcome.err
    assert "Traceback" not in outcome.err
    monkeypatch.setenv("QUIZ_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        quiz("packs")


def test_an_end_that_python_wraps_is_one(quiz: Quiz, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python 3.11 makes a RuntimeError of it where a class is being made."""

    def interrupted(by: BaseException) -> Callable[..., None]:
        def find(**args: object) -> None:
            try:
                raise by
            except BaseException as error:
                raise RuntimeError("Error calling __set_name__") from error

        return find

    for by, status in ((KeyboardInterrupt(), 130), (Ended(signal.SIGTERM), 143)):
        monkeypatch.setattr("quiz.packs.library.find_packs", interrupted(by))
        outcome = quiz("packs")
        assert outcome.status == status
        assert not outcome.err.strip()


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (OSError(errno.EMFILE, "", "/some/module.py"), os.strerror(errno.EMFILE)),
        (MemoryError(), os.strerror(errno.ENOMEM)),
    ],
    ids=["files", "memory"],
)
def test_what_the_system_gives_too_little_of_is_no_mistake_of_ours(
    quiz: Quiz, monkeypatch: pytest.MonkeyPatch, error: Exception, why: str
) -> None:
    def starved(**args: object) -> None:
        raise error

    monkeypatch.setattr("quiz.packs.library.find_packs", starved)
    assert quiz("packs") == Outcome(
        1, "", f"The system gives this program too little to run: {why}.\n"
    )


def test_control_c_is_an_end_like_any_other(quiz: Quiz, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(**args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("quiz.packs.library.find_packs", interrupted)
    assert quiz("packs") == Outcome(130, "", "\n")


@pytest.mark.parametrize(("second", "status"), [(KeyboardInterrupt(), 130), (Ended(15), 143)])
def test_control_c_and_at_once_another_signal_show_no_traceback(
    quiz: Quiz, monkeypatch: pytest.MonkeyPatch, second: BaseException, status: int
) -> None:
    def ended(_what: object) -> object:
        raise second

    monkeypatch.setattr("quiz.packs.library.find_packs", Mock(side_effect=KeyboardInterrupt))
    monkeypatch.setattr(sys.modules["quiz.cli.main"], "_say", ended)
    assert quiz("packs").status == status


def test_two_signals_at_once_end_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", told.append)
    ours = signal.signal(signal.SIGHUP, signal.SIG_DFL)  # nohup may have us ignore it

    def both_come() -> None:
        with ending_in_order():
            both = {signal.SIGHUP, signal.SIGTERM}
            signal.pthread_sigmask(signal.SIG_BLOCK, both)
            for number in both:
                os.kill(os.getpid(), number)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, both)

    with pytest.raises(Ended) as ended:
        both_come()
    signal.signal(signal.SIGHUP, ours)
    assert ended.value.status in (129, 143)
    assert told == []


def test_control_c_before_anything_is_there_to_answer_it() -> None:
    early = """
import sys
class Early:
    def find_spec(self, name, *_rest):
        if name == "quiz.cli.main":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Early())
from quiz.cli import main
"""
    done = subprocess.run([sys.executable, "-c", early], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (130, b"")


def test_control_c_while_a_thread_is_waited_for() -> None:
    """Such as the one that reads a pack for the place of a report, when its student leaves."""
    program = """
import sys, threading, time
from quiz.cli import main
threading.Thread(target=time.sleep, args=(60,)).start()
sys.argv[1:] = ["explain"]
status = main()
print("over", flush=True)
sys.exit(status)
"""
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        assert child.stdout
        assert child.stderr
        assert any(line == b"over\n" for line in child.stdout)
        child.send_signal(signal.SIGINT)
        assert child.stderr.read() == b""
        assert child.wait(30) == 0


def test_a_reader_that_goes_away_is_no_error() -> None:
    writer = subprocess.Popen(
        [sys.executable, "-m", "quiz", "questions", "inventions", "--all", "--seed", "1"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert writer.stdout
    assert writer.stderr
    writer.stdout.close()
    assert writer.stderr.read() == b""
    writer.stderr.close()
    assert writer.wait() == 141


def test_closed_standard_streams_do_no_harm() -> None:
    shell = f'"{sys.executable}" -m quiz play inventions --plain <&- >&- 2>&-'
    assert subprocess.run(["/bin/sh", "-c", shell], cwd=ROOT, check=False).returncode == 0


def test_python_m_quiz_is_the_command() -> None:
    assert command("--version").stdout.startswith(b"Footnote ")
    assert callable(main_function)


def test_help_can_be_read_without_unicode() -> None:
    done = command("play", "--help", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, b"")
