"""Text that would do something to a terminal, or to a program that believes it."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from quiz.model import Form
from tests.make import question

if TYPE_CHECKING:
    from quiz.model import Question

SEQUENCES = (
    "\x1b]52;c;aGFja2Vk\x07",  # writes the clipboard
    "\x1b]0;renamed\x07",  # names the window
    "\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\",
    "\x1b[2J\x1b[3J",  # empties the screen and what was scrolled away
    "\x1b[6n",  # makes the terminal type
    "\x1b[5;31;1;4;9mred\x1b[999;999H",
    "\x1bP+q544e\x1b\\",
    "\x1bc",  # resets everything
    "\x1b(0lqk",
    "\x9b2J\x9d0;renamed\x9c\x90q\x9c",  # the same in C1
    "\x00\x05\x08\x0b\x0c\x0e\x0f\x7f\x1a",
    "\u202eright to left\u202c \u2066isolated\u2069",
    "Z" + "\u0301\u0332\u033f\u0488" * 40,
)
"""What must not reach a terminal."""
MARKUP = (
    "[@click=app.screenshot('/', '/')]click[/]",
    "[/] [/b] [bold [red]][link=https://example.org]",
    "[$error]x[/$error] \\[b] [[ ]]",
    "{0.__class__} {name} %s %(x)s ${home}",
    "<b>&amp;</b> :warning: **bold** `code`",
    "\u200b\u200c\u200d\ufeff\u00ad\u2028\u2029",
    "👩‍👩‍👧‍👦 漢字 שלום العربية ไทย",
    "'\"; DROP TABLE answer; --",
)
"""What is text, and has to be shown as it is or at least to do no harm."""
ALL = (*SEQUENCES, *MARKUP)


def toml(text: str) -> str:
    """Return the text as a TOML string, control characters escaped so that the file is TOML."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def pack(dirt: str) -> str:
    """Return a pack of one file with dirt in every place where text may stand."""

    def said(text: str) -> str:
        return toml(f"{text} {dirt}")

    rows = "".join(
        f"""
[[river]]
name = {said(name)}
aliases = [{said(name + " water")}]
topic = {said("Rivers")}
sea = {said(sea)}
length = {length}
note = {said("It flows.")}
cite = {{ source = "atlas", section = {said("§")}, phrase = {said("flows into the sea")} }}
"""
        for name, sea, length in [
            ("the Rhine", "the North Sea", 1230),
            ("the Danube", "the Black Sea", 2850),
            ("the Volga", "the Caspian Sea", 3530),
            ("the Rhône", "the Mediterranean", 810),
        ]
    )
    return f"""
[pack]
id = "hostile"
title = {said("Rivers")}
description = {said("Rivers and seas.")}
authors = [{said("Somebody")}]
[sources.atlas]
title = {said("An atlas")}
author = {{ literal = {said("Its editors")} }}
label = {said("atlas")}
note = {said("A book.")}
text = "atlas.txt"
[kinds.river]
[kinds.river.fields.length]
type = "number"
unit = {said("km")}
ask = "How long is {{name}}?"
says = "{{name}} is {{value}} long"
[kinds.river.fields.sea]
type = "category"
ask = "Into which sea does {{name}} flow?"
back = "Which of these rivers flows into {{value}}?"
says = "{{name}} flows into {{value}}"
{rows}"""


def soiled(value: Any, dirt: str) -> Any:
    """Return the value with dirt at the end of every string that a student may be shown."""
    if isinstance(value, Form):
        return value
    if isinstance(value, str):
        return value + dirt
    if isinstance(value, tuple):
        return tuple(soiled(each, dirt) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in fields(value)]
        return replace(value, **{name: soiled(getattr(value, name), dirt) for name in names})
    return value


def soiled_questions(dirt: str) -> tuple[Question, ...]:
    """Return a question of every form, soiled in every place."""
    return tuple(
        soiled(question(form, f"fact-{form}", unit="km", dates=("1901",) * 5), dirt)
        for form in Form
    )
