"""The door from data to the screen, and that nothing goes round it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from rich.segment import Segment
from textual.color import Color
from textual.content import Content

import quiz.ui
from quiz.ui import safe

ROOT = Path(quiz.ui.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))
NOT_SHOWN = {"crash.py", "incoming.py", "safe.py"}
"""Modules that put strings together: for a file and for stderr, cleaned there; and the door.

The patterns of what comes in are never shown.
"""


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_no_string_is_put_together_outside_the_door(path):
    """No f-string, `%`, `str.format` or `+` of strings anywhere: `safe.say` fills in."""
    if path.name in NOT_SHOWN:
        return
    for node in ast.walk(parse(path)):
        assert not isinstance(node, ast.JoinedStr), f"f-string in line {node.lineno}"
        if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Mod, ast.Add)):
            for side in (node.left, node.right):
                assert not (isinstance(side, ast.Constant) and isinstance(side.value, str)), (
                    f"string arithmetic in line {node.lineno}"
                )
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in ("format", "format_map", "from_markup", "from_text"), (
                f"{node.func.attr} in line {node.lineno}"
            )


SINKS = {
    "Static": 0, "Label": 0, "Button": 0, "Option": 0, "Digits": 0, "Markdown": 0, "Text": 0,
    "border_title": 0, "tooltip": 0,
}  # fmt: skip


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_no_widget_that_parses_markup_is_used(path):
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            assert name not in SINKS, f"{name} in line {node.lineno}"
            if name == "notify":
                named = {k.arg: k.value for k in node.keywords}
                assert getattr(named.get("markup"), "value", None) is False
        if isinstance(node, ast.Assign):
            for target in node.targets:
                name = getattr(target, "attr", "")
                assert name not in ("border_title", "border_subtitle", "tooltip"), name


def test_content_is_made_of_data_by_the_door_alone():
    """`Content(...)` takes constants, widget state that was cleaned, or nothing elsewhere."""
    allowed = {("widgets/line_edit.py", "text")}
    for path in MODULES:
        if path.name == "safe.py":
            continue
        for node in ast.walk(parse(path)):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", "") == "Content"
                and node.args
                and not isinstance(node.args[0], ast.Constant)
            ):
                where = path.relative_to(ROOT).as_posix()
                assert (where, getattr(node.args[0], "attr", "")) in allowed, (where, node.lineno)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_widgets_import_no_screen_and_screens_no_other_screen(path):
    where = path.relative_to(ROOT).parts
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            if where[0] == "widgets":
                assert not node.module.startswith(("quiz.ui.screens", "quiz.ui.app")), node.module
            if where[0] == "screens":
                assert not node.module.startswith(("quiz.ui.screens.", "quiz.ui.app")), node.module


def test_say_fills_in_and_keeps_what_was_styled():
    said = safe.say("{n} of {total}: {what}", n=3, total="[b]4[/b]", what=safe.text("x", "bold"))
    assert said.plain == "3 of [b]4[/b]: x"
    assert [(s.start, s.end, s.style) for s in said.spans] == [(15, 16, "bold")]
    assert safe.say("{n:,d}", n=1234567).plain == "1,234,567"
    assert safe.say("{what}", "italic", what="\x1b[2J").plain == "\ufffd[2J"
    assert safe.say("{a}{b}", a="{b}", b="{a}").plain == "{b}{a}"


def test_texts_are_cut():
    assert len(safe.text("x" * 5000).plain) == safe.LONGEST
    assert safe.text("x" * 5000).plain.endswith("…")
    assert len(safe.block("a\n" * 500).plain.split("\n")) == safe.MOST_LINES + 1
    assert "\n" not in safe.text("a\nb").plain


def test_fit():
    assert safe.fit(Content("Trotsky and Stalin"), 8).plain == "Trotsky…"
    assert safe.fit(Content("Trotsky"), -3).plain == ""


def test_the_guard_drops_controls_and_leaves_the_rest():
    guard = safe.Guard()
    black = Color(0, 0, 0)
    kept = Segment("plain ünïcode 👩‍👧")
    assert guard.apply([kept], black)[0] is kept
    assert guard.apply([Segment("a\x1b[2Jb\x9bc\u202ed\x00")], black)[0].text == "a[2Jbcd"
    control = Segment("\x1b[H", None, [(1,)])
    assert guard.apply([control], black)[0] is control


def test_no_module_is_too_long_and_no_function_either():
    for path in MODULES:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path
        for node in ast.walk(parse(path)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                assert (node.end_lineno or 0) - node.lineno < 60, (path, node.name)
