"""Folders that the student may not read or write: a sentence, or the game goes on without them.

Root may do everything, so the command runs without that right.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shipped import FULL

ROOT = Path(__file__).parents[2]
DROP_BOUND = 24
RIGHTS = (0, 1, 2, 3)
"""To own, to write, to read and to mend what is somebody else's."""

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs prctl")


def give_up_rights() -> None:
    if os.geteuid() == 0:
        for right in RIGHTS:
            ctypes.CDLL(None).prctl(DROP_BOUND, right, 0, 0, 0)


def anybody(*args: str) -> subprocess.CompletedProcess[str]:
    """Run the command as somebody to whom permissions apply."""
    return subprocess.run(
        [sys.executable, "-m", "quiz", *args],
        cwd=ROOT,
        input="1\n",
        text=True,
        encoding="utf-8",
        capture_output=True,
        check=False,
        timeout=60,
        preexec_fn=give_up_rights,  # no thread of ours holds a lock here
    )


COMMANDS = [
    ("questions", "inventions", "--count", "1"),
    ("play", "inventions", "--plain", "--count", "1", "--seed", "7"),
    ("packs",),
    ("export", "inventions", "--to", "csv", "--count", "1"),
    ("scores",),
    (),
]
if not FULL:
    COMMANDS = COMMANDS[:1]


@pytest.mark.parametrize("mode", [0o000, 0o400, 0o500] if FULL else [0o000])
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_cache_that_may_not_be_read(home: Path, command: tuple[str, ...], mode: int) -> None:
    """As sudo leaves one behind."""
    anybody(*COMMANDS[0])
    cache = home / "cache"
    assert cache.is_dir()
    cache.chmod(mode)
    try:
        done = anybody(*command)
    finally:
        cache.chmod(0o700)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("mode", [0o000, 0o300, 0o400] if FULL else [0o300, 0o400])
def test_a_pack_that_may_not_be_read(tmp_path: Path, pack: Path, mode: int) -> None:
    """A folder that shows no names, or names only, is not one without a pack."""
    folder = tmp_path / "locked"
    folder.mkdir()
    pack.rename(folder / "pack.toml")
    folder.chmod(mode)
    try:
        done = anybody("check", str(folder))
    finally:
        folder.chmod(0o700)
    assert done.returncode == 1
    assert "cannot be read: you may not read it" in done.stdout, done
    assert str(folder) in done.stdout
