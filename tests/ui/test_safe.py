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
from tests.ui import doors

ROOT = Path(quiz.ui.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))
NOT_SHOWN = {"crash.py", "incoming.py", "safe.py"}
"""Modules that put strings together: for a file and for stderr, cleaned there; and the door.

The patterns of what comes in are never shown.
"""


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


HANDS_ON = {"progress/sheet.py": ["say of a template that is not written there in line 89"]}
"""`faint` hands its sentence on; who calls it writes the sentence there."""


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_no_string_goes_round_the_door(path):
    """No f-string, `%`, `str.format` or `+` of strings anywhere: `safe.say` fills in."""
    if path.name not in NOT_SHOWN:
        assert doors.slips(parse(path)) == HANDS_ON.get(path.relative_to(ROOT).as_posix(), [])


def test_every_room_of_the_screens_is_looked_at():
    seen = {path.relative_to(ROOT).as_posix() for path in MODULES}
    assert {
        "list_page.py", "question_leaf.py", "after_leaf.py", "sure_leaf.py", "palette.py",
        "progress/overview.py", "preview/leaves.py", "screens/preview.py", "widgets/forms/base.py",
    } <= seen  # fmt: skip
    assert {path.name for path in MODULES if path.name in NOT_SHOWN} == NOT_SHOWN


@pytest.mark.parametrize(
    "smuggled",
    [
        'self.update(f"{title}")', 'text("by " + name)', 'text(name + "!")', 'name += "!"',
        'text("%s" % name)', "text(template % (name,))", 'text("{}".format(name))',
        "text(template.format_map(names))", "Template(name).substitute(x=1)",
        "Content.from_markup(name)", "Text.from_markup(name)", "Content.from_text(name)",
        "yield Static(name)", "Label(name, markup=False)", "table = DataTable()", "Option(name)",
        "self.border_title = name", "widget.tooltip = name", "self.title = pack.title",
        "self.app.sub_title = pack.title", "self.notify(name)", "notify(name, markup=True)",
        "say(pack.title)", "said(name, n=1)", "faint(name)", "say(a if b else c)",
        "self.query_one(name)", "self.query(selector_of(pack))", "widget.add_class(pack.id)",
        "Prose(ident=pack.id)", "super().__init__(id=pack.id)", "print(name)",
        "class A(Widget):\n def render(self): return self.name",
        "class A(Widget):\n def render(self) -> str: return self.name",
        "class A(Widget):\n def render(self) -> RenderResult: return self.name",
        "class A(Widget):\n def render_line(self, y): return self.name",
    ],
)  # fmt: skip
def test_what_is_smuggled_past_it_is_seen(smuggled):
    assert doors.slips(ast.parse(smuggled)), smuggled


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
    unseen = "e\u200b\ufeff\U000e0041\u2028" + "\u0301" * 40 + "\ue000"
    assert guard.apply([Segment(unseen)], black)[0].text == "e" + "\u0301" * 6 + "\ufffd"
    control = Segment("\x1b[H", None, [(1,)])
    assert guard.apply([control], black)[0] is control


def test_no_module_is_too_long_and_no_function_either():
    for path in MODULES:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path
        for node in ast.walk(parse(path)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                assert (node.end_lineno or 0) - node.lineno < 60, (path, node.name)
