"""A set drawn by another process: the same set, and nobody notices when that fails."""

from __future__ import annotations

import os
import signal
import threading
from typing import TYPE_CHECKING

import pytest

from quiz.cli import ahead, play
from quiz.cli.parser import build_parser
from quiz.cli.signals import ending_in_order
from quiz.cli.wanted import Wanted
from quiz.records.rows import sitting_values
from tests.make import sitting

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from quiz.model import Sitting
    from tests.cli.conftest import Outcome

    Quiz = Callable[..., Outcome]

CHOICES = ("play", "inventions", "--form", "choice", "--count", "4", "--seed", "7")
ARGS = build_parser().parse_args(list(CHOICES), Wanted())


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """What the screens are started with."""
    found: list[dict[str, object]] = []
    monkeypatch.setattr(play, "can_draw", lambda: True)
    monkeypatch.setattr("quiz.ui.run", lambda **what: found.append(what) or 0)
    return found


def nothing(*_: object) -> None:
    pass


def no_child_is_left() -> bool:
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
    return True


def test_it_is_the_same_set(
    quiz: Quiz, pack: Path, given: list[dict[str, object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert quiz(*CHOICES).status == 0
    assert given[0]["places"] == {"inventions": pack}
    monkeypatch.setattr(ahead, "begin", lambda *_: None)
    assert quiz(*CHOICES).status == 0
    assert given[1]["pack"].path == pack  # type: ignore[attr-defined]
    first, second = (sitting_values(what["sitting"]) for what in given)  # type: ignore[arg-type]
    assert first[-1] == second[-1]  # the questions, as the log has them
    assert no_child_is_left()


def test_what_goes_wrong_is_said_by_the_one_that_plays(
    quiz: Quiz, pack: Path, given: list[dict[str, object]]
) -> None:
    pack.write_text(pack.read_text().replace('when = "1825"', 'when = "around then"'))
    outcome = quiz(*CHOICES)
    assert outcome.status == 1
    assert "error: " in outcome.err
    assert outcome.err.count("has a mistake") == 1
    assert quiz("play", "nothing").err.count("No pack is called") == 1
    assert given == []
    assert no_child_is_left()


@pytest.mark.parametrize("how", [ValueError, KeyboardInterrupt, SystemExit])
def test_where_it_breaks_there_is_no_set(
    how: type[BaseException], capfd: pytest.CaptureFixture[str]
) -> None:
    def work(_args: Wanted, _heard: Callable[[], str], _said: ahead.Said) -> tuple[Sitting, Path]:
        os.write(1, b"not to be seen")
        raise how

    begun = ahead.begin(ARGS, work)
    assert begun is not None
    begun.ask("student")
    assert begun.drawn(nothing) is None
    begun.end()
    assert capfd.readouterr() == ("", "")
    assert no_child_is_left()


def test_it_hears_for_whom_it_is(tmp_path: Path) -> None:
    """And tells how far it is."""

    def work(_args: Wanted, heard: Callable[[], str], said: ahead.Said) -> tuple[Sitting, Path]:
        said("facts", 1, 2)
        said("facts", 2, 2)
        return sitting((), user=heard()), tmp_path

    begun = ahead.begin(ARGS, work)
    assert begun is not None
    begun.ask("José")
    told: list[tuple[str, int, int]] = []
    drawn = begun.drawn(lambda *said: told.append(said))
    assert drawn is not None
    assert told == [("facts", 1, 2), ("facts", 2, 2)]
    assert (drawn[0].user, drawn[1]) == ("José", tmp_path)


def test_it_is_drawn_where_who_started_us_waits_for_no_child(tmp_path: Path) -> None:
    """A service that ignores SIGCHLD hands that down: the system then forgets who has ended."""
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        with ending_in_order():
            begun = ahead.begin(
                ARGS, lambda _args, heard, _said: (sitting((), user=heard()), tmp_path)
            )
            assert begun is not None
            begun.ask("student")
            assert begun.drawn(nothing) is not None
            begun.end()
            assert no_child_is_left()
        assert signal.getsignal(signal.SIGCHLD) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGCHLD, before)


def test_it_goes_when_it_is_not_wanted() -> None:
    def work(_args: Wanted, heard: Callable[[], str], _said: ahead.Said) -> tuple[Sitting, Path]:
        heard()
        raise AssertionError("nobody asked")

    begun = ahead.begin(ARGS, work)
    assert begun is not None
    begun.end()
    begun.end()  # harmless
    assert no_child_is_left()


def test_it_is_gone_while_something_else_is_played(
    quiz: Quiz, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where one goes on with a sitting, no second process keeps a pack for as long."""
    gone: list[bool] = []
    monkeypatch.setattr(play, "can_draw", lambda: True)
    monkeypatch.setattr("quiz.ui.run", lambda **_: gone.append(no_child_is_left()) or 0)
    monkeypatch.setattr(play, "_may_go_on", lambda *_: True)
    assert quiz(*CHOICES).status == 0
    assert gone == [True]


def test_beside_other_threads_there_is_none() -> None:
    over = threading.Event()
    other = threading.Thread(target=over.wait)
    other.start()
    try:
        assert ahead.begin(ARGS, lambda *_: pytest.fail("begun")) is None
    finally:
        over.set()
        other.join()
