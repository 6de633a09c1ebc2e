"""A folder in which everything that a stranger could have written is hostile."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import zipfile
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from quiz.model import Complaint, Form, Response
from quiz.play.session import Session
from quiz.records.log import Log
from tests.e2e.hostile import soiled, soiled_questions
from tests.hostile.places import FREE, NAMED_TWICE, PLACES, toml
from tests.hostile.places import soiled as soiled_pack
from tests.make import I_DO_NOT_KNOW, NOON, ids, sitting

if TYPE_CHECKING:
    from pathlib import Path

PACK = "hostile"


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Where the things of one hostile text lie."""

    folder: Path
    dirt: str
    """The text, with the folder's own path where it wants to write somewhere."""

    @property
    def packs(self) -> Path:
        return self.folder / "packs"

    @property
    def pack(self) -> Path:
        """Any text stands where any text may: it can be played."""
        return self.packs / "hostile.toml"

    @property
    def refused(self) -> Path:
        """Every place is soiled, its keys and ids too."""
        return self.folder / "refused" / "refused.toml"

    @property
    def named(self) -> Path:
        """The folder of files with hostile names."""
        return self.folder / "named"

    @property
    def log(self) -> Path:
        return self.folder / "class" / "log.jsonl"

    def environment(self) -> dict[str, str]:
        return {"QUIZ_PACKS": os.pathsep.join(map(str, (self.packs, self.named)))}


def file_name(dirt: str) -> str:
    """Return the text as far as a file can be called so."""
    name = dirt.replace("\0", "").replace("/", "").encode("utf-8", "surrogatepass")[:120]
    return name.decode("utf-8", "surrogateescape") or "nameless"


def build(folder: Path, text: str) -> World:
    """Make the world of a text in a new folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    dirt = text.replace("{folder}", str(folder))
    world = World(folder=folder, dirt=dirt)
    for inside in (world.packs, world.named, world.refused.parent, world.log.parent):
        inside.mkdir()
    _packs(world)
    _tables(world)
    _imports(world)
    _works(world)
    _log(folder / "home", dirt)
    _class_log(world)
    return world


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8", "surrogatepass"))


def _packs(world: World) -> None:
    dirt = world.dirt
    good = toml(soiled_pack(dirt, (*FREE, *NAMED_TWICE)))
    _write(world.pack, good)
    _write(world.packs / "atlas.txt", f"before {dirt} it flows into the sea {dirt} after")
    _write(world.refused, toml(soiled_pack(dirt, PLACES)))
    name = file_name(dirt)
    _write(world.named / f"x{name}.toml", good.replace('id = "hostile"', 'id = "named"'))
    inside = world.named / f"y{name}"
    inside.mkdir()
    _write(inside / "pack.toml", toml(soiled_pack(dirt, PLACES)))
    with zipfile.ZipFile(world.folder / "bad.zip", "w") as archive:
        safe = dirt.encode("utf-8", "replace").decode().replace("\0", "")[:200]
        archive.writestr("pack.toml", good)
        archive.writestr(f"sources/{safe}.txt", dirt.encode("utf-8", "replace"))
    with zipfile.ZipFile(world.folder / "good.zip", "w") as archive:
        archive.writestr("pack.toml", good.replace('id = "hostile"', 'id = "zipped"'))


def _tables(world: World) -> None:
    rows = [[f"name {world.dirt}", f"sea {world.dirt}", "length", world.dirt]]
    rows += [
        [f"{world.dirt} {n}", f"{world.dirt} {n % 3}", str(n * 7), world.dirt] for n in range(9)
    ]
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    _write(world.folder / "table.csv", file.getvalue())


def _imports(world: World) -> None:
    dirt = world.dirt
    one_line = " ".join(dirt.split("\n"))
    xml = "".join(c for c in dirt if c >= " ").replace("&", "&amp;").replace("<", "&lt;")
    asked = f"<name><text>{xml}</text></name><questiontext><text>Which {xml}?</text></questiontext>"
    told = f"<generalfeedback><text>{xml}</text></generalfeedback>"
    yes = f'<answer fraction="100"><text>yes {xml}</text><feedback><text>{xml}</text></feedback>'
    no = f'<answer fraction="0"><text>no {xml}</text>'
    question = f'<question type="multichoice">{asked}{told}{yes}</answer>{no}</answer></question>'
    cell = '"' + dirt.replace('"', '""') + '"'
    files: dict[str, str] = {
        "moodle.xml": f'<?xml version="1.0" encoding="UTF-8"?><quiz>{question * 4}</quiz>',
        "gift.txt": f"::{one_line}:: Which? {{ =yes {one_line} ~no {one_line} }}\n\n" * 3,
        "aiken.txt": f"Which {one_line}?\nA) yes {one_line}\nB) no {one_line}\nANSWER: A\n\n" * 3,
        "trivia.json": json.dumps(
            {
                "response_code": 0,
                "results": [
                    {
                        "type": "multiple",
                        "difficulty": "easy",
                        "category": dirt,
                        "question": f"Which {dirt} {n}?",
                        "correct_answer": f"yes {dirt}",
                        "incorrect_answers": [f"no {dirt}", f"nor {dirt}", dirt],
                    }
                    for n in range(4)
                ],
            }
        ),
        "quizlet.txt": "".join(f"word {one_line} {n}\tmeaning {one_line} {n}\n" for n in range(6)),
        "anki.txt": f"#separator:tab\n#html:true\n#deck:{one_line}\n#tags column:3\n"
        + "".join(f"front {one_line} {n}\tback {one_line} {n}\t{one_line}\n" for n in range(6)),
        "cards.csv": "question,answer,topic\n" + f"{cell},{cell},{cell}\n" * 6,
    }
    folder = world.folder / "imports"
    folder.mkdir()
    for name, text in files.items():
        _write(folder / name, text)


def _works(world: World) -> None:
    """Write what Zotero would of a work whose every field is hostile."""
    dirt, line = world.dirt, " ".join(world.dirt.split("\n"))
    bib = "".join(
        f"{key} = {{{key} {line}}},\n"
        for key in ("title", "author", "year", "publisher", "url", "doi", "note", line)
    )
    ris = "".join(f"{tag}  - {tag} {line}\n" for tag in ("TI", "AU", "PY", "PB", "UR", "DO", "N1"))
    work = {
        key: f"{key} {dirt}"
        for key in ("id", "title", "publisher", "URL", "DOI", "note", "container-title", dirt)
    }
    people = [{"family": f"Smith {dirt}", "given": dirt}, {"literal": dirt}]
    files = {
        "works.bib": f"@book{{key,\n{bib}}}\n@{line}{{{line},\n{bib}}}\n",
        "works.ris": f"TY  - BOOK\n{ris}ER  - \n{line}\n",
        "works.json": json.dumps([work | {"type": "book", "author": people}, {dirt: dirt}, dirt]),
    }
    folder = world.folder / "works"
    folder.mkdir()
    for name, text in files.items():
        _write(folder / name, text)
    sourced = toml(soiled_pack("", ())).replace('id = "hostile"', 'id = "sourced"')
    _write(world.packs / "sourced.toml", sourced)


def _log(home: Path, dirt: str) -> None:
    """Fill a log: a finished sitting of each form, one that was begun, and what was reported."""
    safe = dirt.encode("utf-8", "replace").decode().replace("\0", "")
    home.mkdir()
    questions = soiled_questions(f" {safe}")
    new_id = ids("answer")
    with Log.open(home / "data") as log:
        for number, user in enumerate(("student", f"id {safe[:80]}", "student")):
            played = sitting(
                questions,
                id=f"sitting-{number} {safe}",
                user=user,
                pack_title=f"Title {safe}",
                pack=f"pack {safe}",
                seed=f"seed {safe}",
                pack_hash=safe,
                settings={"topics": safe, "level": "2"},
            )
            session = Session(played, now=lambda: NOON, new_id=new_id)
            log.start(played)
            for asked in questions[: len(questions) if number < 2 else 1]:
                turn = session.answer(_some(asked.form), latency_ms=1)
                answer = session.answers[-1] if turn.answer is None else turn.answer
                log.record(replace(answer, given=f"{answer.given} {safe}", topic=f"topic {safe}"))
            if number < 2:
                log.finish(played.id, "2026-03-14T13:00:00.000Z", "finished")
            log.complain(_complaint(played.user, safe, number))
    listed = [
        {"id": "student", "name": f"Ann {dirt}"[:40]},
        {"id": f"b {dirt}"[:150], "name": dirt},
    ]
    _write(
        home / "data" / "students.json",
        json.dumps({"format": "footnote-students", "version": 1, "students": listed}),
    )


def _some(form: Form) -> Response:
    if form in (Form.CHOICE, Form.ODD_ONE_OUT):
        return Response(chosen=(1,))
    return I_DO_NOT_KNOW


def _complaint(user: str, dirt: str, number: int) -> Complaint:
    return Complaint(
        id=f"report-{number}",
        ts_utc="2026-03-14T12:30:00.000Z",
        user=user,
        pack="pack" if number else PACK,
        pack_hash="hash",
        file=f"file {dirt}",
        line=3,
        item_id=f"item {dirt}",
        variant_id=dirt,
        prompt=f"Which {dirt}?",
        given=dirt,
        words=dirt,
    )


def _class_log(world: World) -> None:
    """Write the log of a class as a stranger could hand it in: every text in it is hostile."""
    dirt = world.dirt
    row: dict[str, Any] = {
        "type": "answer",
        "id": "",
        "sitting": "s",
        "position": 0,
        "ts_utc": "2026-03-14T12:00:00.000Z",
        "user": "",
        "pack": PACK,
        "facet": "",
        "item_id": "",
        "variant_id": "v",
        "form": "choice",
        "shown_options": ["one", "two"],
        "response": {"chosen": [0]},
        "given": "one",
        "s": 1.0,
        "correct": True,
        "attempt": 1,
        "rated": True,
        "rating": "good",
        "r_before": None,
        "g": 0.25,
        "latency_ms": 900,
        "confidence": 2,
        "primed": False,
        "seed": "7",
        "pack_hash": "h",
        "topic": "Rivers",
        "day": "2026-03-14",
        "mark": "",
    }
    lines: list[Any] = [{"type": "student", "id": f"u0 {dirt}", "name": f"Name {dirt}"}]
    for user in range(4):
        for item in range(5):
            right = (user + item) % 2 == 0
            lines.append(
                row
                | {
                    "id": f"{user}-{item} {dirt}",
                    "sitting": f"s{user} {dirt}",
                    "position": item,
                    "user": f"u{user} {dirt}",
                    "facet": f"{PACK}/river/{item} {dirt}/sea",
                    "item_id": f"{PACK}/river/{item} {dirt}/sea/choice",
                    "variant_id": dirt,
                    "shown_options": [f"one {dirt}", f"two {dirt}", dirt],
                    "response": {"chosen": [0 if right else 1]},
                    "seed": dirt,
                    "pack_hash": dirt,
                    "given": f"{'one' if right else 'two'} {dirt}",
                    "s": float(right),
                    "correct": right,
                    "topic": f"topic {dirt}",
                }
            )
    lines.append(row | {"id": "other", "pack": f"other {dirt}", "user": "u"})
    lines.append({"type": "complaint", **_as_row(_complaint(f"u0 {dirt}", dirt, 0))})
    lines += [soiled(row, dirt) | {"id": f"bad{n}"} for n in range(3)] + [
        {dirt: dirt},
        [dirt],
        dirt,
    ]
    lines += [row | {"id": "x", "form": dirt}, row | {"id": "y", "ts_utc": dirt}, {"kind": dirt}]
    _write(world.log, "".join(json.dumps(line) + "\n" for line in lines) + f"{dirt}\n")
    shutil.copy(world.log, world.log.with_name(f"{file_name(dirt)}.jsonl"))
    columns = [key for key in row if key != "type"]
    with world.log.with_name("log.csv").open("w", encoding="utf-8", errors="replace") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        for line in lines:
            if isinstance(line, dict) and line.get("type") == "answer":
                writer.writerow(line | {"id": f"csv {line['id']}"})


def _as_row(complaint: Complaint) -> dict[str, Any]:
    return {name: getattr(complaint, name) for name in Complaint.__slots__}
