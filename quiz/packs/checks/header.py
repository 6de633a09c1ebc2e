"""The header, topics, and whether there is anything in the pack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.packs.diagnostics import WARNING, listed, printable

if TYPE_CHECKING:
    from quiz.packs.checks.book import Book
    from quiz.packs.content import Pack


def check(book: Book, pack: Pack) -> None:
    """Report a pack without licence or rows, and topics that its header does not list."""
    for document in book.documents:
        if "pack" not in document.values:
            continue
        if not pack.license:
            document.report(
                ("pack",),
                "no-license",
                "The pack does not say how it may be shared.",
                "Without a licence nobody may copy it. CC-BY-4.0 asks others to name you.",
                severity=WARNING,
                write='license = "CC-BY-4.0"',
            )
        if not book.rows:
            document.report(
                ("pack",),
                "no-rows",
                "The pack has no row yet, so there is nothing to ask.",
                'A row begins like this: [[event]], then name = "…" below it.',
                severity=WARNING,
            )
    _check_topics(book)


def _check_topics(book: Book) -> None:
    declared: list[str] = []
    for document in book.documents:
        header = document.values.get("pack", {})
        topics = header.get("topics", []) if isinstance(header, dict) else []
        declared += [str(t) for t in (topics if isinstance(topics, list) else [topics])]
    if not declared:
        return
    for row in book.rows:
        topic = row.raw.get("topic")
        if topic and topic not in declared:
            row.report(
                "topic",
                "unknown-topic",
                f"The pack's header does not list the topic “{printable(topic)}”.",
                row.document.nearest(str(topic), declared) or "Add it to `topics` of [pack].",
                expected=f"one of {listed(declared)}",
            )
