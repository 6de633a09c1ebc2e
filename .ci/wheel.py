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
        self._house = Path(tempfile.mkdtemp())
        root, package = Path(self.root), self._house / "quiz"
        shutil.copytree(root / "quiz", package, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(root / "questions", package / "questions")
        path = os.pathsep.join(filter(None, (str(self._house), os.environ.get("PYTHONPATH"))))
        subprocess.run(
            [sys.executable, "-m", "quiz.generate.shipping"],
            check=True,
            cwd=self._house,
            env={**os.environ, "PYTHONPATH": path},
        )
        compiled = package / "questions" / ".compiled"
        build_data["force_include"][str(compiled)] = "quiz/questions/.compiled"

    def finalize(self, version: str, *_: object) -> None:
        """Leave nothing behind."""
        if version != "editable":
            shutil.rmtree(self._house)
