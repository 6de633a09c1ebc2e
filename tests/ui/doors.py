"""What a module of the screens must not do with a string: rules over its syntax tree."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXTUALS_OWN = frozenset(
    [
        "Button", "Checkbox", "Collapsible", "DataTable", "Digits", "Footer", "Header", "Input",
        "Label", "Link", "Log", "Markdown", "MarkdownViewer", "Option", "OptionList", "Panel",
        "Placeholder", "Pretty", "RadioButton", "RadioSet", "RichLog", "Select", "SelectionList",
        "Static", "TabPane", "Table", "Text", "TextArea", "Toast", "Tooltip", "Tree",
    ]
)  # fmt: skip
"""Widgets and texts that take a string, and some of them for markup."""
FILLERS = frozenset(
    ["format", "format_map", "from_markup", "from_text", "from_ansi", "substitute",
     "safe_substitute", "print", "system", "markup"]
)  # fmt: skip
SHOWN = frozenset(
    ["border_title", "border_subtitle", "tooltip", "title", "sub_title", "label", "placeholder"]
)
RENDERS = frozenset(["Content", "Strip", "Iterable[Strip]", "list[Strip]"])
NAMES = frozenset(["id", "ident", "classes"])
SEEKERS = frozenset(
    ["query", "query_one", "query_exactly_one", "query_children", "query_ancestor", "add_class",
     "remove_class", "toggle_class", "get_child_by_id", "get_widget_by_id"]
)  # fmt: skip
NO_WIDGETS = frozenset(["Binding", "Choice", "Line", "Student", "Item", "SystemCommand"])
"""What has an id, or a name, that is no widget's."""
FILLING = frozenset(["say", "said", "faint"])
"""Doors whose first argument is a sentence of our own, with places to fill in."""


def slips(tree: ast.Module) -> list[str]:
    """Return in words, with the line, every way round the door; none is right."""
    return [
        f"{slip} in line {getattr(node, 'lineno', 0)}"
        for node in ast.walk(tree)
        for slip in _slips(node)
    ]


def _slips(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.JoinedStr):
        yield "an f-string"
    elif isinstance(node, ast.BinOp | ast.AugAssign):
        yield from _arithmetic(node)
    elif isinstance(node, ast.Call):
        yield from _call(node)
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        if node.name.startswith("render") and (
            node.returns is None or ast.unparse(node.returns) not in RENDERS
        ):
            yield f"{node.name} that may return a string"
    elif isinstance(node, ast.Assign):
        for target in node.targets:
            name = getattr(target, "attr", "")
            if name in SHOWN and not isinstance(node.value, ast.Constant):
                yield f"{name} set"


def _arithmetic(node: ast.BinOp | ast.AugAssign) -> Iterator[str]:
    if not isinstance(node.op, ast.Mod | ast.Add):
        return
    sides = [node.left, node.right] if isinstance(node, ast.BinOp) else [node.value]
    if any(isinstance(side, ast.Constant) and isinstance(side.value, str) for side in sides):
        yield "string arithmetic"
    if isinstance(node.op, ast.Mod) and isinstance(sides[-1], ast.Tuple | ast.Dict):
        yield "a template filled in by %"


def _call(node: ast.Call) -> Iterator[str]:
    called = node.func
    name = getattr(called, "id", getattr(called, "attr", ""))
    if name in TEXTUALS_OWN:
        yield f"{name}, which takes a string"
    if name in FILLERS and (isinstance(called, ast.Attribute) or name == "print"):
        yield f"{name}, which fills in or prints"
    named = {keyword.arg: keyword.value for keyword in node.keywords}
    if name == "notify" and getattr(named.get("markup"), "value", None) is not False:
        yield "a notification with markup"
    if name in FILLING and not _is_own(node.args[0] if node.args else None):
        yield f"{name} of a template that is not written there"
    if name in SEEKERS and node.args and not _is_own(node.args[0]):
        yield f"{name} by a name that is not written there"
    if name not in NO_WIDGETS:
        for key in NAMES & named.keys():
            if not _is_own(named[key]) and ast.unparse(named[key]) not in ("ident", "classes"):
                yield f"{key} of a widget that is not written there"


def _is_own(value: ast.expr | None) -> bool:
    """Tell whether a value stands in the code: a constant, one of two, a class, a name in capitals.

    A template that is handed on is looked at where it comes from.
    """
    if isinstance(value, ast.Constant):
        return True
    if isinstance(value, ast.IfExp):
        return _is_own(value.body) and _is_own(value.orelse)
    if isinstance(value, ast.Name | ast.Attribute):
        return ast.unparse(value).rpartition(".")[2].lstrip("_")[:1].isupper()
    return isinstance(value, ast.Subscript) and _is_own(value.value)
