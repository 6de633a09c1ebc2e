"""Where Footnote keeps its files: under QUIZ_HOME, or where the platform wants them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

APP = "footnote-quiz"


def data_dir() -> Path:
    """Return the folder of the log; it may not exist yet."""
    return _folder("data")


def cache_dir() -> Path:
    """Return the folder of what can be made again; it may not exist yet."""
    return _folder("cache")


def settings_dir() -> Path:
    """Return the folder of settings; it may not exist yet."""
    return _folder("settings")


def _folder(name: Literal["data", "cache", "settings"]) -> Path:
    home = os.environ.get("QUIZ_HOME", "")
    if home:
        return named(home).absolute() / name
    import platformdirs  # deferred: not needed where QUIZ_HOME is set

    dirs = platformdirs.PlatformDirs(APP, appauthor=False)
    return {
        "data": dirs.user_data_path,
        "cache": dirs.user_cache_path,
        "settings": dirs.user_config_path,
    }[name]


def named(text: str) -> Path:
    """Return the path that somebody wrote, with ~ filled in where it is somebody's home."""
    try:
        return Path(text).expanduser()
    except RuntimeError:
        return Path(text)


def leads_out(path: Path, folder: Path) -> bool:
    """Tell whether a path below a folder is, by its links, a place outside of it."""
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def is_there(path: Path) -> bool:
    """Tell whether there is anything. Unlike `Path.exists` it raises nothing, whatever the name."""
    return os.path.exists(path)  # noqa: PTH110


def is_link(path: Path) -> bool:
    """Tell whether it is a link, wherever that leads; not where that cannot be found out."""
    return os.path.islink(path)  # noqa: PTH114


def is_file(path: Path) -> bool:
    """Tell whether it is an ordinary file; not where that cannot be found out."""
    return os.path.isfile(path)  # noqa: PTH113


def is_folder(path: Path) -> bool:
    """Tell whether it is a folder; not where that cannot be found out."""
    return os.path.isdir(path)  # noqa: PTH112
