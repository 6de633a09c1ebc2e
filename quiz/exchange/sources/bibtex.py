"""BibTeX and BibLaTeX, as people, Zotero and JabRef write them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import normalize

from quiz.exchange.sources import when
from quiz.exchange.sources.blocks import Entry, Value, split
from quiz.exchange.sources.languages import code_of
from quiz.exchange.sources.latex import address, plain
from quiz.exchange.sources.people import listed, literal, person
from quiz.exchange.sources.work import NO_PLACE, OTHERS, Library, Work, flat

if TYPE_CHECKING:
    from collections.abc import Callable

    from quiz.exchange.sources.people import Name

_TYPES = {
    "article": "article-journal", "artwork": "graphic", "audio": "song", "book": "book",
    "booklet": "pamphlet", "bookinbook": "chapter", "collection": "book",
    "conference": "paper-conference", "dataset": "dataset", "electronic": "webpage",
    "image": "graphic", "inbook": "chapter", "incollection": "chapter",
    "inproceedings": "paper-conference", "inreference": "entry-encyclopedia",
    "interview": "interview", "jurisdiction": "legal_case", "legislation": "legislation",
    "letter": "personal_communication", "manual": "book", "map": "map",
    "mastersthesis": "thesis", "misc": "document", "movie": "motion_picture", "music": "song",
    "mvbook": "book", "mvcollection": "book", "mvproceedings": "book", "mvreference": "book",
    "newspaper": "article-newspaper", "online": "webpage", "patent": "patent",
    "performance": "performance", "periodical": "periodical", "phdthesis": "thesis",
    "proceedings": "book", "reference": "book", "report": "report", "software": "software",
    "standard": "standard", "suppbook": "chapter", "suppcollection": "chapter",
    "suppperiodical": "article-journal", "techreport": "report", "thesis": "thesis",
    "unpublished": "manuscript", "video": "motion_picture", "www": "webpage",
}  # fmt: skip
_GENRES = {
    "mastersthesis": "Master’s thesis", "phdthesis": "PhD thesis", "mathesis": "Master’s thesis",
    "candthesis": "Candidate’s thesis", "techreport": "Technical report",
    "resreport": "Research report", "software": "Computer software", "datacd": "CD-ROM",
}  # fmt: skip
_SUBTYPES = {"newspaper": "article-newspaper", "magazine": "article-magazine"}
_TEXTS = {
    "collection-title": ("series",),
    "publisher": ("publisher", "school", "institution", "organization"),
    "publisher-place": ("location", "address"),
    "volume": ("volume",),
    "archive": ("archive", "library"),
}
_BROKEN = re.compile(r"-{2,}|[‐–—]+|(?<=\d)-(?=\d)")
_TILDE = re.compile(r"\\~\s*(?:\{([^\W\d_])\}|([^\W\d_]))")
"""In a name, bibtexparser takes its ~ for a space."""
_ACCESSED = re.compile(
    r"\[?(?:online;? )?(?:last )?(?:accessed|visited|retrieved)(?: on)?:? (.+?)\]?", re.IGNORECASE
)
_SPAN = re.compile(r"^(\d{4})-(1[3-9]|[2-9]\d)$")
"""Years; as EDTF, 1918-21 would be a spring."""
_ORDINALS = {
    "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6",
    "seventh": "7", "eighth": "8", "ninth": "9", "tenth": "10",
}  # fmt: skip


def read(text: str) -> Library:
    """Return what the file says. Raises QuizError where bibtexparser is missing."""
    library = Library()
    for entry in split(text, library):
        _Reader(entry, library).read()
    library.losses.sort(key=lambda loss: loss.line)
    return library


class _Reader:
    """Turns one entry into a work; what is still there at the end has no place in a pack."""

    def __init__(self, entry: Entry, library: Library) -> None:
        self.entry = entry
        self.library = library
        self.work = Work(key=entry.key, line=entry.line)

    def read(self) -> None:
        """Add the work to the library."""
        self._type()
        self._titles()
        for role in ("author", "editor", "translator"):
            self._people(role)
        for key, names in _TEXTS.items():
            self._text(key, *names)
        self._numbers()
        self._dates()
        self._links()
        for name, value in self.entry.fields.items():
            if value.text.strip():
                self.library.lose(self.work, name, value.line, NO_PLACE)
        self.library.add(self.work)

    def _type(self) -> None:
        entry = self.entry
        found = _TYPES.get(entry.type, "")
        if not found:
            why = f"@{entry.type} is not known; it is taken for a document"
            self.library.lose(self.work, "type", entry.line, why)
        _, sort = entry.take("entrysubtype")
        named = flat(sort.text).lower() if sort else ""
        if entry.type == "inbook" and not self._has("booktitle", "maintitle"):
            found = "book"  # BibTeX's own: a part of the book whose title stands there
        if entry.type == "misc" and self._links_to() and not self._has("publisher"):
            found = "webpage"
        self.work.fields["type"] = _SUBTYPES.get(named, found or "document")
        _, genre = entry.take("type")
        said = flat(plain(genre.text)) if genre else entry.type
        said = _GENRES.get(said.lower(), said if genre else "")
        if said:
            self._put("genre", said, "type", genre)

    def _has(self, *names: str) -> bool:
        return any(name in self.entry.fields for name in names)

    def _put(self, key: str, text: str, name: str, value: Value | None) -> None:
        line = value.line if value else self.entry.line
        self.library.put(self.work, key, text, name=name, line=line)

    def _text(self, key: str, *names: str, mend: Callable[[str], str] = flat) -> None:
        """Put the first of these fields that says something where it belongs."""
        name, value = self.entry.take(*names)
        if value is not None:
            self._put(key, mend(plain(value.text)), name, value)

    def _titles(self) -> None:
        for key, names in (
            ("title", ("title", "subtitle")),
            ("container-title", ("booktitle", "booksubtitle")),
            ("container-title", ("journaltitle", "journalsubtitle")),
            ("container-title", ("journal", "journalsubtitle")),
            ("container-title", ("maintitle", "mainsubtitle")),
        ):
            name, value = self.entry.take(names[0])
            if value is None:
                continue
            _, below = self.entry.take(names[1])
            parts = [flat(plain(part.text)) for part in (value, below) if part]
            ends = parts[0][-1:] in ".?!:" if parts else True
            self._put(key, (" " if ends else ": ").join(filter(None, parts)), name, value)

    def _people(self, role: str) -> None:
        _, value = self.entry.take(role)
        _, sort = self.entry.take(f"{role}type")
        if value is None:
            return
        names, wrong = people(value.text)
        for one in wrong:
            why = f"“{one}” is taken for one name: its braces or commas do not fit"
            self.library.lose(self.work, role, value.line, why)
        meant = flat(sort.text).lower() if sort else ""
        if role == "editor" and meant == "director":
            role = "director"
        if names:
            self.work.fields[role] = names

    def _numbers(self) -> None:
        self._text("edition", "edition", mend=_edition)
        self._text("page", "pages", mend=lambda text: _BROKEN.sub("–", flat(text)))
        sort = self.work.text("type")
        if sort.startswith("article") or (sort == "periodical"):
            self._text("issue", "number", "issue")
        elif sort in ("report", "patent", "standard", "legislation"):
            self._text("number", "number")
        self._text("archive_location", "shelfmark", "archivelocation", "archive_location")
        self._text("language", "langid", "language", "hyphenation", mend=code_of)
        self.entry.take("language", "hyphenation")
        self._text("ISBN", "isbn", mend=lambda text: flat(text).split(" ")[0].rstrip(",;"))

    def _dates(self) -> None:
        for key, name in (
            ("issued", "date"),
            ("original-date", "origdate"),
            ("accessed", "urldate"),
        ):
            self._date(key, name)
        for name in ("year", "issued"):
            _, year = self.entry.take(name)
            month, day = self.entry.take("month")[1], self.entry.take("day")[1]
            if year is None or "issued" in self.work.fields:
                continue
            words = _SPAN.sub(r"\1–\2", flat(plain(year.text)))
            found = _with_month(words, month, day) or when.from_words(words)
            self._put_date("issued", found, words, name, year)
        note = self.entry.fields.get("note")
        seen = _ACCESSED.fullmatch(flat(plain(note.text))) if note else None
        if note is not None and seen and (found := when.from_words(seen[1])):
            self.entry.take("note")
            self._put("accessed", found, "note", note)
        for name in ("lastaccessed", "accessed", "lastchecked", "visited"):
            self._date("accessed", name)

    def _date(self, key: str, name: str) -> None:
        _, value = self.entry.take(name)
        if value is not None:  # EDTF has a ~ of its own, so it is no LaTeX
            words = flat(value.text).strip("{}")
            words = re.sub(r"(?<=\d)u", "X", words.replace("-uu", "")).replace("Xu", "XX")
            self._put_date(key, when.from_words(words), words, name, value)

    def _put_date(self, key: str, found: str, words: str, name: str, value: Value) -> None:
        if found:
            self._put(key, found, name, value)
        elif words.casefold() not in when.NONE:
            why = f"“{words[:40]}” is no date; write it like 1927-11-12, 1927 or 1924~"
            self.library.lose(self.work, name, value.line, why)

    def _links(self) -> None:
        _, doi = self.entry.take("doi")
        if doi is not None:
            found = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", address(doi.text))
            self._put("DOI", found, "doi", doi)
        _, url = self.entry.take("url", "howpublished") if self._links_to() else ("", None)
        if url is not None:
            self._put("URL", address(url.text), "url", url)
        _, number = self.entry.take("eprint")
        kinds = [self.entry.take(name)[1] for name in ("archiveprefix", "eprinttype")]
        kind = next((flat(one.text).lower() for one in kinds if one), "")
        self.entry.take("primaryclass")
        if number is not None:
            where = f"https://arxiv.org/abs/{address(number.text)}" if kind == "arxiv" else ""
            if where and "URL" not in self.work.fields:
                self._put("URL", where, "eprint", number)
            elif not where:
                self.library.lose(self.work, "eprint", number.line, NO_PLACE)

    def _links_to(self) -> bool:
        said = self.entry.fields.get("howpublished")
        return self._has("url") or (said is not None and "://" in said.text)


def _with_month(year: str, month: Value | None, day: Value | None) -> str:
    if month is None or not (year.isdecimal() and len(year) == 4):
        return ""
    words = flat(plain(month.text)).replace("–", " ").split()
    number = next((n for n in map(when.month, [w for w in words if not w.isdecimal()]) if n), None)
    if number is None:
        number = when.month(words[0]) if words else None
        words = words[1:]
    days = [int(word.strip(".,")) for word in words if word.strip(".,").isdecimal()]
    if day is not None and day.text.strip().isdecimal():
        days = [int(day.text)]
    if number is None:
        return ""
    return when.edtf([int(year), number, *days[:1]])


def _edition(text: str) -> str:
    """Return "2" of "2nd", "Second" or "2nd ed."."""
    text = flat(text)
    found = re.fullmatch(r"(\d+)(?:st|nd|rd|th|\.)?(?:\s+ed(?:ition|\.)?)?", text, re.IGNORECASE)
    word = text.lower().removesuffix(" edition").removesuffix(" ed.")
    return found[1] if found else _ORDINALS.get(word, text)


def people(text: str) -> tuple[list[Name], list[str]]:
    """Return the names in a field, and those whose braces or commas do not fit."""
    from bibtexparser.middlewares.names import (  # deferred: an extra
        InvalidNameError,
        parse_single_name_into_parts,
        split_multiple_persons_names,
    )

    found: list[Name] = []
    wrong: list[str] = []
    text = _TILDE.sub(lambda m: normalize("NFC", f"{m[1] or m[2]}\u0303"), " ".join(text.split()))
    for raw in split_multiple_persons_names(text):
        whole = raw.strip().rstrip(",")
        if whole.lower() in ("others", "et al.", "et al"):
            found.append(OTHERS)
        elif whole.startswith("{") and _is_one(whole):
            found.append(literal(plain(whole)))
        elif re.match(r"(?:family|given)\s*=", whole):
            found.append(_extended(whole))
        else:
            try:
                parts = parse_single_name_into_parts(whole)
            except InvalidNameError:
                wrong.append(flat(plain(whole))[:60])
                found.append(literal(plain(whole)))
                continue
            words = (parts.last, parts.first, parts.jr, parts.von)
            found.append(person(*(plain(" ".join(part)) for part in words)))
    return listed(found), wrong


def _is_one(text: str) -> bool:
    """Tell whether the brace at its start is closed by the one at its end."""
    depth = 0
    for at, char in enumerate(text):
        depth += (char == "{") - (char == "}")
        if depth == 0:
            return at == len(text) - 1
    return False


def _extended(text: str) -> Name:
    """Return a name that BibLaTeX has in parts: family=Rosa, given=Jo, prefix=de la."""
    parts: dict[str, str] = {}
    for part in text.split(","):
        name, _, value = part.partition("=")
        parts[name.strip().lower()] = plain(value.strip().strip('"'))
    return person(
        parts.get("family", ""),
        parts.get("given", ""),
        parts.get("suffix", ""),
        parts.get("prefix", ""),
    )
