"""All that the program does with a file: check, messages, questions, grading, exports, a draft.

Each journey returns "loaded" or "refused". Whatever it raises is a find.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import random
import re
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from itertools import islice
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from quiz.cli import check_formats, main
from quiz.cli.check import _print_text
from quiz.cli.coverage import _whole
from quiz.cli.coverage_json import as_json
from quiz.drawing import drawn
from quiz.errors import NoQuestions, PackError, ResponseError
from quiz.exchange import Tally, Wanted, find, held, names
from quiz.generate import draw
from quiz.generate.coverage import Coverage
from quiz.generate.coverage.problems import check as check_questions
from quiz.generate.make import Refusal, everything
from quiz.model import Form, Response
from quiz.packs.catalogue import catalogue
from quiz.packs.checks import examine, finish
from quiz.packs.load import load_pack
from quiz.plain.saying import described, said
from quiz.play.feedback import feedback
from quiz.play.grading import grade, guess, partners
from quiz.wire import question_from_json, question_to_json
from tests.make import key, miss

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from quiz.errors import Problem
    from quiz.model import Question
    from quiz.packs.content import Pack

TODAY = dt.date(2026, 3, 14)
MADE = 400
"""Questions and refusals that are looked at of one pack."""
ANSWERED = 30
EXPORTED = 12
SLOW = frozenset(("pdf", "apkg", "qti"))
"""Formats that one pack in twelve is written in."""
CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What may reach no terminal; a line ends with a newline."""
DRAFTS = frozenset(("todo-source", "todo-kind"))
"""What is wrong with a draft: only what its author has to say."""


def pack(path: Path, counts: dict[str, int], *, seed: str = "1") -> str:
    """Check a pack in every format; if it loads, make, draw, grade, explain and export."""
    count = _check(path, counts)
    refused: PackError | None = None
    try:
        loaded = load_pack(path)
    except PackError as error:
        refused = error
    if refused is not None:
        assert count, f"no mistake is told, but: {refused}"
        assert refused.problems or not str(refused).startswith("The pack")
        for text in (str(refused), *map(str, refused.problems)):
            clean_of_control(text)
        return "refused"
    _ask(loaded, counts, seed)
    return "loaded"


def clean_of_control(text: str) -> None:
    found = CONTROL.search(text)
    assert found is None, f"a control character is printed: {found[0]!r}"


def _check(path: Path, counts: dict[str, int]) -> int:
    """Examine a pack as `quiz check` does, print all formats, and return how many errors it has."""
    book = examine(path, today=TODAY)
    if book.pack is not None and not book.has_errors:
        check_questions(book, thorough=None)
    problems, silenced = finish(book)
    counts["problems"] = len(problems)
    known = catalogue()
    for problem in problems:
        assert problem.severity == known[problem.code].severity, problem
        assert problem.message.endswith("."), problem
        assert problem.line >= 1 or not problem.excerpt, problem
        assert problem.line == 0 or problem.column >= 1, problem
        assert problem.column <= len(problem.excerpt) + 1 or len(problem.excerpt) >= 2000, problem
    shown = problems[:60]
    for problem in shown:
        for width in (50, 80):
            clean_of_control("\n".join(drawn(problem, width)))
    printed = _printed(_print_text, problems, silenced, [path], partial=book.partial)
    clean_of_control(printed)
    as_data = json.loads(_printed(check_formats.print_json, problems, silenced))
    assert len(as_data["problems"]) == len(problems)
    for listed in as_data["problems"][:60]:
        for name in ("message", "hint", "write", "expected", "nearest", "file", "row"):
            clean_of_control(str(listed[name]))
    for line in _printed(check_formats.print_github, problems, silenced).splitlines():
        assert line.startswith(("::error ", "::warning ", "::notice ")), line
        clean_of_control(line)
    sarif = json.loads(_printed(check_formats.print_sarif, problems, silenced))
    _is_sarif(sarif["runs"][0], problems)
    return sum(problem.severity == "error" for problem in problems)


def _printed(print_: Callable[..., None], *args: object, **options: object) -> str:
    with redirect_stdout(io.StringIO()) as out:
        print_(*args, **options)
    return out.getvalue()


def _is_sarif(run: dict[str, Any], problems: Sequence[Problem]) -> None:
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(run["results"]) == len(problems)
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        clean_of_control(result["message"]["text"])
        region = result["locations"][0]["physicalLocation"].get("region")
        assert region is None or 1 <= region["startColumn"] <= region["endColumn"]


def _ask(loaded: Pack, counts: dict[str, int], seed: str) -> None:
    questions: list[Question] = []
    for made in islice(everything(loaded, seed=seed, level=3), MADE):
        if isinstance(made, Refusal):
            assert made.reason
        else:
            questions.append(made)
    counts["questions"] = len(questions)
    rng = random.Random(seed)
    for question in rng.sample(questions, min(ANSWERED, len(questions))):
        _answer(question, rng)
    try:
        hand = draw(loaded, count=6, seed=seed)
    except NoQuestions as none:
        clean_of_control(str(none))
        hand = ()
    for question in hand:
        _answer(question, rng)
    coverage = Coverage(loaded, seed=seed)
    facts = [coverage.fact(key) for key in islice(coverage.keys(), 8)]
    clean_of_control("\n".join(_whole(coverage, facts)))
    json.dumps(as_json(coverage, facts), allow_nan=False)
    if hand:
        _export(loaded, hand, questions, seed)


def _answer(question: Question, rng: random.Random) -> None:
    """Answer a question rightly, wrongly and senselessly, and say what is said then."""
    sent = json.dumps(question_to_json(question, public=False), allow_nan=False)
    back = question_to_json(question_from_json(json.loads(sent)), public=False)
    assert json.dumps(back) == sent
    assert 0 <= guess(question) <= 1
    clean_of_control("\n".join(described(question)))
    hostile = replace(miss(question), text=rng.choice(ANSWERS))
    odd = Response(chosen=tuple(rng.randrange(-2, 9) for _ in range(rng.randrange(4))), text="x")
    for response in (_key(question), miss(question), hostile, odd, Response(unknown=True)):
        try:
            verdict = grade(question, response)
        except ResponseError as error:
            clean_of_control(str(error))
            continue
        assert 0 <= verdict.score <= 1
        lines = said(question, feedback(question, response, verdict), 1)
        if response.text not in ANSWERS or not response.text:
            clean_of_control("\n".join(lines))
    right = grade(question, _key(question))
    assert right.retry or right.score > 0, f"the key is wrong: {question.id}"


def _key(question: Question) -> Response:
    if question.form is not Form.MATCH:
        return key(question)
    shown = partners(question)
    return Response(chosen=tuple(shown.index(right) for _, right in question.pairs))


ANSWERS = (
    "", " ", "0", "-1", "1e999", "nan", "inf", "-inf", "9" * 400, "1/0", "١٩١٧", "½", "0x10",
    "\x1b[2J", "\u202e", "a" * 3000, "e\u0301" * 50, "[x](y)", "1917-02-30", "..", "1914/1918",
    "-9999", "\ud800", "\n", "the", "(((((", "1,2,3,4", "1 2", "五",
)  # fmt: skip


def _export(loaded: Pack, hand: Sequence[Question], more: Sequence[Question], seed: str) -> None:
    chosen = list({question.id: question for question in (*hand, *more)}.values())[:EXPORTED]
    for name in names():
        form = find(name)
        if form.write is None or (name in SLOW and int(loaded.hash[:6], 16) % 12):
            continue
        tally = Tally()
        wanted = Wanted(seed=seed, versions=2 if form.paper else 1)
        pieces = [
            piece.encode("utf-8", "replace") if isinstance(piece, str) else piece
            for piece in form.write(held(form, chosen, tally), loaded, wanted)
        ]
        assert tally.held == 0 or any(pieces), name
        if form.read is not None and name not in ("csv", "anki-text", "quizlet"):
            form.read(b"".join(pieces).decode("utf-8"))


def told(*args: str) -> tuple[int, str, str]:
    """Return (exit status, stdout, stderr) of the command."""
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
        try:
            status = main(args)
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int) else 1
    clean_of_control(out.getvalue())
    clean_of_control(err.getvalue())
    return status, out.getvalue(), err.getvalue()


def table(path: Path, counts: dict[str, int], *, seed: str = "1", only: bool = False) -> str:
    """Make a pack of a CSV file, and put that through everything unless it is told `only`."""
    return _made_by(counts, seed, "new", "fuzzed-pack", "--from", str(path), only=only)


def imported(
    path: Path, counts: dict[str, int], *, form: str = "", seed: str = "1", only: bool = False
) -> str:
    """Make a draft of a question file, and put that through everything unless told `only`."""
    options = ("--from", form) if form else ()
    return _made_by(counts, seed, "import", str(path), "fuzzed-pack", *options, only=only)


def _made_by(counts: dict[str, int], seed: str, *words: str, only: bool = False) -> str:
    from pathlib import Path

    with TemporaryDirectory() as folder:
        status, _, err = told(*words, "--output", folder)
        made = Path(folder) / "fuzzed-pack"
        assert sorted(p.name for p in Path(folder).iterdir()) == ([made.name] if not status else [])
        if status:
            assert status == 1, (status, err)
            assert len(err.strip()) > 10, err
            return "refused"
        counts["bytes"] = (made / "pack.toml").stat().st_size
        assert {p.name for p in made.iterdir()} == {"pack.toml", "pack.schema.json"}
        if only:
            return "loaded"
        wrong = {p.code for p in finish(examine(made, today=TODAY))[0] if p.severity == "error"}
        assert wrong <= DRAFTS, f"the draft is wrong in itself: {wrong}"
        pack(made, counts, seed=seed)
        if "todo-kind" in wrong:
            text = (made / "pack.toml").read_text("utf-8")
            text = text.replace('singular = "TODO"', 'singular = "thing"')
            (made / "pack.toml").write_text(text, "utf-8")
            pack(made, counts, seed=seed)
        return "loaded"


JOURNEYS: dict[str, Callable[..., str]] = {"pack": pack, "table": table, "import": imported}
