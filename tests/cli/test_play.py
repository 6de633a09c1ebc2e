"""`quiz play` in lines, `quiz scores`, `quiz log`, and going on after any end."""

from __future__ import annotations

import csv
import gc
import io
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
import uuid
from typing import TYPE_CHECKING

import pytest

from quiz.cli import play
from quiz.model import Answer
from quiz.paths import data_dir
from quiz.records.log import Log
from tests.cli.conftest import ROOT, Outcome, command
from tests.make import set_of, sitting
from tests.records.rows import answer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Quiz = Callable[..., Outcome]

CHOICES = ("play", "inventions", "--form", "choice", "--count", "4", "--seed", "7")


def test_a_sitting_is_played_and_scored(quiz: Quiz) -> None:
    played = quiz(*CHOICES, "--mode", "test", stdin="1\n2\n3\n?\n")
    assert played.status == 0
    assert played.err == ""
    assert "Inventions. Exam, 4 questions. Seed 7." in played.out
    found = re.search(r"(\d) of 4 right, (\d+) of 400 points", played.out)
    assert found
    (score,) = json.loads(quiz("scores", "--format", "json").out)
    assert score["pack"] == "inventions"
    assert score["title"] == "Inventions"
    assert (score["last_points"], score["last_out_of"]) == (int(found[2]), 400)
    assert (score["best_points"], score["best_out_of"]) == (int(found[2]), 400)
    assert (score["answers"], score["right"], score["sittings"]) == (4, int(found[1]), 1)
    assert score["facts_seen"] == 4
    text = quiz("scores").out
    assert re.search(
        rf"^Inventions +4 +1 +{found[2]} of 400 +{found[2]} of 400 ", text, re.MULTILINE
    )


def test_an_id_is_a_uuid_of_chance() -> None:
    made = {play.new_id() for _ in range(500)}
    assert len(made) == 500
    for text in made:
        read = uuid.UUID(text)
        assert (str(read), read.version, read.variant) == (text, 4, uuid.RFC_4122)


@pytest.mark.parametrize("pack", ["inventions", "no-such-pack"])
def test_the_collector_is_back_for_those_who_play(
    quiz: Quiz, monkeypatch: pytest.MonkeyPatch, pack: str
) -> None:
    found: list[bool] = []
    real = play._play_plain

    def noted(*args: object) -> int:
        found.append(gc.isenabled())
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(play, "_play_plain", noted)
    quiz("play", pack, "--plain", stdin="q\n")
    assert found == [True] * (pack == "inventions")
    assert gc.isenabled()


def test_the_log_has_it(quiz: Quiz) -> None:
    quiz(*CHOICES, "--mode", "test", stdin="1\n2\n3\n?\n")
    rows = [json.loads(line) for line in quiz("log").out.splitlines()]
    assert [row["position"] for row in rows] == [0, 1, 2, 3]
    assert rows[0]["response"] == {"chosen": [0]}
    assert rows[3]["response"] == {"unknown": True}
    assert len(rows[0]["shown_options"]) >= 3
    assert (rows[0]["pack"], rows[0]["seed"], rows[0]["form"]) == ("inventions", "7", "choice")
    table = list(csv.DictReader(io.StringIO(quiz("log", "--format", "csv").out)))
    assert list(table[0]) == list(rows[0]) == [*Answer.__dataclass_fields__, "mode"]
    assert table[0]["mode"] == rows[0]["mode"] == "exam"
    assert [row["item_id"] for row in table] == [row["item_id"] for row in rows]
    assert json.loads(table[0]["response"]) == rows[0]["response"]
    assert table[0]["correct"] in "01"


def test_cells_that_a_spreadsheet_would_calculate_are_made_harmless(quiz: Quiz) -> None:
    given = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "x=1", "–1", "＝1", "\x1b]0;x\x07"]
    with Log.open(data_dir()) as log:
        log.start(sitting(set_of(1)))
        for number, text in enumerate(given):
            log.record(answer(number, given=text))
    raw = quiz("log", "--format", "csv").out
    table = list(csv.DictReader(io.StringIO(raw, newline="")))
    assert [row["given"] for row in table] == [
        "'=1+1", "'+1", "'-1", "'@SUM(A1)", " x", "\ufffdx", "x=1", "–1", "'＝1",
        "\ufffd]0;x\ufffd",
    ]  # fmt: skip


def test_before_anything_is_played_there_is_nothing(quiz: Quiz, home: Path) -> None:
    assert quiz("scores") == Outcome(0, "Nothing is answered yet. `quiz play` begins.\n", "")
    assert quiz("scores", "--format", "json").out == "[]\n"
    assert quiz("log").out == ""
    assert quiz("log", "--format", "csv").out.count("\n") == 1
    assert not home.exists()


def test_damaged_rows_are_left_out_and_told(quiz: Quiz) -> None:
    with Log.open(data_dir()) as log:
        log.start(sitting(set_of(1)))
        log.record(answer(0))
        log._connection.execute("DROP TRIGGER answer_no_update")
        log._connection.execute("UPDATE answer SET s = 1")
    for name in ("log", "scores"):
        assert quiz(name).err == "1 row was left out: damaged on the disk.\n"


def test_the_next_start_offers_to_go_on(quiz: Quiz) -> None:
    first = quiz(*CHOICES, stdin="1\n?\nq\n")
    assert first.status == 0
    assert "The sitting is kept." in first.out
    on = quiz(*CHOICES[:2], stdin="y\n1\n1\n")
    assert "You stopped in Inventions after 2 answers of a set of 4." in on.out
    assert "Question 3 of 4" in on.out
    assert "Seed 7." in on.out
    assert "Question 1 of" not in on.out
    end = quiz("play", "inventions", stdin="")
    assert "You stopped in Inventions after 4 answers" in end.out
    assert end.status == 0


def test_a_sitting_that_is_not_wanted_is_left_for_good(quiz: Quiz) -> None:
    quiz(*CHOICES, stdin="1\nq\n")
    fresh = quiz("play", "inventions", "--seed", "8", stdin="n\n")
    assert "Seed 8." in fresh.out
    assert "Question 1 of 10" in fresh.out
    assert "You stopped" not in quiz("play", "inventions").out
    with Log.open(data_dir(), read_only=True) as log:
        assert [row.how for row in log.sittings()][:2] == ["left", None]


def test_a_sitting_without_answers_is_not_offered(quiz: Quiz) -> None:
    quiz(*CHOICES, stdin="")
    assert "You stopped" not in quiz(*CHOICES, stdin="").out


def test_going_on_does_not_need_the_pack_as_it_was(quiz: Quiz, pack: Path) -> None:
    before = quiz(*CHOICES, stdin="1\n").out
    pack.write_text(pack.read_text().replace("the first", "a late"))
    after = quiz("play", "inventions", stdin="y\n1\n").out
    prompts = [line for line in before.splitlines() if line.endswith("?")]
    assert prompts[1] in after


def test_a_pack_can_be_chosen(quiz: Quiz, pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from quiz.packs import library

    monkeypatch.setattr(library, "folders", lambda: [("QUIZ_PACKS", pack.parent)])
    first = quiz("play").out  # the only one; a row comes once a day, so there may be fewer than 10
    assert re.search(r"^Inventions\. Practice, \d+ questions\.", first)
    text = pack.read_text().replace('"inventions"', '"other"').replace('"Inventions"', '"Other"')
    (pack.parent / "other.toml").write_text(text)
    (pack.parent / "broken.toml").write_text("x")
    chosen = quiz("play", "--count", "3", stdin="x\n2\n")
    assert "Which pack?\n  1) Inventions\n  2) Other\n" in chosen.out
    assert "Please type a number from 1 to 2." in chosen.out
    assert "Other. Practice, 3 questions." in chosen.out
    assert quiz("play", stdin="").status == 0
    assert quiz("play", stdin="q\n").status == 0
    alone = quiz(stdin="Other\n")  # `quiz` without a terminal
    assert re.search(r"Other\. Practice, \d+ questions\.", alone.out)
    for path in pack.parent.iterdir():
        path.unlink()
    assert quiz("play") == Outcome(
        1, "", "No pack was found. QUIZ_PACKS names folders to look in.\n"
    )


def test_topics_and_forms_are_kept_to(quiz: Quiz) -> None:
    said = quiz("play", "inventions", "--topic", "Early", "--form", "number").out
    assert "Early." in said
    assert "Year:" in said
    with Log.open(data_dir(), read_only=True) as log:
        (row,) = log.sittings()
    assert row.settings == {"count": "10", "forms": "number", "topics": "Early", "level": "2"}
    nothing = quiz("play", "inventions", "--topic", "Never")
    assert nothing.status == 1
    assert nothing.err.rstrip().endswith(".")


@pytest.mark.parametrize(
    ("term", "stdin", "stderr", "drawn"),
    [
        ("xterm", True, True, True),
        ("dumb", True, True, False),
        ("", True, True, False),
        ("xterm", False, True, False),
        ("xterm", True, False, False),
    ],
)
def test_the_full_screen_needs_a_terminal(
    monkeypatch: pytest.MonkeyPatch, term: str, stdin: bool, stderr: bool, drawn: bool
) -> None:
    class Stream(io.StringIO):
        def __init__(self, terminal: bool) -> None:
            super().__init__()
            self.terminal = terminal

        def isatty(self) -> bool:
            return self.terminal

    monkeypatch.setenv("TERM", term)
    monkeypatch.setattr(sys, "stdin", Stream(stdin))
    monkeypatch.setattr(sys, "stderr", Stream(stderr))
    assert play.can_draw() is drawn
    monkeypatch.setattr(sys, "stdin", None)
    assert not play.can_draw()


def test_where_it_has_one_the_screens_are_given_the_sitting(
    quiz: Quiz, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[dict[str, object]] = []

    def run(**what: object) -> int:
        given.append(what)
        return 7

    monkeypatch.setattr(play, "can_draw", lambda: True)
    monkeypatch.setattr("quiz.ui.run", run)
    assert quiz(*CHOICES).status == 7
    assert quiz().status == 7
    assert quiz(*CHOICES, "--plain", stdin="1\nq\n").status == 0
    assert quiz("play", "inventions", stdin="y\n").status == 7
    assert sorted(given[0]) == ["log", "places", "sitting", "user"]
    assert sorted(given[2]) == ["log", "pack", "sitting", "user"]
    assert sorted(given[1]) == ["log", "user"]
    drawn, went_on = given[0]["sitting"], given[2]["sitting"]
    assert drawn.seed == went_on.seed == "7"  # type: ignore[attr-defined]
    assert len(drawn.questions) == 4  # type: ignore[attr-defined]


def test_a_repaired_log_is_told(quiz: Quiz, home: Path) -> None:
    (home / "data").mkdir(parents=True)
    (home / "data" / "answers.db").write_bytes(b"x" * 5000)
    assert "The log of your answers was damaged" in quiz(*CHOICES).err


def test_a_second_window_says_so(quiz: Quiz) -> None:
    with Log.open(data_dir()):
        outcome = quiz(*CHOICES)
        assert outcome.err.startswith("Another Footnote window has your log open.")
        assert "You can play, but nothing is saved" in outcome.err
        assert quiz("scores").status == 0


def test_a_byte_that_is_no_unicode_is_no_end() -> None:
    done = command(
        "play", "inventions", "--plain", "--form", "number", stdin=b"caf\xe9\n\xff\n1800\nq\n"
    )
    assert done.returncode == 0
    assert done.stdout.count(b"Please type a year in digits.") == 2
    assert b"Question 2" in done.stdout
    assert done.stderr == b""


def start(*args: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "quiz", *args],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def said_until(child: subprocess.Popen[bytes], mark: bytes) -> bytes:
    assert child.stdout
    said = b""
    deadline = time.monotonic() + 30
    while mark not in said:
        assert time.monotonic() < deadline, said
        chunk = os.read(child.stdout.fileno(), 65536)
        assert chunk, said
        said += chunk
    return said


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_ends_in_order(name: str) -> None:
    ours = signal.signal(getattr(signal, name), signal.SIG_DFL)  # nohup may have us ignore it
    child = start(*CHOICES, "--plain")
    signal.signal(getattr(signal, name), ours)
    assert child.stdin
    said_until(child, b"Number (1-")
    child.stdin.write(b"?\n")
    child.stdin.flush()
    said_until(child, b"Question 2 of 4")
    child.send_signal(getattr(signal, name))
    child.send_signal(getattr(signal, name))
    _, errors = child.communicate(timeout=30)
    assert child.returncode == 128 + getattr(signal, name)
    assert errors == b""
    with Log.open(data_dir()) as log:  # closed in order, free
        assert len(list(log.answers())) == 1
        assert not (data_dir() / "answers.db-wal").read_bytes()


def test_a_signal_that_was_ignored_stays_ignored() -> None:
    child = subprocess.Popen(
        ["nohup", sys.executable, "-m", "quiz", *CHOICES, "--plain"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    said_until(child, b"Number (1-")
    child.send_signal(signal.SIGHUP)
    out, _ = child.communicate(b"?\nq\n", timeout=30)
    assert child.returncode == 0
    assert b"Question 2 of 4" in out


def test_killed_at_random_the_command_loses_nothing_and_goes_on() -> None:
    rng = random.Random(7)
    before = 0
    for kill in range(8):
        child = start("play", "inventions", "--plain", "--mode", "test", "--seed", "7")
        assert child.stdin
        child.stdin.write(b"y\n" * bool(before) + b"?\n")
        child.stdin.flush()
        # every second one has an answer, however slow the machine is
        said = said_until(child, b"Noted." if kill % 2 else b"Question ")
        time.sleep(rng.uniform(0, 0.05))  # the moment is what is random here
        child.kill()
        rest, _ = child.communicate()
        acknowledged = (said + rest).count(b"Noted.")
        with Log.open(data_dir()) as log:
            found = len(list(log.answers()))
        assert before + acknowledged <= found <= before + acknowledged + 1, kill
        if before:
            assert b"after %d answer" % before in said
        before = found
    assert before > 3
