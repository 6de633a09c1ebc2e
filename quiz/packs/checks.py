"""`quiz check`: everything that is wrong with a pack, the phrases of its citations included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.packs import limits
from quiz.packs.diagnostics import ERROR, WARNING, Problem, printable
from quiz.packs.files import read_regular
from quiz.packs.load import read_pack
from quiz.packs.passages import PHRASE_WORDS, Copy, locate_copy
from quiz.text import clean, fold_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import Any

    from quiz.packs.content import Pack
    from quiz.packs.diagnostics import Path_
    from quiz.packs.reading import Document


def check_path(path: Path, *, sources: Sequence[Path] = ()) -> list[Problem]:
    """Return every problem of the pack at `path`, in the order of its files and lines.

    A citation's phrase must stand in the local copy of its source wherever that copy is found:
    beside the pack, or by its file name in one of the folders `sources`.
    """
    pack, documents = read_pack(path, tuple(sources))
    if pack is not None:
        _check_header(pack, documents)
        _check_topics(pack, documents)
        _check_phrases(pack, documents, (path, *sources))
        _check_names(pack, documents)
    problems = [problem for document in documents for problem in document.problems]
    files = {document.name: index for index, document in enumerate(documents)}
    return sorted(problems, key=lambda p: (files.get(p.file, 0), p.line, p.column))


def _check_header(pack: Pack, documents: Sequence[Document]) -> None:
    for document in documents:
        if "pack" in document.values and not pack.license:
            document.report(
                ("pack",),
                "no-license",
                "The pack does not say how it may be shared.",
                'Add a licence: license = "CC-BY-4.0"',
                severity=WARNING,
            )


def _check_topics(pack: Pack, documents: Sequence[Document]) -> None:
    declared: list[Any] = []
    for document in documents:
        header = document.values.get("pack", {})
        declared += header.get("topics", []) if isinstance(header, dict) else []
    if not declared:
        return
    for document, path, row in _rows(pack, documents):
        topic = row.get("topic")
        if topic and topic not in declared:
            from quiz.packs.diagnostics import nearest

            document.report(
                (*path, "topic"),
                "unknown-topic",
                f"The pack's header does not list the topic “{printable(topic)}”.",
                nearest(str(topic), [str(t) for t in declared]) or "Add it to `topics` of [pack].",
            )


def _rows(
    pack: Pack, documents: Sequence[Document]
) -> Iterator[tuple[Document, Path_, Mapping[str, Any]]]:
    for document in documents:
        for kind, raw in document.values.items():
            if kind in pack.kinds and isinstance(raw, list):
                for index, row in enumerate(raw):
                    if isinstance(row, dict):
                        yield document, (kind, index), row


def _cites(
    pack: Pack, documents: Sequence[Document]
) -> Iterator[tuple[Document, Path_, Mapping[str, Any]]]:
    """Every citation table, of rows, of their claims and of kinds."""
    holders = list(_rows(pack, documents))
    for document in documents:
        kinds = document.values.get("kinds", {})
        if isinstance(kinds, dict):
            holders += [
                (document, ("kinds", name), table)
                for name, table in kinds.items()
                if isinstance(table, dict)
            ]
    for document, path, holder in holders:
        yield from _in_holder(document, (*path, "cite"), holder.get("cite", ()))
        claims = holder.get("claims", ())
        for index, claim in enumerate(claims if isinstance(claims, list) else ()):
            if isinstance(claim, dict):
                inner = (*path, "claims", index, "cite")
                yield from _in_holder(document, inner, claim.get("cite", ()))


def _in_holder(
    document: Document, path: Path_, cite: Any
) -> Iterator[tuple[Document, Path_, Mapping[str, Any]]]:
    if isinstance(cite, dict):
        yield document, path, cite
    elif isinstance(cite, list):
        for index, one in enumerate(cite):
            if isinstance(one, dict):
                yield document, (*path, index), one


def _check_phrases(pack: Pack, documents: Sequence[Document], folders: tuple[Path, ...]) -> None:
    copies: dict[str, Copy | None] = {}
    least, most = PHRASE_WORDS
    for document, path, cite in _cites(pack, documents):
        phrase, source_id = cite.get("phrase"), cite.get("source")
        if not isinstance(phrase, str) or not phrase or not isinstance(source_id, str):
            continue
        words = len(fold_words(phrase))
        where = (*path, "phrase")
        if not least <= words <= most:
            document.report(
                where,
                "phrase-length",
                f"A phrase has {least} to {most} words; this one has {words}.",
                "Keep the few words that carry the fact; it is a quotation, not an excerpt.",
            )
            continue
        if source_id not in pack.sources:
            continue
        if source_id not in copies:
            copies[source_id] = _copy(pack, source_id, folders)
        copy = copies[source_id]
        if copy is not None and copy.find(phrase) is None:
            document.report(
                where,
                "phrase-not-found",
                f"“{printable(phrase, 80)}” does not stand in the local copy of “{source_id}”.",
                _nearest_run(copy, phrase),
            )


def _copy(pack: Pack, source_id: str, folders: tuple[Path, ...]) -> Copy | None:
    path = locate_copy(pack.sources[source_id].text_path, folders)
    if path is None:
        return None
    try:
        raw = read_regular(path, limits.COPY_BYTES)
    except OSError:
        return None
    return None if raw is None else Copy(clean(raw.decode("utf-8", "replace"), newlines=True))


def _nearest_run(copy: Copy, phrase: str) -> str:
    """Say how much of the phrase does stand there: the slip is right behind it."""
    words = phrase.split()
    for length in range(len(words) - 1, 1, -1):
        for start in range(len(words) - length + 1):
            run = " ".join(words[start : start + length])
            if copy.find(run):
                return f"What does stand there: “{printable(run, 80)}”."
    return "Copy the words from the source as they stand."


def _check_names(pack: Pack, documents: Sequence[Document]) -> None:
    """Rule A7: two rows of one kind with one name cannot be told apart on the screen."""
    seen: dict[tuple[str, str], str] = {}
    for document, path, row in _rows(pack, documents):
        name = row.get("name")
        if not isinstance(name, str):
            continue
        key = (str(path[0]), name.casefold())
        if key in seen:
            document.report(
                (*path, "name"),
                "same-name",
                f"Two rows are called “{printable(name, 60)}”: nobody could tell them apart.",
                "Qualify one of them: “Georgia (country)”.",
                severity=ERROR,
            )
        seen[key] = document.name
