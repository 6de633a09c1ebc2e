"""Other people's formats: the same questions in Moodle, in a table, on paper.

Each is one module with a `Format` in it, named in `BUILT_IN` or by an entry point of another
package. Nothing here imports a third-party library before it is used.
"""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any, TypeVar

from quiz.errors import QuizError
from quiz.exchange.format import PARTS, SIZES, Format, Tally, Wanted, held
from quiz.packs.diagnostics import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from importlib.metadata import EntryPoint

    from quiz.model import Question
    from quiz.packs.content import Pack

__all__ = ["BUILT_IN", "PARTS", "SIZES", "Format", "Tally", "Wanted", "find", "held", "names"]

_T = TypeVar("_T")
_R = TypeVar("_R")
GROUP = "footnote.formats"
BUILT_IN = {
    "moodle-xml": "quiz.exchange.moodle_xml:MOODLE_XML",
    "gift": "quiz.exchange.gift:GIFT",
    "aiken": "quiz.exchange.aiken:AIKEN",
    "html": "quiz.exchange.paper.html:HTML",
    "markdown": "quiz.exchange.paper.markdown:MARKDOWN",
    "pdf": "quiz.exchange.paper.pdf:PDF",
    "csv": "quiz.exchange.csv_table:CSV",
    "json": "quiz.exchange.json_file:JSON",
    "qti": "quiz.exchange.qti.package:QTI",
    "anki-text": "quiz.exchange.anki_text:ANKI_TEXT",
    "apkg": "quiz.exchange.apkg:APKG",
    "open-trivia": "quiz.exchange.open_trivia:OPEN_TRIVIA",
    "quizlet": "quiz.exchange.quizlet:QUIZLET",
}
"""Where each format is, by name. They are imported when they are used."""


def _others() -> dict[str, EntryPoint]:
    """Return the formats of other packages; none can take the place of a built-in one."""
    found = {point.name: point for point in entry_points(group=GROUP)}
    return {name: found[name] for name in sorted(found) if name not in BUILT_IN}


def names() -> tuple[str, ...]:
    """Return the names of all formats, the built-in ones first."""
    return (*BUILT_IN, *_others())


def find(name: str) -> Format:
    """Return the format of that name. Raises QuizError where there is none, or it is broken."""
    if name in BUILT_IN:
        module, _, attribute = BUILT_IN[name].partition(":")
        built_in: Format = getattr(import_module(module), attribute)
        return built_in
    point = _others().get(name)
    if point is None:
        hint = nearest(name, list(names())) or f"There are {', '.join(names())}."
        raise QuizError(f"There is no format “{name}”. {hint}")
    try:
        found = point.load()
    except Exception as error:  # noqa: BLE001  # another's code: whatever it raises is its author's to mend
        raise QuizError(
            f"The format “{name}” of another package cannot be loaded: "
            f"{type(error).__name__}: {error}."
        ) from None
    if not isinstance(found, Format):
        raise QuizError(f"The format “{name}” of another package is no Format: {point.value}.")
    return _guarded(found)


def _guarded(form: Format) -> Format:
    """Return another's format that raises nothing but QuizError, as ours do."""

    def burst(error: Exception) -> QuizError:
        what = f"{type(error).__name__}: {error}".rstrip(": .")
        return QuizError(f"The format “{form.name}” of another package broke: {what}.")

    def calling(function: Callable[[_T], _R]) -> Callable[[_T], _R]:
        def called(value: _T) -> _R:
            try:
                return function(value)
            except QuizError:
                raise
            except Exception as error:  # noqa: BLE001  # another's code, as above
                raise burst(error) from None

        return called

    write = form.write

    def written(questions: Iterable[Question], pack: Pack, wanted: Wanted) -> Iterator[Any]:
        try:
            yield from write(questions, pack, wanted) if write else ()
        except QuizError:
            raise
        except Exception as error:  # noqa: BLE001
            raise burst(error) from None

    return replace(
        form,
        write=written if write else None,
        read=calling(form.read) if form.read else None,
        refuses=calling(form.refuses),
        loses=calling(form.loses),
    )
