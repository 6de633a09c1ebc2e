"""RIS, as Zotero, EndNote, Mendeley and publishers write it.

Its lines are read here: the libraries that read RIS do not say in which line a field stands.
"""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING

from quiz.errors import QuizError
from quiz.exchange.sources import when
from quiz.exchange.sources.languages import code_of
from quiz.exchange.sources.people import listed, turned
from quiz.exchange.sources.work import NO_PLACE, Library, Loss, Work, flat
from quiz.quick import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

_LINE = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: |$)(.*)")
_TYPES = {
    "ABST": "article-journal", "AGGR": "dataset", "ANCIENT": "classic", "ART": "graphic",
    "BILL": "bill", "BLOG": "post-weblog", "BOOK": "book", "CASE": "legal_case",
    "CHAP": "chapter", "CHART": "figure", "CLSWK": "classic", "COMP": "software",
    "CONF": "paper-conference", "CPAPER": "paper-conference", "CTLG": "book", "DATA": "dataset",
    "DBASE": "dataset", "DICT": "entry-dictionary", "EBOOK": "book", "ECHAP": "chapter",
    "EDBOOK": "book", "EJOUR": "article-journal", "ELEC": "webpage",
    "ENCYC": "entry-encyclopedia", "FIGURE": "figure", "GEN": "document", "GOVDOC": "report",
    "HEAR": "hearing", "ICOMM": "personal_communication", "INPR": "article-journal",
    "JFULL": "periodical", "JOUR": "article-journal", "LEGAL": "legislation",
    "MANSCPT": "manuscript", "MAP": "map", "MGZN": "article-magazine", "MPCT": "motion_picture",
    "MUSIC": "song", "NEWS": "article-newspaper", "PAMP": "pamphlet", "PAT": "patent",
    "PCOMM": "personal_communication", "RPRT": "report", "SER": "book", "SLIDE": "speech",
    "SOUND": "song", "STAND": "standard", "STAT": "legislation", "THES": "thesis",
    "UNPB": "manuscript", "VIDEO": "motion_picture", "WEB": "webpage",
}  # fmt: skip
_PARTS = ("chapter", "paper-conference", "entry-encyclopedia", "entry-dictionary")
_WHOLES = ("book", "classic", "report", "thesis", "map", "pamphlet", "manuscript")
_PEOPLE = {
    "author": ("AU", "A1"),
    "editor": ("ED", "A2"),
    "translator": ("A4", "TA"),
}
_TEXTS = {
    "title": ("TI", "T1", "CT"),
    "publisher": ("PB",),
    "publisher-place": ("CY", "PP"),
    "edition": ("ET",),
    "volume": ("VL",),
    "genre": ("M3",),
    "archive": ("DB",),
    "archive_location": ("AV",),
}
_QUIET = frozenset(("AB", "N2", "N1", "KW", "L1", "L2", "L3", "L4", "LK", "DP", "AN", "RN", "RP",
    "ST", "J2", "ID", "C8", "CN", "AD", "U1", "U2", "U3", "U4", "U5", "ER"))  # fmt: skip
"""What libraries keep for their own use, or say a second time."""
MOST_LINES = 200_000


@dataclass(slots=True, kw_only=True)
class _Entry:
    key: str
    line: int
    fields: list[tuple[str, str, int]] = field(default_factory=list)
    """Tag, text and line."""

    def all(self, *tags: str) -> list[tuple[str, str, int]]:
        """Return what stands under these tags, in the order of the tags, and remove it."""
        found = [part for tag in tags for part in self.fields if part[0] == tag and part[1]]
        self.fields = [part for part in self.fields if part[0] not in tags]
        return found


def read(text: str) -> Library:
    """Return what the file says. Raises QuizError where it is no RIS."""
    library = Library()
    entries = _entries(text, library)
    if not entries:
        raise QuizError("It is no RIS: no line begins with “TY  - ”.")
    for entry in entries:
        _read_one(entry, library)
    library.losses.sort(key=lambda loss: loss.line)
    return library


def _entries(text: str, library: Library) -> list[_Entry]:
    lines = text.split("\n")
    if len(lines) > MOST_LINES:
        raise QuizError(f"It has more than {MOST_LINES:,} lines. Split it.")
    entries: list[_Entry] = []
    now: _Entry | None = None
    for number, raw in enumerate(lines, 1):
        line = raw.strip("\ufeff\r")
        found = _LINE.match(line)
        if found and found[1] == "TY":
            if now is not None:
                why = "it has no line “ER  - ” at its end; it is read all the same"
                library.losses.append(Loss(line=now.line, entry="", field="", why=why))
            now = _Entry(key="", line=number)
            entries.append(now)
        if now is None:
            if line.strip() and len(library.losses) < 100:
                why = "it stands before any “TY  - ” and is not read"
                library.losses.append(
                    Loss(line=number, column=1, entry="", field=flat(line)[:40], why=why)
                )
        elif found and found[1] == "ER":
            now = None
        elif found:
            now.fields.append((found[1], flat(found[2]), number))
        elif line.strip() and now.fields:  # a long text goes on
            tag, before, begun = now.fields[-1]
            if len(before) < 4_000:
                now.fields[-1] = (tag, f"{before} {flat(line)}", begun)
    return entries


def _read_one(entry: _Entry, library: Library) -> None:
    sort = next((text for _, text, _ in entry.all("TY")), "")
    work = Work(key="", line=entry.line, fields={"type": _TYPES.get(sort.upper(), "document")})
    key = entry.all("ID")
    work.key = key[0][1][:80] if key else ""
    if sort.upper() not in _TYPES:
        library.lose(work, "TY", entry.line, f"{sort or 'no type'} is not known")
    kind = work.text("type")
    if kind == "book" and not any(tag in ("TI", "T1", "CT") for tag, _, _ in entry.fields):
        _put(work, library, "title", entry.all("BT"))
    for name, tags in _TEXTS.items():
        _put(work, library, name, entry.all(*tags))
    _containers(entry, work, library, kind)
    for role, tags in _PEOPLE.items():
        meant = "director" if role == "author" and kind == "motion_picture" else role
        names = listed(turned(text) for _, text, _ in entry.all(*tags))
        if names:
            work.fields[meant] = names
    _numbers(entry, work, library, kind)
    _put(work, library, "language", entry.all("LA"), code_of)
    _dates(entry, work, library)
    _put(work, library, "DOI", entry.all("DO"), _bare_doi)
    _put(work, library, "URL", entry.all("UR"), lambda text: text.split(" ")[0])
    for tag, _, line in entry.fields:
        if tag in _QUIET:
            library.silent[tag] = library.silent.get(tag, 0) + 1
        else:
            library.lose(work, tag, line, NO_PLACE)
    library.add(work)


def _put(
    work: Work,
    library: Library,
    key: str,
    found: list[tuple[str, str, int]],
    mend: Callable[[str], str] = flat,
) -> None:
    for tag, text, line in found:
        if key == "URL" and key in work.fields:
            break  # further addresses are copies
        library.put(work, key, mend(text), name=tag, line=line)


def _containers(entry: _Entry, work: Work, library: Library, kind: str) -> None:
    if kind in _WHOLES:
        _put(work, library, "collection-title", entry.all("T2", "T3"))
        return
    names = ("BT", "T2") if kind in _PARTS else ("T2", "JO", "JF", "BT", "JA")
    said = entry.all(*names)
    if said:  # JA and the like are the same name, made short
        full = max(said, key=lambda part: len(part[1])) if kind not in _PARTS else said[0]
        library.put(work, "container-title", full[1], name=full[0], line=full[2])
    _put(work, library, "collection-title", entry.all("T3"))


def _numbers(entry: _Entry, work: Work, library: Library, kind: str) -> None:
    first, last = entry.all("SP"), entry.all("EP")
    pages = "–".join(part[0][1] for part in (first, last) if part)
    if pages:
        pages = re.sub(r"(?<=\d)\s*[-–—]+\s*(?=\d)", "–", pages)
        tag, _, line = (first or last)[0]
        if first and last and last[0][1] in first[0][1].replace("-", "–").split("–"):
            pages = re.sub(r"-+", "–", first[0][1])  # SP has both already
        library.put(work, "page", pages, name=tag, line=line)
    number = entry.all("IS", "M1")
    key = "number" if kind in ("report", "patent", "standard") else "issue"
    _put(work, library, key, number)
    for tag, text, line in entry.all("SN"):
        figures = re.sub(r"[^0-9Xx]", "", text.split("(")[0])
        if len(figures) in (10, 13):
            library.put(work, "ISBN", text.split(" ")[0].rstrip(";,"), name=tag, line=line)
        elif len(figures) == 8:
            library.silent["ISSN"] = library.silent.get("ISSN", 0) + 1
        else:
            library.lose(work, tag, line, f"“{text[:20]}” is no ISBN")


def _dates(entry: _Entry, work: Work, library: Library) -> None:
    issued = entry.all("DA", "PY", "Y1")
    read_as = [(tag, text, line, _date(text)) for tag, text, line in issued]
    fullest = max(read_as, key=lambda one: len(one[3]), default=None)
    if fullest is not None and fullest[3]:
        work.fields["issued"] = fullest[3]
    for tag, text, line, found in read_as:
        if not found and text.casefold() not in when.NONE and text.strip("/ "):
            library.lose(work, tag, line, f"“{text[:40]}” is no date")
    for tag, text, line in entry.all("Y2"):
        if found := _date(text):
            library.put(work, "accessed", found, name=tag, line=line)
        elif text.strip("/ "):
            library.lose(work, tag, line, f"“{text[:40]}” is no date")


def _date(text: str) -> str:
    """Return the EDTF of "1927/11/12/" and of what people write there."""
    year, *rest = text.split("/")
    if len(text.split("/")) >= 3 and year.strip().isdecimal() and len(year.strip()) == 4:
        parts = [int(year)]
        for part in rest[:2]:
            if not part.strip().isdecimal():
                break
            parts.append(int(part))
        return when.edtf(parts)
    return when.from_words(text)


def _bare_doi(text: str) -> str:
    return re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", text, flags=re.IGNORECASE)
