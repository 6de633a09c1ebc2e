"""What a pack silences, with a reason: `[[pack.silence]] code = "…" reason = "…"`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.packs.catalogue import codes
from quiz.packs.diagnostics import ERROR, HINT, nearest, printable

if TYPE_CHECKING:
    from collections.abc import Collection

    from quiz.packs.checks.book import Book
    from quiz.packs.content import Silence
    from quiz.packs.diagnostics import Problem
    from quiz.packs.reading import Document


def silence(book: Book) -> tuple[list[Problem], int]:
    """Return the problems that the pack does not silence, and how many it does.

    Errors cannot be silenced. A silence that silences nothing is itself reported.
    """
    silences = book.pack.silences if book.pack else ()
    known = codes() if silences else {}
    used = [0] * len(silences)
    found = [problem for document in book.documents for problem in document.problems]
    shown = []
    for problem in found:
        matching = [i for i, one in enumerate(silences) if _covers(one, problem)]
        for i in matching[:1]:
            used[i] += 1
        if not matching:
            shown.append(problem)
    before = {id(problem) for problem in found}
    for document in book.documents:
        header = document.values.get("pack")
        if isinstance(header, dict) and header.get("silence"):
            rows = book.by_key
            for index, one in enumerate(silences):
                unsure = book.partial or one.code in book.unsought
                _check(document, index, one, known, used[index], rows, unsure=unsure)
            break
    shown += [
        problem
        for document in book.documents
        for problem in document.problems
        if id(problem) not in before
    ]
    return shown, sum(used)


def _covers(one: Silence, problem: Problem) -> bool:
    return (
        problem.severity != ERROR
        and problem.code == one.code
        and (not one.rows or problem.row in one.rows)
    )


def _check(
    document: Document,
    index: int,
    one: Silence,
    known: dict[str, str],
    used: int,
    rows: Collection[str],
    *,
    unsure: bool,
) -> None:
    path = ("pack", "silence", index, "code")
    if one.code not in known:
        document.report(
            path,
            "unknown-code",
            f"There is no code “{printable(one.code)}”.",
            nearest(one.code, list(known)) or "`quiz explain` lists all codes.",
        )
    elif known[one.code] == ERROR:
        document.report(
            path,
            "silenced-error",
            f"“{one.code}” is an error, and errors cannot be silenced.",
            "Mend it, and delete this silence.",
        )
    elif missing := [row for row in one.rows if row not in rows]:
        document.report(
            ("pack", "silence", index, "rows"),
            "unused-silence",
            f"There is no row “{printable(missing[0], 80)}”.",
            document.nearest(missing[0], rows) or "A row is named by its kind and id: event/flood.",
            severity=HINT,
        )
    elif not used and not unsure:
        document.report(
            path,
            "unused-silence",
            f"Nothing is left for this to silence: there is no “{one.code}”"
            + (" in these rows." if one.rows else "."),
            "Delete it.",
            severity=HINT,
        )
