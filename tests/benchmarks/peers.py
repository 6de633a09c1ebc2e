"""The programs that Footnote is measured against, in a venv of their own, at pinned versions.

They are installed once, beside what other programs keep for later: FOOTNOTE_PEERS names another
folder. The folder can be deleted at any time.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from platformdirs import user_cache_path

PINNED = Path(__file__).with_name("peers.txt")
THEIRS = Path(__file__).with_name("theirs")


def folder() -> Path:
    """Return where the peers of this Python and these versions are."""
    named = os.environ.get("FOOTNOTE_PEERS")
    root = Path(named) if named else user_cache_path("footnote-benchmarks")
    digest = hashlib.sha256(PINNED.read_bytes()).hexdigest()[:12]
    return root / f"peers-{sys.version_info.major}.{sys.version_info.minor}-{digest}"


def python() -> str:
    """Return the interpreter that has the peers; install them first where they are missing."""
    home = folder()
    interpreter, whole = home / "bin" / "python", home / "installed"
    if not whole.exists():
        print(f"installing the peers into {home}", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(home)], check=True)
        pip = [str(interpreter), "-m", "pip", "install", "-qqq", "--disable-pip-version-check"]
        subprocess.run([*pip, "--requirement", str(PINNED)], check=True)
        subprocess.run([str(interpreter), "-m", "compileall", "-q", str(home / "lib")], check=False)
        whole.touch()
    return str(interpreter)


def program(name: str) -> str:
    """Return a command that a peer has installed."""
    return str(Path(python()).with_name(name))


def script(name: str, *arguments: str) -> list[str]:
    """Return the command line of one of our scripts that runs among the peers."""
    return [python(), str(THEIRS / name), *arguments]
