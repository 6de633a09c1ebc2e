"""D6 to D8: the same pack, settings and seed are the same bytes, whatever else is different."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import tomli

from quiz.generate import draw
from quiz.packs.load import load_pack
from tests import shipped
from tests.generate.packs import toml

ROOT = Path(__file__).parents[2]
NAME = "trotsky-and-stalin"
ALONE = ("pack", "sources", "kinds")

PRINT = """
import sys
from pathlib import Path
from quiz.generate import all_questions, draw
from quiz.packs.load import load_pack
from quiz.wire import question_to_json
import json
pack = load_pack(Path(sys.argv[1]))
made = [*draw(pack, count=25, seed="7"), *draw(pack, count=15, seed="abc", test=True, level=3)]
for question in made:
    print(json.dumps(question_to_json(question), ensure_ascii=True))
"""


def printed_by(python: str, path: Path, **environment: str) -> bytes:
    """Return what a fresh interpreter draws from a pack."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "PYTHON"))}
    env |= {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", **environment}
    done = subprocess.run(
        [python, "-c", PRINT, str(path)], env=env, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@pytest.fixture(scope="module")
def plain() -> bytes:
    return printed_by(sys.executable, shipped.FOLDER / NAME, PYTHONHASHSEED="0")


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "4294967295"},
        {"LC_ALL": "C"},
        {"LC_ALL": "C.UTF-8", "TZ": "Asia/Kathmandu"},
        {"PYTHONOPTIMIZE": "2"},
    ],
    ids=lambda env: " ".join(f"{k}={v}" for k, v in env.items()),
)
def test_d6_hash_seed_locale_and_clock_change_nothing(
    plain: bytes, environment: dict[str, str]
) -> None:
    assert plain.count(b"\n") >= 30
    assert printed_by(sys.executable, shipped.FOLDER / NAME, **environment) == plain


@pytest.mark.parametrize("version", ["3.12", "3.13", "3.14"])
def test_d6_other_versions_of_python_draw_the_same(plain: bytes, version: str) -> None:
    """FOOTNOTE_PYTHON_3_12=/path/to/python names one that has the dependencies."""
    named = os.environ.get(f"FOOTNOTE_PYTHON_{version.replace('.', '_')}")
    python = named or shutil.which(f"python{version}")
    if not python:
        pytest.skip(f"no Python {version} here")
    probe = [python, "-c", "import pydantic, tomli, sys; print(sys.version)"]
    found = subprocess.run(probe, capture_output=True, check=False)
    if found.returncode or not found.stdout.decode().startswith(version):
        pytest.skip(f"Python {version} has not the dependencies")
    assert printed_by(python, shipped.FOLDER / NAME) == plain


def merged(name: str) -> dict[str, Any]:
    """Return all tables of a pack's files as one."""
    tables: dict[str, Any] = {}
    for file in sorted((shipped.FOLDER / name).glob("*.toml")):
        for key, value in tomli.loads(file.read_text("utf-8")).items():
            _merge(tables, key, value)
    return tables


def _merge(into: dict[str, Any], key: str, value: Any) -> None:
    if isinstance(value, list) and key in into:
        into[key] = [*into[key], *value]
    elif isinstance(value, dict) and key in into:
        for inner, item in value.items():
            _merge(into[key], inner, item)
    else:
        into[key] = value


def keys_shuffled(value: Any, rng: random.Random) -> Any:
    """Return the same tables with the keys of every table in another order."""
    if isinstance(value, dict):
        items = list(value.items())
        rng.shuffle(items)
        return {key: keys_shuffled(item, rng) for key, item in items}
    if isinstance(value, list):
        return [keys_shuffled(item, rng) for item in value]
    return value


@pytest.mark.parametrize("name", shipped.PACKS)
def test_d6_the_order_of_keys_and_rows_and_the_split_into_files_change_nothing(
    tmp_path: Path, name: str
) -> None:
    rng = random.Random(name)
    tables = keys_shuffled(merged(name), rng)
    folder = tmp_path / "shuffled"
    folder.mkdir()
    files: list[dict[str, Any]] = [{} for _ in range(5)]
    for key, value in tables.items():
        if key in ALONE:
            continue
        rng.shuffle(value)
        for row in value:
            rng.choice(files).setdefault(key, []).append(row)
    (folder / "pack.toml").write_text(toml({k: tables[k] for k in ALONE if k in tables}), "utf-8")
    for i, content in enumerate(files):
        (folder / f"{chr(122 - i)}.toml").write_text(toml(content), "utf-8")
    shuffled, whole = load_pack(folder), shipped.pack(name)
    assert shuffled.hash == whole.hash
    for seed in ("1", "23"):
        one = shipped.printed(draw(shuffled, count=30, seed=seed))
        other = shipped.printed(draw(whole, count=30, seed=seed))
        assert json.dumps(one) == json.dumps(other)


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped pack and one event more: with a date and a place of its own."""
    folder = tmp_path_factory.mktemp("grown") / NAME
    shutil.copytree(shipped.FOLDER / NAME, folder)
    (folder / "zz-new.toml").write_text(
        """
[[event]]
id = "zz-the-new-fact"
name = "the opening of a new reading room"
topic = "Aftermath"
when = "1958-05-04"
cite = { source = "article", section = "Epilogue", phrase = "was rehabilitated in 1988" }
""",
        "utf-8",
    )
    return folder


def made_by_id(folder: Path, share: float = 0.12) -> dict[str, dict[str, Any]]:
    from quiz.generate.forms import FORMS
    from quiz.generate.make import Refusal, make
    from quiz.generate.maker import Maker
    from quiz.generate.slots import slots

    pack = load_pack(folder)
    maker = Maker(pack, seed="3")
    return {
        question["id"]: question
        for slot in slots(pack)
        if shipped.is_drawn(slot.facet, share)
        for form in FORMS
        for question in shipped.printed(
            q for q in make(maker, slot, form) if not isinstance(q, Refusal)
        )
    }


def test_d7_a_new_fact_leaves_unrelated_questions_as_they_were(grown: Path) -> None:
    """What is asked of other kinds, and of other fields of the kind, cannot know of it."""
    before, after = made_by_id(shipped.FOLDER / NAME), made_by_id(grown)
    related = {key for key in before if key.split("/")[1] == "event" and "/when" in key}
    unrelated = [key for key in before if key not in related]
    assert len(unrelated) > 150
    changed = [key for key in unrelated if _shown(before[key]) != _shown(after.get(key, {}))]
    assert len(changed) <= len(unrelated) / 100, changed[:10]
    assert set(unrelated) <= set(after)


def _shown(question: dict[str, Any]) -> str:
    """A question but for its prior difficulty, which knows how many facts the kind has."""
    return json.dumps({k: v for k, v in question.items() if k != "difficulty"}, sort_keys=True)


def test_d8_ids_are_stable_over_seeds_and_levels_and_variants_name_what_was_shown() -> None:
    ids, variants = [], {}
    for seed, level in (("1", 1), ("2", 2), ("3", 3)):
        made = list(shipped.made(NAME, seed=seed, level=level, share=0.04))
        for question in made:
            prefix = f"{question['facet']}/{question['form']}"
            assert question["id"].startswith(prefix)
            shown = (question["prompt"], *sorted(o["text"] for o in question.get("options", [])))
            known = variants.setdefault((question["id"], question["variant"]), shown)
            assert known == shown
        ids.append([question["id"] for question in made])
        assert len(set(ids[-1])) == len(ids[-1])
