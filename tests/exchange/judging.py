"""Judges that are not ours: programs from npm, where they were installed."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

JUDGES = Path(__file__).with_name("judges")


def judged(text: str) -> list[dict[str, Any]]:
    """Return the questions that gift-pegjs finds; skip the test where it is not installed."""
    node = shutil.which("node")
    if node is None or not (JUDGES / "node_modules" / "gift-pegjs").is_dir():
        pytest.skip("npm install --prefix tests/exchange/judges")
    done = subprocess.run(
        [node, str(JUDGES / "gift.cjs")],
        input=text.encode(),
        capture_output=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr.decode()
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return [q for q in found if q["type"] != "Category"]
