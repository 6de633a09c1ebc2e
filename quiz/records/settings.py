"""What a student has chosen, kept from one day to the next: one small file a student."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from quiz.packs.files import read_regular
from quiz.play.begin import DEFAULT_USER
from quiz.quick import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BEFORE = "screen.json"
"""Where the one student's choices were before there were several."""
FOLDER = "students"
MOST = 1000
"""Questions that may be asked for at most."""
EXTRAS = (1.0, 1.25, 1.5, 2.0)
"""What a student's time is multiplied by, wherever a clock runs."""
MOST_MINUTES = 600
MOST_NEW = 100
OWN = "own"
TITLES = {
    "apa": "APA 7",
    "mla": "MLA 9",
    "chicago-notes": "Chicago, notes",
    "chicago-author-date": "Chicago, author-date",
    "gost": "GOST",
    OWN: "the short form",
}
"""The styles of references, as people call them; OWN is as they stand on the screen."""
_LONGEST = 10_000
"""Bytes of the file."""
_IDENT = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


@dataclass(slots=True, kw_only=True)
class Settings:
    """The choices; what is not known is as it comes."""

    theme: str = "ink"
    count: int = 10
    mode: str = "practice"
    confidence: bool = False
    """Whether it is asked, before each verdict, how sure the student is."""
    extra: float = 1.0
    """One of `EXTRAS`."""
    minutes: int = 0
    """The time for an exam; 0: as long as it takes."""
    new: int = 10
    """Facets that are new in one day, at most."""
    goal: int = 0
    """Questions that the student means to answer in a day; 0: no goal."""
    style: str = "apa"
    """In which references are copied, one of `TITLES`."""


def _text(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 80


def _whole(least: int, most: int) -> Callable[[Any], bool]:
    return lambda value: type(value) is int and least <= value <= most


_FITS: dict[str, Callable[[Any], bool]] = {
    "theme": _text,
    "count": _whole(1, MOST),
    "mode": _text,
    "confidence": lambda value: isinstance(value, bool),
    "extra": lambda value: isinstance(value, float | int) and value in EXTRAS,
    "minutes": _whole(0, MOST_MINUTES),
    "new": _whole(0, MOST_NEW),
    "goal": _whole(0, MOST),
    "style": _text,
}


def place(folder: Path, student: str = DEFAULT_USER) -> Path | None:
    """Return the file of a student's choices; None where the id could name another place."""
    if _IDENT.fullmatch(student) is None:
        return None
    return folder / FOLDER / f"{student}.json"


def read(folder: Path | None, student: str = DEFAULT_USER) -> Settings:
    """Return the choices; the usual ones where there are none, or none that can be read."""
    settings = Settings()
    path = place(folder, student) if folder is not None else None
    if folder is None or path is None:
        return settings
    raw = _read(path)
    if raw is None and student == DEFAULT_USER:
        raw = _read(folder / BEFORE)
    for name, value in (raw or {}).items():
        if name in _FITS and _FITS[name](value):
            setattr(settings, name, float(value) if name == "extra" else value)
    return settings


def _read(path: Path) -> dict[str, Any] | None:
    try:
        raw: Any = json.loads(read_regular(path, _LONGEST) or b"")
    except (OSError, ValueError, RecursionError):
        return None
    return raw if isinstance(raw, dict) else None


def write(settings: Settings, folder: Path | None, student: str = DEFAULT_USER) -> bool:
    """Keep the choices, all or nothing; return whether that worked. Losing them harms nobody."""
    path = place(folder, student) if folder is not None else None
    if path is None:
        return False
    new = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new.write_text(json.dumps(asdict(settings)), encoding="utf-8")
        new.replace(path)
    except OSError:
        return False
    return True


def forget(folder: Path, student: str) -> None:
    """Delete a student's choices, those of an earlier version too. Raises OSError."""
    path = place(folder, student)
    if path is not None:
        path.unlink(missing_ok=True)
        path.with_suffix(".new").unlink(missing_ok=True)
    if student == DEFAULT_USER:
        (folder / BEFORE).unlink(missing_ok=True)
