"""Judges that are not ours: programs of others, where `.ci/judges` installed them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SCRIPTS = Path(__file__).with_name("judges")
INSTALLED = Path(__file__).parents[2] / ".judges"
PYTHON = INSTALLED / "python"


def _run(command: list[str], text: str = "") -> str:
    """Run a judge; those in Python see their own packages and nothing of ours."""
    done = subprocess.run(
        command,
        input=text.encode(),
        capture_output=True,
        check=False,
        timeout=300,
        env={
            **os.environ,
            "NODE_PATH": str(INSTALLED / "node_modules"),
            "PYTHONPATH": str(PYTHON),
        },
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def by_gift_pegjs(text: str) -> list[dict[str, Any]]:
    """Return the questions that gift-pegjs finds; skip the test where it is not installed."""
    node = shutil.which("node")
    if node is None or not (INSTALLED / "node_modules" / "gift-pegjs").is_dir():
        pytest.skip("gift-pegjs is not there: .ci/judges")
    found: list[dict[str, Any]] = json.loads(_run([node, str(SCRIPTS / "gift.cjs")], text))
    return [q for q in found if q["type"] != "Category"]


def by_anki(files: list[Path]) -> list[dict[str, Any]]:
    """Import the files into a new collection, one after the other; return what Anki says."""
    said = _by_python("anki", "anki_import.py", *map(str, files))
    return [json.loads(row) for row in said.splitlines()]


def _by_python(package: str, script: str, *words: str, text: str = "") -> str:
    if not (PYTHON / package).is_dir():
        pytest.skip(f"{package} is not there: .ci/judges")
    return _run([sys.executable, "-S", str(SCRIPTS / script), *words], text)


def by_ralph(statements: list[dict[str, Any]]) -> list[str]:
    """Return what is wrong with each statement by Ralph's models of xAPI, "" for nothing."""
    found: list[str] = json.loads(_by_python("ralph", "xapi.py", text=json.dumps(statements)))
    return found


def by_qti_sdk(items: dict[str, str], answers: list[Any]) -> list[tuple[float, list[str]]]:
    """Validate the items against the schemas and score the answers with OAT's QTI SDK.

    Its folder is `.judges/qti-sdk`. It is in no registry of Python or JavaScript, so nothing
    installs it: clone oat-sa/qti-sdk there. Skips the test where it, or PHP, is not there.
    """
    php, folder = shutil.which("php"), INSTALLED / "qti-sdk"
    if php is None or not folder.is_dir():
        pytest.skip("OAT's QTI SDK is not there: clone it into .judges/qti-sdk")
    given = json.dumps({"items": items, "answers": answers})
    said = _run([php, str(SCRIPTS / "qti.php"), str(folder)], given)
    return [tuple(json.loads(row)) for row in said.splitlines()]
