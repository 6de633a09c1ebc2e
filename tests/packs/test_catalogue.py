"""The catalogue of codes: every code that is reported stands in it, and every example is true."""

from __future__ import annotations

import ast
import re
from datetime import date
from pathlib import Path

import pytest

from quiz.generate.coverage.problems import check as check_questions
from quiz.packs.catalogue import Explained, catalogue
from quiz.packs.checks import examine, finish

ROOT = Path(__file__).parents[2]
BROKEN = Path(__file__).parent / "broken"
TODAY = date(2026, 7, 1)
FRAME = """\
[pack]
id = "example"
title = "An example"
license = "CC0-1.0"

[sources.atlas]
type = "book"
title = "A school atlas"
text = "atlas.txt"

[kinds.lake]
cite = { source = "atlas" }

[kinds.river.fields.length]
type = "number"
ask = "How long is {name}?"
[kinds.river.fields.sea]
type = "category"
ask = "Into which sea does {name} flow?"
[kinds.river.fields.code]
type = "text"
unique = true
"""
ATLAS = (
    "The Rhine rises in the Swiss Alps and flows through six countries to the North Sea. "
    "It rises in the Swiss Alps and flows through six countries to the North Sea."
)
FILES = re.compile(r"^# in (\S+):\n", re.MULTILINE)
EXAMPLES = [entry for entry in catalogue().values() if entry.runs]


def write(folder: Path, example: str) -> Path:
    """Write an example as a pack: alone where it names its files, else below the frame."""
    (folder / "atlas.txt").write_text(ATLAS, "utf-8")
    _, *parts = FILES.split(example + "\n")
    files = dict(zip(parts[::2], parts[1::2], strict=True))
    for name, text in (files or {"pack.toml": FRAME + "\n" + example}).items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize("entry", EXAMPLES, ids=lambda entry: entry.code)
def test_the_wrong_example_is_wrong_and_the_right_one_right(
    tmp_path: Path, entry: Explained
) -> None:
    for folder, example, wanted in (("w", entry.wrong, True), ("r", entry.right, False)):
        (tmp_path / folder).mkdir()
        book = examine(write(tmp_path / folder, example), today=TODAY)
        if not book.has_errors:
            check_questions(book)
        problems, _ = finish(book)
        shown = "\n".join(map(str, problems))
        assert (entry.code in {problem.code for problem in problems}) == wanted, shown
        for problem in problems:
            assert problem.severity == catalogue()[problem.code].severity
            assert problem.message.endswith("."), problem
            assert problem.line >= 1
            assert problem.width >= 1
        if not wanted:  # an example of right has no other error than what it leaves out
            left = {p.code for p in problems if p.severity == "error"}
            assert left <= {"uncited", "no-pack", "missing-key"}, shown


def reported() -> set[str]:
    """Return every code that the source reports."""
    found: set[str] = set()
    for file in (ROOT / "quiz").rglob("*.py"):
        tree = ast.parse(file.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                found |= _codes_of(node)
    from quiz.packs.slips.find import _LACKS, _MESSAGES
    from quiz.packs.slips.rules import _RULES  # the rules' names are codes

    return found | {code for code, _ in _RULES} | {lack[0] for lack in _LACKS} | set(_MESSAGES)


def _codes_of(call: ast.Call) -> set[str]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in ("report", "fail", "_add", "Told", "_wrong", "Problem", "Fault", "Slip", "Found"):
        values = [*call.args[:3], *(k.value for k in call.keywords if k.arg == "code")]
        return {
            value.value
            for value in values
            if isinstance(value, ast.Constant)
            and isinstance(value.value, str)
            and re.fullmatch(r"[a-z]+(?:-[a-z]+)*", value.value)
            and not (name == "report" and value is call.args[0])
        } - NO_CODES
    return set()


NO_CODES = {"topic", "note"}  # what stands where a code may: keys of a row


def test_every_code_that_is_reported_is_explained_and_no_other() -> None:
    codes = {code for code in reported() if code in catalogue() or "-" in code}
    assert len(codes) > 60
    assert codes == set(catalogue())


def test_every_code_has_a_broken_pack() -> None:
    shown = "".join(file.read_text("utf-8") for file in BROKEN.glob("*.txt"))
    missing = {code for code in catalogue() if f"[{code}]" not in shown}
    assert missing == set()
