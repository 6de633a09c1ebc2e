"""Tables as TOML, also those that are none: what a value is written as is for the writer to say."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

_ESCAPED = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Raw:
    """A value that is written as it stands, whether TOML has it or not."""

    text: str


def written(tables: dict[str, Any]) -> list[str]:
    """Return the tables as lines, each a statement."""
    lines: list[str] = []
    loose = [(key, value) for key, value in tables.items() if not isinstance(value, dict | list)]
    lines += [f"{_key(key)} = {_value(value)}" for key, value in loose]
    for key, value in tables.items():
        if isinstance(value, dict):
            lines += _table(f"{_key(key)}", value)
        elif isinstance(value, list) and all(isinstance(row, dict) for row in value):
            for row in value:
                lines += ["", f"[[{_key(key)}]]", *_pairs(row)]
        elif isinstance(value, list):
            lines.insert(0, f"{_key(key)} = {_value(value)}")
    return lines


def _table(name: str, table: dict[str, Any]) -> list[str]:
    inner = {key: v for key, v in table.items() if isinstance(v, dict)}
    nested = name.split(".")[0] in ("sources", "kinds") and name.count(".") < 3
    flat = {k: v for k, v in table.items() if not (nested and k in inner)}
    lines = ["", f"[{name}]", *_pairs(flat)] if flat or not inner else []
    if nested:
        for key, value in inner.items():
            lines += _table(f"{name}.{_key(key)}", value)
    return lines


def _pairs(table: dict[str, Any]) -> list[str]:
    return [f"{_key(key)} = {_value(value)}" for key, value in table.items()]


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _text(key)


def _text(text: str) -> str:
    quoted = json.dumps(text, ensure_ascii=False)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04X}", quoted)


def _value(value: Any) -> str:
    if isinstance(value, Raw):
        return value.text
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return repr(value)
