"""The wheel holds what a player needs, and works where there is nothing but the wheel."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACK = "trotsky-and-stalin"
slow = pytest.mark.skipif("FOOTNOTE_SLOW" not in os.environ, reason="slow: set FOOTNOTE_SLOW=1")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built by hatchling alone: nothing is fetched."""
    folder = tmp_path_factory.mktemp("wheel")
    code = f"import hatchling.build; print(hatchling.build.build_wheel({str(folder)!r}))"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)
    [built] = folder.glob("*.whl")
    return built


def test_the_wheel_holds_the_packs_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    packs = {path.parent.name for path in (ROOT / "questions").glob("*/pack.toml")}
    assert PACK in packs
    for pack in packs:
        assert f"quiz/questions/{pack}/pack.toml" in names
        rows = {path.name for path in (ROOT / "questions" / pack).glob("*.toml")}
        assert {Path(name).name for name in names if f"questions/{pack}/" in name} >= rows
    examples = {path.name for path in (ROOT / "quiz" / "packs" / "scaffold").glob("*.toml")}
    assert len(examples) == 3
    needed = {"ui/app.tcss", "packs/builtin.toml", "py.typed", "questions/pack.schema.json"}
    for name in needed | {f"packs/scaffold/{example}" for example in examples}:
        assert f"quiz/{name}" in names
    tops = {name.partition("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"quiz"}
    assert not any(name.endswith((".pyc", ".txt.orig", "~")) for name in names)


@slow
def test_quiz_works_from_the_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    """In a new environment that has the dependencies, but no checkout in sight."""
    folder = tmp_path / "venv"
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    lock = ROOT / "requirements.lock"
    for wanted in (["-r", str(lock)], ["--no-deps", str(wheel)]):
        subprocess.run(
            [python, "-m", "pip", "install", "-q", *wanted],
            check=True,
            cwd=tmp_path,
            capture_output=True,
        )
    env = {"PATH": "/usr/bin:/bin", "QUIZ_HOME": str(tmp_path / "home")}

    def quiz(*arguments: str, typed: str = "") -> str:
        done = subprocess.run(
            [folder / "bin" / "quiz", *arguments],
            input=typed,
            text=True,
            env=env,
            cwd=tmp_path,
            capture_output=True,
            check=True,
        )
        return done.stdout

    assert "installation" in quiz("packs")
    assert quiz("questions", PACK, "--count", "3", "--seed", "7").count("\n") == 3
    assert "Results" in quiz("play", PACK, "--plain", "--count", "1", typed="?\n" * 3)
    assert quiz("log").count(PACK) > 0
