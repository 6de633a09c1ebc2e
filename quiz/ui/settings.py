"""What a student has chosen about the screen, kept from one day to the next."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

NAME = "screen.json"
MOST = 1000
"""Questions that may be asked for at most."""


@dataclass(slots=True, kw_only=True)
class Settings:
    """The choices; what is not known is as it comes."""

    theme: str = "ink"
    count: int = 10
    mode: str = "practice"


def read(folder: Path | None) -> Settings:
    """Return the choices; the usual ones where there are none, or none that can be read."""
    settings = Settings()
    if folder is None:
        return settings
    try:
        with (folder / NAME).open("rb") as file:
            raw: Any = json.loads(file.read(10_000))
    except (OSError, ValueError, RecursionError):
        return settings
    if not isinstance(raw, dict):
        return settings
    if isinstance(theme := raw.get("theme"), str):
        settings.theme = theme
    if isinstance(count := raw.get("count"), int) and 0 < count <= MOST:
        settings.count = count
    if isinstance(mode := raw.get("mode"), str):
        settings.mode = mode
    return settings


def write(settings: Settings, folder: Path | None) -> bool:
    """Keep the choices, all or nothing; return whether that worked. Losing them harms nobody."""
    if folder is None:
        return False
    path = folder / NAME
    new = path.with_suffix(".new")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        new.write_text(json.dumps(asdict(settings)), encoding="utf-8")
        new.replace(path)
    except OSError:
        return False
    return True
