"""What a command brings into memory, seen from a clean interpreter.

Import-linter holds who may import whom; this holds what is really imported, and when.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACK = "trotsky-and-stalin"
_RUN = """
import contextlib, io, json, sys
sys.argv = ["quiz", *{arguments!r}]
sys.stdin = io.StringIO({typed!r})
out = sys.stdout
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    with contextlib.suppress(SystemExit):
        from quiz.cli import main
        main()
json.dump(sorted(sys.modules), out)
"""


@cache
def modules_after(*arguments: str, typed: str = "", home: str = "") -> frozenset[str]:
    """Return what is in `sys.modules` after the command."""
    return _modules(_RUN.format(arguments=arguments, typed=typed), home)


def _modules(code: str, home: str = "") -> frozenset[str]:
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "QUIZ_HOME": home or os.devnull, "TERM": "dumb"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return frozenset(json.loads(done.stdout))


def packages(modules: frozenset[str]) -> set[str]:
    return {module.partition(".")[0] for module in modules}


@pytest.mark.parametrize(
    "arguments", [("--help",), ("play", "--help"), ("check", "--help"), ("--version",)], ids=str
)
def test_help_costs_nothing_that_it_does_not_need(arguments: tuple[str, ...]) -> None:
    heavy = {"textual", "rich", "pydantic", "sqlite3", "tomli", "rapidfuzz", "asyncio", "fsrs"}
    modules = modules_after(*arguments)
    assert "quiz" in modules
    assert packages(modules) & heavy == set()
    assert {name for name in modules if name.startswith("quiz.")} <= {
        "quiz.cli", "quiz.cli.main", "quiz.cli.output", "quiz.cli.parser",
        "quiz.cli.parser_exchange", "quiz.cli.parser_records", "quiz.cli.parsing",
        "quiz.cli.signals", "quiz.cli.streams", "quiz.cli.wanted", "quiz.errors", "quiz.text",
    }  # fmt: skip


@pytest.mark.parametrize(
    "arguments",
    [
        ("packs",),
        ("questions", PACK, "--count", "3", "--seed", "1"),
        ("questions", PACK, "--count", "3", "--seed", "1", "--format", "text"),
        ("export", PACK, "--count", "3", "--seed", "1", "--to", "moodle-xml"),
        ("check", f"questions/{PACK}"),
        ("coverage", "inventions"),
        ("import", "nothing.gift", "none"),
        ("students",),
        ("reports",),
        ("scores",),
        ("log",),
        ("report", PACK),
        ("explain", "uncited"),
        ("schema",),
    ],
    ids=str,
)
def test_what_only_prints_does_without_textual(arguments: tuple[str, ...], tmp_path: Path) -> None:
    modules = modules_after(*arguments, home=str(tmp_path))
    assert packages(modules) & {"textual", "rich"} == set()


def test_plain_play_does_without_textual(tmp_path: Path) -> None:
    modules = modules_after(
        "play", PACK, "--plain", "--count", "2", typed="?\n?\n", home=str(tmp_path)
    )
    assert "quiz.plain.sitting" in modules
    assert (tmp_path / "data" / "answers.db").exists()
    assert packages(modules) & {"textual", "rich"} == set()


def test_a_pack_that_was_read_before_needs_no_reader(tmp_path: Path) -> None:
    arguments = ("questions", PACK, "--count", "3", "--seed", "1")
    first = _modules(_RUN.format(arguments=arguments, typed=""), str(tmp_path))
    again = _modules(_RUN.format(arguments=arguments, typed=""), str(tmp_path))
    assert {"pydantic", "tomli"} <= packages(first)
    assert packages(again) & {"pydantic", "tomli", "sqlite3", "fsrs", "asyncio"} == set()
    assert "quiz.generate.draw" in again


@pytest.mark.parametrize("command", ["scores", "log", "students", "reports"])
def test_reading_the_log_needs_no_packs(command: str, tmp_path: Path) -> None:
    modules = modules_after(command, home=str(tmp_path))
    assert packages(modules) & {"pydantic", "tomli", "rapidfuzz"} == set()


@pytest.mark.parametrize(
    ("stage", "without"),
    [
        ("model", {"pydantic", "tomli", "sqlite3", "textual", "rich", "rapidfuzz"}),
        ("text", {"pydantic", "tomli", "sqlite3", "textual", "rich", "rapidfuzz"}),
        ("wire", {"pydantic", "tomli", "sqlite3", "textual", "rich", "rapidfuzz"}),
        ("packs", {"sqlite3", "textual", "rich"}),
        ("generate", {"sqlite3", "textual", "rich"}),
        ("play", {"sqlite3", "textual", "rich", "pydantic", "tomli", "fsrs"}),
        ("records", {"textual", "rich", "pydantic", "tomli"}),
        ("reports", {"textual", "rich", "pydantic", "tomli", "fsrs"}),
        ("exchange", {"sqlite3", "textual", "rich", "pydantic", "tomli"}),
        ("plain", {"textual", "rich", "sqlite3"}),
    ],
)
def test_every_module_of_a_stage_alone(stage: str, without: set[str]) -> None:
    code = f"""
import importlib, json, pkgutil, sys
stage = importlib.import_module("quiz.{stage}")
for found in pkgutil.walk_packages(getattr(stage, "__path__", []), "quiz.{stage}."):
    importlib.import_module(found.name)
json.dump(sorted(sys.modules), sys.stdout)
"""
    assert packages(_modules(code)) & without == set()


def test_generate_knows_pydantic_only_through_packs() -> None:
    """With packs replaced by nothing, generate brings neither pydantic nor tomli."""
    code = """
import importlib, json, pkgutil, sys
from unittest.mock import MagicMock
import quiz.packs
for found in pkgutil.walk_packages(quiz.packs.__path__, "quiz.packs."):
    sys.modules[found.name] = MagicMock()
import quiz.generate
for found in pkgutil.walk_packages(quiz.generate.__path__, "quiz.generate."):
    importlib.import_module(found.name)
json.dump(sorted(sys.modules), sys.stdout)
"""
    modules = _modules(code)
    assert "quiz.generate.draw" in modules
    assert packages(modules) & {"pydantic", "tomli", "tomllib"} == set()


def test_packs_are_read_without_plugins_of_whoever_is_installed() -> None:
    code = """
import json, sys
import quiz.packs.load
from pydantic.plugin import _loader
json.dump([str(_loader._plugins)], sys.stdout)
"""
    assert _modules(code) == {"None"}, "pydantic has looked for plugins"


def test_the_screens_are_loaded_without_what_secures_connections() -> None:
    """They make none; but whoever needs it later has it."""
    code = """
import json, sys
import quiz.ui
quiz.ui.warm()
found = sorted(sys.modules)
import ssl
ssl.create_default_context()
json.dump(found, sys.stdout)
"""
    modules = _modules(code)
    assert {"asyncio", "textual.app", "quiz.ui.screens.question"} <= modules
    assert {"ssl", "_ssl"} & modules == set()


@pytest.mark.parametrize("first", ["quiz.ui.load_textual()", "import textual.app", "pass"])
def test_the_screens_are_loaded_without_the_list_of_commands(first: str) -> None:
    """Which is there once it is used, whoever has loaded Textual."""
    code = f"""
import json, sys
import quiz.ui
{first}
quiz.ui.warm()
import quiz.ui.screens.home
found = sorted(sys.modules)
from quiz.ui.palette import CalmPalette, Themes
from textual.command import CommandPalette, Provider
from textual.screen import Screen
assert issubclass(CalmPalette, (CommandPalette, Screen)) and issubclass(Themes, Provider)
assert sys.modules["textual.command"].__file__
json.dump(found, sys.stdout)
"""
    unused = {"textual.command", "textual.types", "textual.widgets._input", "textual.widgets._tree"}
    assert _modules(code) & unused == (unused if first == "import textual.app" else set())


def test_a_first_question_is_loaded_without_what_only_answers_need() -> None:
    code = """
import json, sys
from quiz.cli import main, play
from quiz.cli.wanted import plain_wish
assert plain_wish(["play", "x"])
import quiz.records.log, quiz.records.students, quiz.ui
quiz.ui.warm()
import quiz.play.session
json.dump(sorted(sys.modules), sys.stdout)
"""
    modules = _modules(code)
    assert {"textual.app", "quiz.ui.screens.question", "quiz.play.session"} <= modules
    patterns = {"quiz.play.grading.numbers", "quiz.play.grading.names", "quiz.play.memory"}
    assert modules & {*patterns, "argparse", "quiz.cli.parser"} == set()


def test_the_counter_sees_what_is_imported() -> None:
    code = "import json, sys, textual.app; json.dump(sorted(sys.modules), sys.stdout)"
    assert "textual" in packages(_modules(code))
