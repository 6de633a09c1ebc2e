"""Every command with everything that a hostile world gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tests.hostile.world import World

EXPORTS = ("moodle-xml", "gift", "aiken", "qti", "anki-text", "html", "markdown", "csv", "json")
MODES = ("practice", "review", "missed", "exam", "timeline", "sprint", "daily", "duel")


END = "q\n\x04\x04"


class Command(NamedTuple):
    """A command line, and what is typed to it."""

    arguments: tuple[str, ...]
    typed: str = ""


def commands(world: World) -> list[Command]:
    """Return the command lines, in an order in which each finds what it needs."""
    pack, dirt = str(world.pack), world.dirt
    return [
        *_reading(world, pack),
        *_playing(pack, dirt),
        *_exports(world, pack),
        *_students(dirt),
        *_classes(world),
        *_packs(world),
        *_arguments(world, pack),
    ]


def _reading(world: World, pack: str) -> list[Command]:
    named = [str(path) for path in sorted(world.named.iterdir())]
    bad = str(world.refused)
    return [
        *(Command(("check", pack, "--format", f)) for f in ("text", "json", "github", "sarif")),
        *(Command(("check", bad, "--format", f)) for f in ("text", "json", "github", "sarif")),
        Command(("check", *named)),
        *(
            Command((command, bad, *more))
            for command, *more in (
                ("questions",),
                ("coverage",),
                ("schema",),
                ("play", "--plain"),
                ("export", "--to", "json"),
                ("report", str(world.log)),
            )
        ),
        *(Command((command, named[0])) for command in ("questions", "coverage", "schema")),
        Command(("questions", pack, "--all")),
        Command(("questions", pack, "--all", "--format", "text", "--seed", "1")),
        Command(("coverage", pack)),
        Command(("coverage", pack, "--format", "json")),
        Command(("coverage", pack, "--fact", "river/river-0")),
        Command(("schema", pack)),
        Command(("packs",)),
    ]


def _playing(pack: str, dirt: str) -> list[Command]:
    """Play in lines: what is typed is the text, then a choice, then what is asked of each form."""
    line = " ".join(dirt.split("\n")).replace("\r", " ").replace("\x04", "")[:1000]
    answers = f"n\n{line}\n1\n?\ns\nr\n{line}\nu\n2\n0\n\n" + f"{line}\n1\n2\n0\ns\n" * 20 + END
    plain = ("play", pack, "--plain", "--seed", "1", "--count", "8")
    return [
        *(Command((*plain, "--mode", mode), answers) for mode in MODES),
        Command((*plain, "--confidence", "--form", "typed,cloze,number"), answers),
    ]


def _exports(world: World, pack: str) -> list[Command]:
    out = world.folder / "out"
    out.mkdir(exist_ok=True)
    some = ("--count", "40", "--seed", "1")
    return [
        *(Command(("export", pack, "--to", f, *some)) for f in EXPORTS if f != "qti"),
        *(
            Command(("export", pack, "--to", f, *some, "--output", str(out / f"out.{f}")))
            for f in EXPORTS
        ),
        Command(("export", pack, "--to", "html", *some, "--style", "apa", "--versions", "2")),
    ]


def _students(dirt: str) -> list[Command]:
    return [
        Command(("scores",)),
        Command(("scores", "--format", "json")),
        Command(("log",)),
        Command(("log", "--format", "csv")),
        Command(("log", "--format", "xapi", "--names")),
        Command(("reports",)),
        Command(("reports", "--format", "json")),
        Command(("students",)),
        Command(("students", "--format", "json")),
        Command(("students", "export", "student")),
        Command(("students", "export", "student", "--output", "student.jsonl")),
        Command(("students", "add", dirt)),
        Command(("students", "add", f"New {dirt}")),
        Command(("students", "rename", "student", f"Renamed {dirt}"[:40])),
        Command(("students", "erase", "student"), "n\n"),
        Command(("students", "erase", dirt), f"{dirt}\n"),
    ]


def _classes(world: World) -> list[Command]:
    logs = (str(world.log), str(world.log.with_name("log.csv")))
    given = ("report", str(world.pack))
    tables = ("questions", "students", "topics", "options")
    return [
        *(
            Command((*given, *logs, "--names", "--format", f))
            for f in ("text", "json", "html", "moodle-grades")
        ),
        *(Command((*given, *logs, "--names", "--format", "csv", "--table", t)) for t in tables),
        Command((*given, str(world.log.parent), "--format", "text")),
        Command(("report", "hostile", *logs, "--seed", world.dirt)),
        Command(
            (
                *given,
                *logs,
                "--names",
                "--format",
                "html",
                "--output",
                str(world.folder / "report.html"),
            )
        ),
        Command(("reports", str(world.pack), str(world.log.parent))),
        Command(("reports", str(world.pack), *logs, "--format", "json")),
    ]


def _packs(world: World) -> list[Command]:
    imports = sorted((world.folder / "imports").iterdir())
    drafts = str(world.folder / "drafts")
    return [
        *(Command(("import", str(path), path.stem, "--output", drafts)) for path in imports),
        *(
            Command(("check", f"{drafts}/{path.stem}/pack.toml", "--no-questions"))
            for path in imports
        ),
        Command(
            ("import", str(world.folder / "table.csv"), world.dirt, "--output", drafts),
        ),
        Command(
            ("new", "tabled", "--from", str(world.folder / "table.csv"), "--output", drafts),
            f"{world.dirt}\n",
        ),
        Command(("check", f"{drafts}/tabled")),
        Command(("new", f"N {world.dirt}", "--output", drafts)),
        *(
            Command(("sources", "import", str(world.folder / "works" / name), *to))
            for name in ("works.bib", "works.ris", "works.json")
            for to in ((), ("--dry-run",), (str(world.packs / "sourced.toml"),))
        ),
        Command(("check", str(world.packs / "sourced.toml"), "--no-questions")),
        Command(("sources", "export", str(world.pack))),
        Command(("sources", "export", str(world.pack), "--style", "apa")),
        Command(("packs", "add", str(world.folder / "bad.zip"), "--yes")),
        Command(("packs", "add", str(world.folder / "good.zip"), "--dry-run")),
        Command(("packs", "add", str(world.folder / "good.zip")), "y\n"),
        Command(("packs", "add", str(world.pack), str(world.refused), "--yes")),
        Command(("packs", "add", *map(str, sorted(world.named.iterdir())), "--yes")),
        Command(("packs", "remove", "zipped"), "y\n"),
        Command(("packs", "remove", world.dirt, "--yes")),
        Command(("packs",)),
    ]


def _arguments(world: World, pack: str) -> list[Command]:
    """Give the text wherever an argument is taken."""
    dirt = world.dirt
    return [
        Command(each, END)
        for each in (
            (dirt,),
            ("play", dirt),
            ("play", f"/{dirt}.toml"),
            ("play", pack, "--form", dirt),
            ("play", pack, "--mode", dirt),
            ("play", pack, "--count", dirt),
            ("play", pack, "--time", dirt),
            ("play", pack, "--plain", "--topic", dirt),
            ("play", pack, "--plain", "--student", dirt),
            ("play", pack, "--plain", "--mode", "duel", "--against", dirt),
            ("questions", pack, "--seed", dirt, "--count", "1"),
            ("questions", dirt),
            ("questions", pack, "--topic", dirt),
            ("coverage", pack, "--fact", dirt),
            ("coverage", dirt),
            ("check", dirt),
            ("check", pack, "--sources", dirt),
            ("check", pack, "--format", dirt),
            ("explain", dirt),
            ("schema", dirt),
            ("schema", "--output", f"{world.folder}/none/{dirt}"),
            ("preview", dirt),
            ("export", dirt, "--to", "json"),
            ("export", pack, "--to", dirt),
            ("export", pack, "--to", "json", "--output", f"{world.folder}/none/{dirt}"),
            ("export", pack, "--to", "json", "--output", str(world.folder)),
            ("export", pack, "--to", "html", "--parts", dirt),
            ("export", pack, "--to", "html", "--style", dirt),
            ("import", dirt, "x"),
            ("import", str(world.pack), dirt),
            ("import", str(world.pack), "x", "--from", dirt),
            ("new", dirt, "--like", dirt),
            ("new", "x", "--from", dirt),
            ("new", "x", "--output", f"/dev/null/{dirt}"),
            ("sources", "import", dirt),
            ("sources", "export", dirt),
            ("scores", "--student", dirt),
            ("log", "--student", dirt),
            ("students", dirt),
            ("students", "export", dirt),
            ("students", "export", "student", "--output", f"{world.folder}/none/{dirt}"),
            ("students", "rename", dirt, dirt),
            ("report", dirt, str(world.log)),
            ("report", pack, dirt),
            ("report", pack, str(world.log), "--table", dirt),
            ("reports", dirt),
            ("reports", pack, dirt),
            ("packs", dirt),
            ("packs", "add", dirt),
            ("packs", "remove", dirt),
        )
    ]
