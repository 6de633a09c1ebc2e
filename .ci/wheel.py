"""Puts compiled copies of the packs into a wheel, so that a first start need not read them.

The program is laid out as it will lie once it is installed, and compiles its own packs there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledPacks(BuildHookInterface[Any]):
    """Runs before a wheel is put together; an editable one lies in its checkout and has none."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the copies to what the wheel holds."""
        if version == "editable":
            return
        self._house = tempfile.TemporaryDirectory()  # gone at the latest when the build ends
        root, package = Path(self.root), Path(self._house.name) / "quiz"
        shutil.copytree(root / "quiz", package, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(root / "questions", package / "questions")
        path = os.pathsep.join(filter(None, (self._house.name, os.environ.get("PYTHONPATH"))))
        subprocess.run(
            [sys.executable, "-m", "quiz.generate.shipping"],
            check=True,
            cwd=self._house.name,
            env={**os.environ, "PYTHONPATH": path},
        )
        compiled = package / "questions" / ".compiled"
        build_data["force_include"][str(compiled)] = "quiz/questions/.compiled"

    def finalize(self, version: str, *_: object) -> None:
        """Leave nothing behind."""
        if version != "editable":
            self._house.cleanup()
