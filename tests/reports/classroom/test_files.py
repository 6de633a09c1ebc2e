"""Logs of others: every kind of file, broken lines told, nothing counted twice."""

from __future__ import annotations

import json
import os
import sqlite3
from dataclasses import asdict
from pathlib import Path

import pytest

from quiz.errors import QuizError
from quiz.records.foreign import answers_of
from quiz.records.log import Log
from quiz.reports.classroom import files, limits
from quiz.reports.classroom.files import Logs, read
from tests.make import set_of, sitting
from tests.records.rows import complaint
from tests.reports.classroom.rows import as_csv, given, jsonl, write_log

ENDLESS = (
    "CREATE VIEW answer AS WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r)"
    " SELECT x AS seq, 'a' AS id, 0 AS crc FROM r"
)
OLD = Path(__file__).parents[2] / "records" / "old"
ANSWERS = [
    given("anna-1111", item, right=item % 2 == 0, number=item, topic="Ünïcode; “x”, y")
    for item in range(6)
]


def facts(logs: Logs) -> list[object]:
    return sorted(row for _, row in logs.answers.values())


def test_every_kind_of_file_tells_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(jsonl(ANSWERS), "utf-8")
    (tmp_path / "b.csv").write_text(as_csv(ANSWERS), "utf-8")
    (tmp_path / "c.csv").write_text(as_csv(ANSWERS, ";").replace("1.0", "1,0"), "utf-8-sig")
    (tmp_path / "d.csv").write_text(as_csv(ANSWERS, "\t"), "utf-16")
    write_log(tmp_path / "e", ANSWERS)
    whole = None
    for path in ("a.jsonl", "b.csv", "c.csv", "d.csv", "e", "e/answers.db"):
        logs = read([tmp_path / path], "pack")
        assert logs.broken == 0, (path, logs.slips)
        whole = whole or facts(logs)
        assert facts(logs) == whole, path
        assert len(whole) == len(ANSWERS)


def test_an_answer_in_five_files_counts_once(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.csv"):
        text = jsonl(ANSWERS) if name == "a.jsonl" else as_csv(ANSWERS)
        (tmp_path / name).write_text(text, "utf-8")
    logs = read([tmp_path, tmp_path / "a.jsonl"], "pack")
    assert logs.files == ["a.jsonl", "b.csv"]  # the same file is read once
    assert len(logs.answers) == len(ANSWERS)
    assert logs.repeated == len(ANSWERS)


def test_broken_lines_are_told_with_file_and_line(tmp_path: Path) -> None:
    good = jsonl(ANSWERS).splitlines()
    row = json.loads(good[0])
    bad = [
        "no json",
        good[1][: len(good[1]) // 2],
        json.dumps({**row, "s": 1.7}),
        json.dumps({**row, "s": float("nan")}),
        json.dumps({**row, "ts_utc": "yesterday"}),
        json.dumps({**row, "user": None}),
        json.dumps({**row, "shown_options": [["x"]]}),
        json.dumps({**row, "response": {"chosen": "0"}}),
        json.dumps({**row, "mark": "wrong"}),
        json.dumps({**row, "topic": "x" * 10_000}),
        json.dumps({**row, "topic": "x" * 100_000}),
        json.dumps({**row, "correct": "yes"}),
        json.dumps({**row, "attempt": 0}),
        json.dumps({**row, "position": 1e300}),
        "[" * 50_000,
        '"\\ud800"',
    ]
    (tmp_path / "x.jsonl").write_bytes(
        "\n".join([good[0], *bad, "", good[1]]).encode() + b'\n{"id": "\xff\xfe"}\n'
    )
    logs = read([tmp_path / "x.jsonl"], "pack")
    assert len(logs.answers) == 2
    assert [slip.line for slip in logs.slips] == [*range(2, 2 + len(bad)), 20]
    assert str(logs.slips[0]) == "x.jsonl:2: it is no JSON, or was cut off."
    assert "“s” is no number from 0 to 1" in logs.slips[2].what
    assert "is missing" in logs.slips[5].what


def test_broken_rows_of_a_table_are_told(tmp_path: Path) -> None:
    lines = as_csv(ANSWERS).splitlines()
    lines[2] += ",one cell more"
    lines[3] = lines[3].replace("anna-1111", "", 3).replace(",0,", ",zero,", 1)
    (tmp_path / "x.csv").write_text("\r\n".join(lines), "utf-8")
    logs = read([tmp_path / "x.csv"], "pack")
    assert len(logs.answers) == len(ANSWERS) - 2
    assert [slip.line for slip in logs.slips] == [3, 4]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("x.csv", b"name,mark\nAnna,1\n", "no column id, user"),
        ("x.csv", b"PK\x03\x04zip", "save it as CSV"),
        ("x.jsonl", b"\x1f\x8bgz", "unpack it"),
        ("x.db", b"SQLite format 3\x00" + bytes(100), "x.db"),
        ("x.csv", b"\x00\x01\x02\x00", "it is no text"),
        ("x.jsonl", b"", ""),
        ("x.jsonl", b"\xef\xbb\xbf\r\n \n", ""),
    ],
)
def test_a_file_that_is_no_log_is_told_and_the_others_are_read(
    tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "good.jsonl").write_text(jsonl(ANSWERS), "utf-8")
    logs = read([tmp_path], "pack")
    assert len(logs.answers) == len(ANSWERS)
    assert logs.broken == bool(told)
    assert told in "".join(map(str, logs.slips))


def test_what_is_no_answer_is_passed_over(tmp_path: Path) -> None:
    other = [
        {"type": "student", "id": "anna-1111", "name": "Anna B.\x1b[2J"},
        {"type": "sitting", "id": "s", "user": "anna-1111"},
        {"type": "complaint", **asdict(complaint(1)), "user": "anna-1111"},
        {"type": "complaint", **asdict(complaint(2)), "pack": "other"},
        {"type": "mark", "answer": ANSWERS[0].id, "kind": "right"},
    ]
    text = "".join(json.dumps(row) + "\n" for row in other) + jsonl(ANSWERS)
    (tmp_path / "x.jsonl").write_text(text, "utf-8")
    logs = read([tmp_path], "pack")
    assert logs.broken == 0
    assert list(logs.complaints) == ["1"]
    assert logs.names == {(0, "anna-1111"): "Anna B.\ufffd[2J"}
    assert logs.answers[ANSWERS[0].id][1].mark == "right"


def test_other_packs_are_counted_and_left_alone(tmp_path: Path) -> None:
    rows = [*ANSWERS, given("anna-1111", 9, number=9, pack="another")]
    (tmp_path / "x.jsonl").write_text(jsonl(rows), "utf-8")
    write_log(tmp_path / "y", rows)
    logs = read([tmp_path], "pack")
    assert logs.elsewhere == {"another": 2}
    assert len(logs.answers) == len(ANSWERS)


def test_a_mark_is_the_later_word_whichever_file_comes_first(tmp_path: Path) -> None:
    write_log(tmp_path / "b", ANSWERS)
    with Log.open(tmp_path / "b") as log:
        log.mark(ANSWERS[2].id, "undone", "2026-03-14T13:00:00.000Z", "anna-1111")
    for name in ("a.jsonl", "z.jsonl"):
        (tmp_path / name).write_text(jsonl(ANSWERS), "utf-8")
        logs = read([tmp_path], "pack")
        marks = {ident for ident, (_, row) in logs.answers.items() if row.mark}
        assert marks == {ANSWERS[2].id}
        (tmp_path / name).unlink()


def test_games_are_known_where_the_mode_is_told(tmp_path: Path) -> None:
    with Log.open(tmp_path / "a") as log:
        for number, mode in enumerate(("practice", "sprint", "duel", "exam", "timeline")):
            log.start(sitting(set_of(1), id=str(number), mode=mode))
        log.record(given("anna-1111", 1, sitting="1"))
    assert read([tmp_path / "a"], "pack").games == {"1", "2", "4"}
    row = {"type": "sitting", "id": "7", "mode": "sprint", "user": "x"}
    (tmp_path / "b.jsonl").write_text(json.dumps(row) + "\n" + jsonl(ANSWERS), "utf-8")
    assert read([tmp_path / "b.jsonl"], "pack").games == {"7"}
    rows = [json.loads(line) | {"mode": "duel"} for line in jsonl(ANSWERS).splitlines()]
    (tmp_path / "c.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    assert read([tmp_path / "c.jsonl"], "pack").games == {answer.sitting for answer in ANSWERS}


# Logs of another machine


def test_a_log_of_the_first_version_is_read() -> None:
    logs = sorted(OLD.glob("*.db"))
    assert logs
    for log in logs:
        before = log.read_bytes()
        found = list(answers_of(log))
        assert found
        assert None not in found
        assert log.read_bytes() == before
        assert not log.with_name(f"{log.name}-shm").exists()


def test_of_another_pack_a_row_is_counted_only_if_it_is_sound(tmp_path: Path) -> None:
    file = write_log(tmp_path, ANSWERS)
    raw = file.read_bytes()
    place = raw.index(b"anna-1111/3")
    file.write_bytes(raw[:place] + b"ANNA-1111/3" + raw[place + 11 :])
    told = list(answers_of(file, "another"))
    whole = list(answers_of(file))
    assert told == [each and each.pack for each in whole]
    assert None in told


def test_a_log_is_never_read_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One of a school's years has 300 MB, and SQLite reads of it what is wanted."""
    file = write_log(tmp_path, ANSWERS)
    monkeypatch.setattr(files, "read_regular", lambda *_: pytest.fail("read as a whole"))
    assert len(read([file], "pack").answers) == len(ANSWERS)
    os.truncate(file, limits.FILE_BYTES + 1)
    assert "larger than 512 MiB" in read([file], "pack").slips[0].what


def test_a_damaged_row_is_left_out_and_the_rest_is_read(tmp_path: Path) -> None:
    file = write_log(tmp_path, ANSWERS)
    raw = file.read_bytes()
    place = raw.index(b"anna-1111/3")
    file.write_bytes(raw[:place] + b"ANNA-1111/3" + raw[place + 11 :])
    logs = read([file], "pack")
    assert len(logs.answers) in (len(ANSWERS) - 1, len(ANSWERS) - 2)
    assert logs.broken >= 1
    assert "damaged" in logs.slips[0].what


@pytest.mark.parametrize(
    "trick",
    [
        f"DROP TABLE answer; {ENDLESS}",
        "DROP TABLE answer",
        "PRAGMA application_id = 1",
    ],
)
def test_a_file_that_only_looks_like_a_log_is_refused(tmp_path: Path, trick: str) -> None:
    file = write_log(tmp_path, ANSWERS)
    with sqlite3.connect(file) as made:
        made.executescript(f"PRAGMA foreign_keys = OFF; {trick}")
    made.close()
    logs = read([file], "pack")
    assert not logs.answers
    assert "is no log of Footnote" in logs.slips[0].what


def test_a_newer_log_is_refused(tmp_path: Path) -> None:
    file = write_log(tmp_path, ANSWERS)
    with sqlite3.connect(file) as made:
        made.execute("PRAGMA user_version = 99")
    made.close()
    assert "newer version" in read([file], "pack").slips[0].what


# Where logs lie


def test_only_logs_below_a_folder_are_read(tmp_path: Path) -> None:
    for path in ("9b/anna.jsonl", "9b/boris/answers.jsonl", "a/b/c/deep.jsonl"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(jsonl(ANSWERS[:1]), "utf-8")
    (tmp_path / "notes.txt").write_text("no log")
    (tmp_path / ".hidden.jsonl").write_text("no log")
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "x.jsonl").write_text("no log")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert read([tmp_path], "pack").files == ["9b/anna.jsonl", "9b/boris/answers.jsonl"]


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(QuizError, match=r"There is no file .*nowhere\.jsonl"):
        read([tmp_path / "nowhere.jsonl"], "pack")
    with pytest.raises(QuizError, match="There is no log in"):
        read([tmp_path], "pack")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a FIFO")
def test_nothing_waits_for_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jsonl")
    (tmp_path / "good.jsonl").write_text(jsonl(ANSWERS), "utf-8")
    logs = read([tmp_path], "pack")
    assert len(logs.answers) == len(ANSWERS)
    assert "not an ordinary file" in logs.slips[0].what


def test_there_are_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "abc":
        (tmp_path / f"{name}.jsonl").write_text(jsonl(ANSWERS), "utf-8")
    monkeypatch.setattr(limits, "FILE_BYTES", 100)
    assert all("larger than" in slip.what for slip in read([tmp_path], "pack").slips)
    monkeypatch.undo()
    monkeypatch.setattr(limits, "FILES", 2)
    with pytest.raises(QuizError, match="at most 2 are read"):
        read([tmp_path], "pack")
    monkeypatch.undo()
    monkeypatch.setattr(limits, "ANSWERS", 3)
    with pytest.raises(QuizError, match="more than 3 answers"):
        read([tmp_path], "pack")
    monkeypatch.undo()
    monkeypatch.setattr(limits, "SLIPS", 5)
    (tmp_path / "a.jsonl").write_text("x\n" * 100)
    logs = read([tmp_path], "pack")
    assert (len(logs.slips), logs.broken) == (5, 100)


def test_a_forged_report_is_left_out(tmp_path: Path) -> None:
    write_log(tmp_path / "x", ANSWERS)
    with Log.open(tmp_path / "x") as log:
        log.complain(complaint(1))
        log.complain(complaint(2))
    with sqlite3.connect(tmp_path / "x" / "answers.db") as other:
        other.execute("DROP TRIGGER complaint_no_update")
        other.execute("UPDATE complaint SET words = 'All is well.' WHERE id = '1'")
    other.close()
    assert list(read([tmp_path], "pack").complaints) == ["2"]
