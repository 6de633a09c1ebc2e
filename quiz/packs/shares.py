"""A very large pack read by several processes at once, to be kept as a copy.

Each reads some of the files, in three turns: the files themselves; the rows, once it is known from
all files what they stand in; the facts, once all rows' names are known. What comes of it is to the
byte what one process would have kept. Whatever is wrong with the pack, or with a process, one alone
reads it from the start, which knows all that there is to say.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any

from quiz.packs import limits
from quiz.packs.build import Frame, frame_of, has_old_style, is_dated_otherwise, pack_of, rows_of
from quiz.packs.collector import without_collector
from quiz.packs.compiled import line_of, put_together
from quiz.packs.content import Fact
from quiz.packs.facts import FactReader
from quiz.packs.hashing import encoded, hash_of
from quiz.packs.kinship import all_wholes, kin_of, named_whole
from quiz.packs.load import pack_files, read_file, stops_play
from quiz.packs.names import Entry, Names
from quiz.packs.reading import Document
from quiz.packs.rows import entry_of
from quiz.packs.things import Writer
from quiz.spread import MOST, processors
from quiz.text import fold
from quiz.workers import Failed, Workers

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Sequence
    from pathlib import Path

    from quiz.packs.library import Said
    from quiz.packs.rows import Row

_HEADS = ("pack", "sources", "kinds")
"""What rows stand in; all else in a file is rows."""
_OFTEN = 500
"""Facts after which it is said how many there are."""
_WORK = f"{__name__}:share"


def copy_of(
    path: Path, source_folders: tuple[Path, ...], key: str, said: Said | None = None
) -> bytes | None:
    """Return the pack at `path` as its copy is kept under a fingerprint.

    `said` hears how far it is. None where it has to be read by one process: for want of
    processors, or for what is in it.
    """
    try:
        files = pack_files(path)
        sizes = [file.stat().st_size for file in files]
    except OSError:
        return None
    number = min(processors(), len(files), MOST)
    if number < 2 or len(files) > limits.FILES:
        return None
    try:
        with without_collector(), Workers(number, _WORK) as workers:
            return _Shared(workers, path, source_folders, said).read(
                _parted(files, sizes, number), key
            )
    except Failed:
        return None


def _parted(files: Sequence[Path], sizes: Sequence[int], number: int) -> list[list[Path]]:
    """Return the files in so many parts of about one size, their order unchanged."""
    parts: list[list[Path]] = [[] for _ in range(number)]
    ends, whole = accumulate(sizes), max(1, sum(sizes))
    for file, size, end in zip(files, sizes, ends, strict=True):
        parts[min(number - 1, (end - size // 2) * number // whole)].append(file)
    return parts


class _Shared:
    """One reading of a pack, as whoever hands it out sees it."""

    def __init__(
        self, workers: Workers, path: Path, source_folders: tuple[Path, ...], said: Said | None
    ) -> None:
        self._workers = workers
        self._tell = said
        self._path = path
        self._folders = source_folders

    def read(self, parts: Sequence[Sequence[Path]], key: str) -> bytes:
        """Return the copy. Raises Failed."""
        self._workers.tell([(str(self._path), [str(file) for file in part]) for part in parts])
        said = self._heard("files", sum(map(len, parts)))
        heads = list(chain.from_iterable(said))
        documents = [Document(name="", values=head) for head in heads]
        frame = frame_of(documents)
        header = frame.header
        if header is None or _is_wrong(documents):
            raise Failed
        before = [*accumulate(map(len, said), initial=0)]
        self._workers.tell([(heads, at) for at in before[: len(parts)]])
        rows = self._heard()
        entries = [entry for told in rows for entry in told["entries"]]
        if len({key for key, *_ in entries}) < len(entries):
            raise Failed
        wholes = [one for told in rows for one in told["part_of"]]
        self._workers.tell([(entries, wholes)] * len(parts))
        hashed = hash_of(documents, _merged(told["encoded"] for told in rows))
        facts = self._heard("facts", len(entries))
        implicit: dict[str, Fact] = {}
        for told in facts:
            for id_, kind, name in told["implicit"]:
                fact = Fact(id=id_, kind=kind, name=name, implicit=True)
                implicit.setdefault(fact.key, fact)
        if not implicit.keys().isdisjoint(own for own, *_ in entries):
            raise Failed
        writer = Writer(frame.sources)
        lines = [line for told in facts for line in told["lines"]]
        every = [(kind, own, called) for own, kind, _, called in entries]
        every += [(fact.kind, fact.key, (fold(fact.name),)) for fact in implicit.values()]
        lines += [line_of(writer, fact) for fact in implicit.values()]
        order = sorted(range(len(every)), key=lambda at: every[at][:2])
        keys = [every[at][1] for at in order]
        named: dict[str, list[str]] = {}
        for at in order:
            for name in dict.fromkeys(every[at][2]):
                named.setdefault(name, []).append(every[at][1])
        found = {own: whole for told in facts for own, whole in told["wholes"].items()}
        pack = pack_of(
            header,
            frame,
            self._path,
            self._folders,
            facts={},
            names={},
            kin=_in_order(kin_of(found, named), keys),
            implicit=implicit.values(),
            topics={topic for told in rows for topic in told["topics"]},
            hashed=hashed,
            old_style=any(told["old_style"] for told in facts),
        )
        return put_together(
            pack,
            key,
            keys=keys,
            lines=[lines[at] for at in order],
            named=((name, row) for row, at in enumerate(order) for name in every[at][2]),
        )

    def _heard(self, what: str = "", of: int = 0) -> list[Any]:
        done = 0

        def said(more: int) -> None:
            nonlocal done
            done += more
            if self._tell is not None:
                self._tell(what, done, of)

        heard = self._workers.hear(said)
        if None in heard:
            raise Failed
        return heard


def _in_order(kin: dict[str, frozenset[str]], keys: Iterable[str]) -> dict[str, frozenset[str]]:
    return {key: kin[key] for key in keys if key in kin} if kin else {}


def _merged(parts: Iterable[dict[str, list[str]]]) -> dict[str, list[str]]:
    merged: dict[str, list[str]] = {}
    for part in parts:
        for key, rows in part.items():
            merged.setdefault(key, []).extend(rows)
    return {key: sorted(rows) for key, rows in merged.items()}


def _is_wrong(documents: Iterable[Document]) -> bool:
    return any(
        document.partial or document.is_hopeless or any(map(stops_play, document.problems))
        for document in documents
    )


def share(said: Callable[[int], object]) -> Generator[Any, Any, None]:
    """Read some files of a pack, told and telling as `_Shared` has it; None: it cannot be."""
    import gc
    from pathlib import Path

    gc.disable()
    path, files = yield
    documents = []
    for file in files:
        documents.append(read_file(Path(file), Path(path)))
        said(1)
    heads = [{k: v for k, v in d.values.items() if k in _HEADS} for d in documents]
    told, before = yield None if _is_wrong(documents) else heads
    others = [Document(name="", values=head) for head in told]
    others[before : before + len(documents)] = documents
    frame = frame_of(others)
    rows = rows_of(documents, frame.kinds)
    entries = []
    for row in rows:
        entry, own = entry_of(row)
        entries.append((entry.key, entry.kind, entry.name, tuple(map(fold, own))))
    found = {
        "entries": entries,
        "part_of": [(r.key, r.kind.id, r.table.part_of) for r in rows if r.table.part_of],
        "topics": list({row.table.topic for row in rows if row.table.topic}),
        "encoded": encoded(documents),
    }
    every, part_of = yield None if _is_wrong(documents) else found
    del entries, found
    facts = _facts(frame, rows, every, part_of, said)
    yield None if _is_wrong(documents) else facts


def _facts(
    frame: Frame,
    rows: Sequence[Row],
    entries: Iterable[tuple[str, str, str, tuple[str, ...]]],
    part_of: Iterable[tuple[str, str, Sequence[str]]],
    said: Callable[[int], object],
) -> dict[str, Any] | None:
    """Return the lines of rows, and what else is to be known of their facts.

    `entries`, `part_of`: of the rows of all files.
    """
    names = Names()
    for key, kind, name, folded in entries:
        entry = Entry(key=key, kind=kind, name=name)
        if not all(names.enter(entry, one) for one in folded):
            return None
    direct: dict[str, list[str]] = {}
    for key, kind, called in part_of:
        wholes = [named_whole(key, kind, name, names) for name in called]
        direct[key] = [whole for whole in wholes if whole is not None]
        if len(direct[key]) < len(wholes):
            return None
    found = all_wholes(direct)
    if any(len(own) > limits.WHOLES for own in found.values()):
        return None
    reader = FactReader(frame.kinds.kinds, frame.sources, frame.kinds.cites, names)
    writer, lines, own_wholes, old_style = Writer(frame.sources), [], {}, False
    for row in rows:
        fact = reader.read(row)
        if found.get(row.key):
            fact = replace(fact, wholes=found[row.key])
            own_wholes[row.key] = sorted(fact.wholes)
        if is_dated_otherwise(row):
            old_style = old_style or has_old_style([fact])
        lines.append(line_of(writer, fact))
        if len(lines) % _OFTEN == 0:
            said(_OFTEN)
    return {
        "lines": lines,
        "wholes": own_wholes,
        "old_style": old_style,
        "implicit": [(fact.id, fact.kind, fact.name) for fact in names.implicit.values()],
    }
