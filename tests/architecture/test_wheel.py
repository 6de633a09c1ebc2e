"""The wheel holds what a player needs, and works where there is nothing but the wheel."""

from __future__ import annotations

import json
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


COMPILED = "quiz/questions/.compiled/"
READERS = {"pydantic", "tomli"}
_RUN = """
import json, sys
sys.path.insert(0, {laid_out!r})
from quiz.cli import main
code = main({arguments!r})
packages = {{name.partition(".")[0] for name in sys.modules}}
print(json.dumps([code, sys.modules["quiz"].__file__, sorted(packages)]))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built by hatchling alone: nothing is fetched."""
    return built(tmp_path_factory.mktemp("wheel"))


def built(folder: Path) -> Path:
    code = f"import hatchling.build; print(hatchling.build.build_wheel({str(folder)!r}))"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)
    [wheel] = folder.glob("*.whl")
    return wheel


@pytest.fixture
def laid_out(wheel: Path, tmp_path: Path) -> Path:
    """As it lies in an installation, whose files are as old as their installation."""
    with zipfile.ZipFile(wheel) as whole:
        whole.extractall(tmp_path / "laid-out")
    return tmp_path / "laid-out"


def run(laid_out: Path, home: Path, *arguments: str) -> tuple[str, set[str]]:
    """Run a command of what is laid out; return what it printed, and the packages it loaded."""
    code = _RUN.format(laid_out=str(laid_out), arguments=list(arguments))
    env = {**os.environ, "QUIZ_HOME": str(home)}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=env, check=True, capture_output=True, text=True)
    said, _, last = done.stdout.rstrip("\n").rpartition("\n")
    status, where, packages = json.loads(last)
    assert status == 0
    assert Path(where).is_relative_to(laid_out), "it is not what was laid out"
    return said, set(packages)


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


def test_not_even_a_first_start_reads_a_pack_that_was_brought_along(
    laid_out: Path, tmp_path: Path
) -> None:
    wanted = ("questions", PACK, "--count", "5", "--seed", "7")
    said, packages = run(laid_out, tmp_path / "new", *wanted)
    assert packages & READERS == set()
    listed, packages = run(laid_out, tmp_path / "new", "packs")
    assert packages & READERS == set()
    closed = tmp_path / "closed"
    closed.write_text("no folder can be made here", "utf-8")
    assert run(laid_out, closed, *wanted)[0] == said
    for one in (laid_out / COMPILED).glob("**/*.*"):
        one.unlink()
    read, packages = run(laid_out, tmp_path / "bare", *wanted)
    assert packages >= READERS
    assert read == said
    assert run(laid_out, tmp_path / "bare", "packs")[0] == listed


def test_what_was_brought_along_is_not_taken_for_a_pack_that_was_changed(
    laid_out: Path, tmp_path: Path
) -> None:
    head = laid_out / "quiz" / "questions" / PACK / "pack.toml"
    head.write_text(head.read_text("utf-8").replace("Trotsky and Stalin", "Mended"), "utf-8")
    said, packages = run(laid_out, tmp_path / "home", "packs")
    assert "Mended" in said
    assert packages >= READERS


def test_the_code_that_made_it_is_the_code_that_uses_it(laid_out: Path, tmp_path: Path) -> None:
    """Another release of the same number, with other rules, kept in the same folder of copies."""
    wanted, home = ("questions", PACK, "--count", "1", "--seed", "7"), tmp_path / "home"
    run(laid_out, home, *wanted)
    (laid_out / COMPILED / "made-by").write_text("0" * 64, "ascii")
    assert run(laid_out, home, *wanted)[1] >= READERS


def test_a_wheel_is_the_same_each_time(wheel: Path, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    assert built(tmp_path / "again").read_bytes() == wheel.read_bytes()


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
