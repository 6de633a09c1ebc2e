"""The house as a whole: sizes, names that must not stand in it, what the README promises."""

from __future__ import annotations

import argparse
import ast
import re
import subprocess
from pathlib import Path

import pytest

from quiz.cli.parser import build_parser
from quiz.ui import keys

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "quiz").rglob("*.py"))
README = (ROOT / "README.md").read_text("utf-8")
MOST_LINES = 400
MOST_LINES_OF_A_FUNCTION = 60


def tracked() -> list[Path]:
    """Return the files of the repository, or those below the root where there is none."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False
    ).stdout.decode()
    files = [ROOT / name for name in listed.split("\0") if name]
    return [file for file in files or [*ROOT.rglob("*.*")] if file.is_file()]


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_file_fits_in_a_head(file: Path) -> None:
    assert len(file.read_text("utf-8").splitlines()) <= MOST_LINES


def test_a_test_file_does_too_but_for_tables_of_data() -> None:
    long = {
        str(file.relative_to(ROOT)): lines
        for file in (ROOT / "tests").rglob("*.py")
        if not file.stem.endswith("_data")
        and (lines := len(file.read_text("utf-8").splitlines())) > MOST_LINES
    }
    assert long == {}


def test_a_function_fits_on_a_screen() -> None:
    long = {
        f"{file.relative_to(ROOT)}:{node.lineno} {node.name}": lines
        for file in MODULES
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or 0) - node.lineno + 1) > MOST_LINES_OF_A_FUNCTION
    }
    assert long == {}


def test_every_module_postpones_annotations_and_says_what_it_is_for() -> None:
    for file in MODULES:
        tree = ast.parse(file.read_text("utf-8"))
        assert ast.get_docstring(tree), file
        if len(tree.body) > 1:
            assert "from __future__ import annotations" in file.read_text("utf-8"), file


def test_nothing_in_the_package_imports_tests() -> None:
    for file in MODULES:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                assert name.partition(".")[0] not in ("tests", "pytest", "hypothesis"), file


GLOBAL = re.compile(
    r"datetime\.now|date\.today|time\.time|random\.[a-z]\w*|secrets\.\w+|uuid\.uuid[14]|os\.urandom"
)
DOORS = {
    "cli/export.py",  # Anki takes what is later than what it has
    "cli/play.py", "cli/questions.py",  # seeds and ids
    "clock.py",  # the student's
    "records/log.py",  # the day of a backup, where no other is handed in
    "ui/app.py", "ui/start.py",
}  # fmt: skip


def test_only_the_outermost_doors_ask_for_the_time_or_chance() -> None:
    """Clock and chance are handed in, so that a sitting can be played again."""
    asking = {
        str(file.relative_to(ROOT / "quiz"))
        for file in MODULES
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and GLOBAL.fullmatch(ast.unparse(node))
    }
    assert asking <= DOORS


# What must not stand in a file of the repository

_HERE = Path(__file__)
_PLACES = re.compile(r"(?<![\w./~<-])/(?:work|tmp)(?:/|\b)")
_REGISTRIES = re.compile(
    "|".join(
        re.escape(host.replace(" ", "."))
        for host in (
            "pypi org", "pythonhosted org", "npmjs org", "npmjs com", "crates io", "rubygems org",
            "proxy golang org", "conda anaconda org", "repo maven apache org",
        )
    )
)  # fmt: skip


@pytest.mark.parametrize("pattern", [_PLACES, _REGISTRIES], ids=["places", "registries"])
def test_no_file_names_a_place_of_one_machine(pattern: re.Pattern[str]) -> None:
    found = []
    for file in tracked():
        if file == _HERE:
            continue
        text = file.read_text("utf-8", errors="replace")
        found += [
            f"{file.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
            for number, line in enumerate(text.splitlines(), start=1)
            if pattern.search(line)
        ]
    assert found == []


def test_the_patterns_see() -> None:
    assert _PLACES.search("see /tmp/x and /work")
    assert not _PLACES.search("a/tmp, ../work")
    assert _REGISTRIES.search("https://pypi" + ".org/simple")


# What the README promises


def test_every_promise_names_tests_that_are_there() -> None:
    promises = README.partition("## What is promised")[2].partition("\n## ")[0]
    for promise in promises.split("\n- ")[1:]:
        named = re.findall(r"`(tests/[^`]*)`", promise)
        assert named, promise
        for path in named:
            tests = ROOT / path
            assert list(tests.glob("**/test_*.py")) if tests.is_dir() else tests.is_file(), path


def commands() -> dict[str, argparse.ArgumentParser]:
    parser = build_parser()
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    raise AssertionError("there are no commands")


def documented() -> dict[str, str]:
    """Return the README's table: the command, and its usage as it stands there."""
    rows = re.findall(r"^\| `quiz ?(\w*)([^`]*)` \|", README, re.MULTILINE)
    return {name: usage.replace("\\|", "|") for name, usage in rows}


def test_every_command_is_documented_and_every_documented_one_is_there() -> None:
    assert set(documented()) == {"", *commands()}


@pytest.mark.parametrize("name", commands())
def test_every_flag_of_a_command_is_documented_and_there(name: str) -> None:
    known = {flag for action in commands()[name]._actions for flag in action.option_strings}
    wordy = {flag for flag in known if flag.startswith("--")} - {"--help"}
    assert set(re.findall(r"--[a-z-]+", documented()[name])) == wordy
    short = known - wordy - {"--help", "-h"}
    assert all(f"`{flag}`" in README for flag in short)


def test_every_command_line_in_the_documents_is_understood() -> None:
    guide = (ROOT / "questions" / "README.md").read_text("utf-8")
    lines = re.findall(r"`quiz (\w[^`]*)`", README + guide)
    assert len(lines) > 5
    for line in lines:
        words = line.split()
        assert words[0] in commands(), line
        known = {f for action in commands()[words[0]]._actions for f in action.option_strings}
        assert set(re.findall(r"--[a-z-]+", line)) <= known, line


def test_every_variable_of_the_environment_is_documented() -> None:
    used = set()
    for file in MODULES:
        used |= set(re.findall(r"\bQUIZ_[A-Z_]+\b", file.read_text("utf-8")))
    written = README + (ROOT / "questions" / "README.md").read_text("utf-8")
    assert {name for name in used if name not in written} <= {"QUIZ_DEBUG"}  # for who develops it


# Keys


def bindings() -> list[object]:
    sections = {**keys.SECTIONS, **keys.PREVIEW_SECTIONS}
    return [binding for section in sections.values() for binding in section]


def test_every_binding_has_an_id_a_tooltip_and_a_description() -> None:
    found = bindings()
    assert len(found) > 50
    for binding in found:
        assert binding.id, binding
        assert binding.tooltip, binding
        assert binding.description, binding
        assert binding.key_display, binding
    assert len({binding.id for binding in found}) == len(found)


def test_no_binding_is_made_outside_the_table() -> None:
    for file in (ROOT / "quiz").rglob("*.py"):
        if file.name == "keys.py":
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            assert not (isinstance(called, ast.Name) and called.id == "Binding"), file


def test_every_action_of_a_screen_has_a_method() -> None:
    from quiz.ui.page import Page
    from quiz.ui.screens import (  # noqa: F401
        help,  # noqa: A004
        home,
        preview,
        question,
        results,
        source,
        topics,
    )

    pages = Page.__subclasses__()
    assert len(pages) >= 7
    for page in pages:
        for action in set(keys.actions(page.KEYS).values()):
            assert hasattr(page, f"do_{action}"), (page, action)


def test_no_thread_is_a_daemon() -> None:
    """One that validates a pack as the program ends takes it down: 6 of 25 ended by SIGABRT."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                daemons = [word for word in node.keywords if word.arg == "daemon"]
                assert daemons == [], f"{path}:{node.lineno}"
