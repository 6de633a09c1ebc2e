"""Aiken: a line, options A to Z, and the line that names the right one."""

from __future__ import annotations

import re

from quiz.exchange.reading.found import Found, Kind, Reading, flat, several

_OPTION = re.compile(r"([A-Z])[.)]\s+(.*)", re.IGNORECASE)
_KEY = re.compile(r"ANSWER:\s*([A-Z])\s*$", re.IGNORECASE)


def read(text: str) -> Reading:
    """Return the questions: a line, options A to Z, and the line that names the right one."""
    reading = Reading()
    said, options = list[str](), dict[str, str]()
    for line in (*text.split("\n"), ""):
        line = line.strip()  # noqa: PLW2901
        if key := _KEY.match(line):
            right = options.get(key[1].upper(), "")
            reading.add(
                Found(
                    kind=Kind.CHOICE,
                    prompt=flat(" ".join(said)),
                    right=several([right]),
                    wrong=several(option for option in options.values() if option != right),
                    options=several(options.values()),
                )
            )
            said, options = [], {}
        elif said and (option := _OPTION.match(line)):
            options[option[1].upper()] = flat(option[2])
        elif line:
            if options:
                reading.drop(" ".join(said), "no line says which of its options is right")
                said, options = [], {}
            said.append(line)
    if said:
        reading.drop(" ".join(said), "no line says which of its options is right")
    return reading
