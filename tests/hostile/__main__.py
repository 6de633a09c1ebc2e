"""The whole matrix: every hostile text in every place, through every command and every screen.

python -m tests.hostile [--only commands|environment|screens|places|structures] [--bundles] [NAME…]

It prints a line a text and ends with 1 where anything went wrong. `--bundles` puts several texts
into one, for those who have minutes and not hours.
"""

from __future__ import annotations

import argparse
import importlib
import json
import pkgutil
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.hostile import media
from tests.hostile.commands import END, commands
from tests.hostile.forked import argument, environment, run
from tests.hostile.judge import faults
from tests.hostile.places import PLACES, soiled, toml
from tests.hostile.strings import (
    CONTROLS,
    INVISIBLE,
    MARKS,
    MARKUP,
    SHAPES,
    SHORT,
    STRINGS,
    TEMPLATES,
)
from tests.hostile.structures import structures
from tests.hostile.tour import TOURS, tour
from tests.hostile.world import build, file_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.hostile.world import World

LONGEST = 400
"""Characters of a bundle: of a longer one the end would not be seen."""


def load_everything() -> None:
    """Read all modules once, so that a program in a fork starts at once."""
    import quiz

    for module in pkgutil.walk_packages(quiz.__path__, "quiz."):
        if "__main__" not in module.name and ".questions" not in module.name:
            importlib.import_module(module.name)
    importlib.import_module("quiz.cli.questions")


def bundles() -> dict[str, str]:
    """Return the texts of each family put together; those that are long stay by themselves."""
    found: dict[str, str] = {}
    for family in (CONTROLS, INVISIBLE, MARKS, MARKUP, TEMPLATES, SHAPES):
        names: list[str] = []
        for name, text in family.items():
            if any("\ud800" <= char <= "\udfff" for char in text):
                found[name] = text  # no TOML has it, so that the pack is not read at all
                continue
            if sum(len(STRINGS[each]) + 1 for each in names) + len(text) > LONGEST and names:
                found[" + ".join(names)] = " ".join(STRINGS[each] for each in names)
                names = []
            names.append(name)
        found[" + ".join(names)] = " ".join(STRINGS[each] for each in names)
    return found


def through_commands(world: World, some: slice = slice(None)) -> Iterator[tuple[str, list[str]]]:
    """Yield every command line and what went wrong."""
    env = environment(world.folder, **world.environment())
    for command in commands(world)[some]:
        done = run(command.arguments, env=env, cwd=world.folder, typed=command.typed)
        said = " ".join(ascii(each)[-40:] for each in command.arguments)
        yield said, faults(done, world, data=command.arguments[0] == "export")
    for path in [*world.folder.glob("out/*"), *world.folder.glob("report.html")]:
        yield path.name, media.faults(path)


def through_environment(world: World) -> Iterator[tuple[str, list[str]]]:
    """Yield commands with hostile surroundings: the folder of the log, of packs, the editor."""
    dirt, home = argument(world.dirt), world.folder / "homes" / file_name(world.dirt)
    broken = home.with_name(f"{home.name}2")
    (broken / "data" / "answers.db").mkdir(parents=True)
    for more in (
        {"QUIZ_HOME": str(home)},
        {"QUIZ_HOME": str(broken)},
        {"QUIZ_HOME": dirt},
        {"QUIZ_PACKS": dirt, "QUIZ_SOURCES": dirt, "QUIZ_PACK_BYTES": dirt},
        {"EDITOR": dirt, "LANG": dirt, "COLUMNS": dirt, "BROWSER": dirt, "NO_COLOR": dirt},
    ):
        env = environment(world.folder, **world.environment()) | more
        for arguments in (
            ["packs"], ["scores"], ["log"], ["students", "add", "Somebody"], ["reports"],
            ["packs", "add", str(world.folder / "good.zip"), "--yes"],
            ["play", str(world.pack), "--plain", "--count", "2"], ["report", "hostile"],
        ):  # fmt: skip
            done = run(arguments, env=env, cwd=world.folder, typed=f"1\n0\n\n{END}")
            yield f"{'+'.join(more)}: {arguments[0]}", faults(done, world)


def through_screens(world: World, tours: Sequence[Any] = TOURS) -> Iterator[tuple[str, list[str]]]:
    """Yield every tour and what went wrong."""
    env = environment(world.folder, **world.environment())
    report = world.folder / "tour.json"
    named = min(world.named.iterdir())
    for name, arguments, start, steps in tours:
        typed = "n\n" if "--mode" in arguments else ""  # where it is asked whether to go on
        given = [
            each.format(pack=world.pack, refused=world.refused, named=named) for each in arguments
        ]
        before = tour(report, paste=world.dirt, steps=steps, start=start)
        done = run(given, env=env, cwd=world.folder, before=before, typed=typed)
        seen: dict[str, Any] = json.loads(report.read_text("utf-8")) if report.exists() else {}
        report.unlink(missing_ok=True)
        wrong = faults(done, world)
        if seen.get("actions"):
            wrong.append(f"a click would act: {seen['actions']}")
        if name == "home" and not _is_shown(world.dirt, seen.get("texts", [])):
            wrong.append("the text is not shown as it is")
        if not seen.get("screens") and done.status == 0:  # else it said why there is no game
            wrong.append(f"no screen was seen: {done.text[-200:]!a}")
        yield f"{name}: {len(seen.get('screens', ()))} screens", wrong


def _is_shown(dirt: str, screens: Sequence[str]) -> bool:
    """Tell whether a text that fits a line is on the screen, letter by letter."""
    if len(dirt) > 40 or not dirt.isascii() or not dirt.isprintable() or not dirt.strip():
        return True
    return any(" ".join(dirt.split()) in " ".join(screen.split()) for screen in screens)


def through_places(world: World) -> Iterator[tuple[str, list[str]]]:
    """Yield every place of a pack, soiled alone, and what went wrong with two commands."""
    env = environment(world.folder, **world.environment())
    path = world.packs / "one.toml"

    def main(_arguments: Sequence[str]) -> int:
        from quiz.cli.main import main as program

        worst = 0
        for place in PLACES:
            for alone in (False, True):
                text = toml(soiled(world.dirt, (place,), alone=alone))
                path.write_bytes(text.encode("utf-8", "surrogatepass"))
                for rest in (["check", "--no-questions"], ["questions", "--count", "3"]):
                    worst = max(worst, program([rest[0], str(path), *rest[1:]]))
        path.unlink()
        return worst

    done = run([], env=env, cwd=world.folder, main=main, patience=600)
    yield f"{len(PLACES)} places", faults(done, world)


def through_structures(world: World) -> Iterator[tuple[str, list[str]]]:
    """Yield every pack of a hostile shape, and what went wrong in commands and on screens."""
    env = environment(world.folder)
    path = world.folder / "shape.toml"
    for name, raw in structures().items():
        path.write_bytes(raw)
        for command, *more in (
            ["check"], ["questions", "--count", "20"], ["coverage"], ["schema"],
            ["export", "--to", "html", "--count", "5"],
        ):  # fmt: skip
            done = run([command, str(path), *more], env=env, cwd=world.folder, patience=20)
            yield f"{name}: {command}", faults(done, world, data=command == "export")
        for arguments, steps in ((("play", "--seed", "1", "--count", "6"), 40), (("preview",), 15)):
            before = tour(world.folder / "tour.json", paste="x", steps=steps)
            given = (arguments[0], str(path), *arguments[1:])
            done = run(given, env=env, cwd=world.folder, typed="n\n", before=before)
            yield f"{name}: {arguments[0]}", faults(done, world)


def short() -> bool:
    """Run what the gate has time for: some texts put together, once through each door.

    Two in three of the commands, each with one of two texts; the home screen and all that opens
    from it, and the preview of a file with a hostile name.
    """
    halves = (SHORT[::2], SHORT[1::2])
    wrong = 0
    for half, names in enumerate(halves):
        with tempfile.TemporaryDirectory() as folder:
            world = build(Path(folder) / "world", " ".join(STRINGS[each][:80] for each in names))
            doors = [
                *through_commands(world, slice(half, None, 3)),
                *through_screens(world, TOURS[:1] if half else TOURS[-1:]),
            ]
        for what, found in doors:
            wrong += len(found)
            for fault in found:
                print(f"!! {what} | {fault[:600]}")
        print(f"{len(doors)} doors")
    return wrong == 0


def naive() -> list[str]:
    """Return what the judge says of programs that show text as it comes: it must see each."""
    import contextlib

    def printing(_arguments: Sequence[str]) -> int:
        for text in (*CONTROLS.values(), *INVISIBLE.values(), *MARKS.values()):
            sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))
        sys.stdout.flush()
        return 0

    def filling_in(_arguments: Sequence[str]) -> int:
        with contextlib.suppress(ValueError):
            print(STRINGS["percent"] % {"name": "x"})
        return len(STRINGS["fields of format"].format("x"))

    def acting(_arguments: Sequence[str]) -> int:
        Path("ran").touch()
        return 0

    def drawing(_arguments: Sequence[str]) -> int:
        from tests.hostile.naive import Naive

        Naive(STRINGS).run()
        return 0

    found = []
    for program in (printing, filling_in, acting, drawing):
        with tempfile.TemporaryDirectory() as folder:
            world = build(Path(folder) / "world", "x")
            report = world.folder / "tour.json"
            before = tour(report, paste="x", steps=1)
            env = environment(world.folder)
            done = run([], env=env, cwd=world.folder, main=program, before=before)
            told = faults(done, world)
            if report.exists():
                told += json.loads(report.read_text("utf-8"))["actions"]
        found.append(f"{program.__name__}: {told}")
    return found


WAYS = {
    "commands": through_commands,
    "environment": through_environment,
    "screens": through_screens,
    "places": through_places,
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.hostile")
    parser.add_argument("--only", choices=(*WAYS, "structures"), action="append")
    parser.add_argument("--bundles", action="store_true")
    parser.add_argument("--short", action="store_true", help="what the gate has time for")
    parser.add_argument("--naive", action="store_true", help="programs that must fail")
    parser.add_argument("names", nargs="*", metavar="NAME")
    args = parser.parse_args()
    texts = bundles() if args.bundles else STRINGS
    load_everything()
    if args.naive:
        print("\n".join(naive()))
        return 0
    if args.short:
        return int(not short())
    runs = wrong = 0
    if args.only == ["structures"]:
        texts = {"plain": "plain"}
    for name, text in texts.items():
        if args.names and name not in args.names:
            continue
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            world = build(Path(folder) / "world", text)
            for way in args.only or WAYS:
                for what, found in (WAYS.get(way) or through_structures)(world):
                    runs += 1
                    for fault in found:
                        wrong += 1
                        print(f"!! {name[:40]} | {what} | {fault[:400]}", flush=True)
        print(f"{time.monotonic() - began:5.0f} s  {name[:80]}", flush=True)
    print(f"{len(args.names or texts)} texts, {runs} runs, {wrong} faults")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
