"""A fuzzer that follows the branches of the code: atheris, in an environment of its own.

    python -m venv ../guided
    ../guided/bin/pip install atheris hypothesis -e '.[references]'
    nice ../guided/bin/python -m tests.fuzz.guided pack -max_total_time=300 -rss_limit_mb=1024

The first word is one of TARGETS; what follows goes to libFuzzer, to which a folder for a corpus may
be named too. It stops at the first fault and leaves the file, `crash-…` or `timeout-…`, behind.
"""

from __future__ import annotations

import io
import sys
import tempfile
import zipfile
from contextlib import redirect_stdout, suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import atheris  # type: ignore[import-not-found, unused-ignore]

with atheris.instrument_imports(include=["quiz", "tomli"]):
    from quiz.cli import check_formats
    from quiz.drawing import drawn
    from quiz.errors import QuizError
    from quiz.exchange import find
    from quiz.exchange.draft import draft
    from quiz.exchange.reading.guess import guess
    from quiz.exchange.sources import read as libraries
    from quiz.model import Form, Response
    from quiz.packs import dates
    from quiz.packs.checks import check_path
    from quiz.packs.scaffold import from_table
    from quiz.packs.scaffold.table import read_table
    from quiz.packs.travel.parcel import receive
    from quiz.play.grading import grade

    for module in libraries.READERS.values():
        import_module(module)
    from quiz.text import cells, clean, fitting, fold, sentence

from tests.fuzz import others, seeds
from tests.fuzz.journey import clean_of_control
from tests.make import question

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LIBRARIES = (
    b"@book{a, title = {B \\'e}, author = {von C, D and {E}}, year = 1999, crossref = {f}}",
    b"TY  - BOOK\nAU  - C, D\nTI  - B\nPY  - 1999\nER  - \n",
    (
        b'[{"id": "a", "type": "book", "title": "B", "issued": {"date-parts": [[1999, 2]]}, '
        b'"author": [{"family": "C", "given": "D"}]}]'
    ),
)
FOLDER = Path(tempfile.mkdtemp(prefix="guided-"))


def pack(raw: bytes) -> None:
    path = FOLDER / "pack.toml"
    path.write_bytes(raw)
    problems = check_path(path)
    for problem in problems[:20]:
        clean_of_control("\n".join(drawn(problem, 80)))
    with redirect_stdout(io.StringIO()):
        check_formats.print_json(problems, 0)
        check_formats.print_sarif(problems, 0)


def text(raw: bytes) -> None:
    said = raw.decode("utf-8", "surrogateescape")
    safe = clean(said)
    clean_of_control(safe)
    assert clean(safe) == safe
    assert fold(fold(said)) == fold(said) or not said.isascii()
    assert cells(safe[: fitting(safe, 20)]) <= 20
    clean_of_control(sentence(safe))


def date(raw: bytes) -> None:
    with suppress(dates.DateError):
        found = dates.parse(raw.decode("utf-8", "replace"))
        assert found.lower <= found.upper


def typed(raw: bytes) -> None:
    said = raw.decode("utf-8", "replace")
    for form in (Form.TYPED, Form.CLOZE, Form.NUMBER):
        with suppress(QuizError):
            verdict = grade(question(form), Response(text=said))
            assert 0 <= verdict.score <= 1


def table(raw: bytes) -> None:
    path = FOLDER / "table.csv"
    path.write_bytes(raw)
    with suppress(QuizError):
        reading = from_table.read(read_table(path), "guided")
        reading.lines()
        from_table.write(reading, pack_id="guided", title="G", folder="g", source="s")


def parcel(raw: bytes) -> None:
    path = FOLDER / "pack.zip"
    path.write_bytes(raw)
    with suppress(QuizError):
        receive(path)


def _imports(name: str) -> Callable[[bytes], None]:
    read = find(name).read
    assert read is not None

    def take(raw: bytes) -> None:
        said = raw.decode("utf-8", "replace")
        guess(said)
        with suppress(QuizError):
            made = draft(read(said), pack_id="guided", title="G", origin="o", folder="f")
            path = FOLDER / "draft.toml"
            path.write_text(made.text, "utf-8")
            wrong = {p.code for p in check_path(path) if p.severity == "error"}
            assert wrong <= {"todo-source", "todo-kind"}, wrong

    return take


def _library(name: str) -> Callable[[bytes], None]:
    def take(raw: bytes) -> None:
        with suppress(QuizError):
            libraries.read(name, raw.decode("utf-8", "replace"))

    return take


TARGETS: dict[str, Callable[[bytes], None]] = {
    "pack": pack,
    "text": text,
    "date": date,
    "typed": typed,
    "table": table,
    "zip": parcel,
    **{f"import-{name}": _imports(name) for name in others.FORMATS},
    **{f"sources-{name}": _library(name) for name in libraries.READERS},
}


def _seeds(name: str) -> Iterable[bytes]:
    if name == "pack":
        return (one.encode("utf-8", "replace") for one in seeds.texts())
    if name == "table":
        return (one.encode() for one in others.TABLES)
    if name.startswith("import-"):
        return (one.encode("utf-8", "replace") for one in others.seeds(name[7:]))
    if name == "zip":
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a/pack.toml", "[pack]\n" * 9)
            archive.writestr("a/sources/b.txt", "b")
        return (packed.getvalue(),)
    return LIBRARIES if name.startswith("sources-") else (b"1917-10-25", b"the Rhine", b"1 230,5")


def main() -> None:
    name, *options = sys.argv[1:] or [""]
    if name not in TARGETS:
        sys.exit(f"The first word is one of {', '.join(TARGETS)}.")
    corpus = Path(tempfile.mkdtemp(prefix="guided-corpus-"))
    for number, raw in enumerate(_seeds(name)):
        (corpus / str(number)).write_bytes(raw)
    words = [sys.argv[0], str(corpus), "-timeout=5", "-max_len=20000", *options]
    atheris.Setup(words, TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
