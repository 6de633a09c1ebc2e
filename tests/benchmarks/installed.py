"""Footnote as somebody has it who did what the README says: a wheel, installed in its own venv.

It lies beside the peers, and is made anew when a file of it has changed.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from tests.benchmarks import peers
from tests.benchmarks.stopwatch import ROOT

LOCK = ROOT / "requirements.lock"


@cache
def quiz() -> str:
    """Return the command; install it first where it is not there yet, as it is now."""
    checkout = hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]
    kept = f"ours-{sys.version_info.major}.{sys.version_info.minor}-{checkout}"
    root = peers.folder().parent
    home = root / f"{kept}-{_digest()}"
    whole = home / "installed"
    if not whole.exists():
        print(f"installing Footnote into {home}", file=sys.stderr)
        for old in root.glob(f"{kept}-*"):
            shutil.rmtree(old)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(home)], check=True)
        pip = [str(home / "bin" / "python"), "-m", "pip", "install", "-qqq"]
        pip.append("--disable-pip-version-check")
        subprocess.run([*pip, "--requirement", str(LOCK)], check=True)
        subprocess.run([*pip, "--no-deps", "--no-build-isolation", str(ROOT)], check=True)
        whole.touch()
    return str(home / "bin" / "quiz")


def bench(name: str) -> tuple[str, ...]:
    """Return the command that runs one of these modules on the same Python."""
    return str(Path(quiz()).with_name("python")), "-m", f"tests.benchmarks.{name}"


def _digest() -> str:
    digest = hashlib.sha256(LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes())
    for folder in ("quiz", "questions", ".ci"):
        for file in sorted((ROOT / folder).rglob("*")):
            if file.is_file() and file.suffix != ".pyc":
                digest.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return digest.hexdigest()[:12]
