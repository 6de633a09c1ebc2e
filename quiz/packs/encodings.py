"""From a file's bytes to its text: a pack is UTF-8, and what else it may be is told by name."""

from __future__ import annotations

import itertools

from quiz.quick import dataclass

UTF8 = "Save it as UTF-8: in Notepad, Save as, Encoding: UTF-8."
PLAIN = "Copy the text into Notepad (or another plain text editor) and save it as UTF-8, .toml."

_FORMATS = (
    (
        b"PK\x03\x04",
        "a zip archive",
        "`quiz packs add FILE --dry-run` looks into it and checks it.",
    ),
    (b"%PDF", "a PDF file", PLAIN),
    (b"{\\rtf", "a rich text (RTF) file", PLAIN),
    (b"\xd0\xcf\x11\xe0", "a document of an old Word or Excel", PLAIN),
    (b"\x89PNG", "a picture", "A pack is text; name the .toml file."),
    (b"\xff\xd8\xff", "a picture", "A pack is text; name the .toml file."),
    (b"\x1f\x8b", "a packed (gzip) file", "Unpack it first."),
)
_INSIDE_ZIP = (
    (b"word/", "a Word document"),
    (b"xl/", "an Excel workbook"),
    (b"ppt/", "a PowerPoint file"),
    (b"opendocument.text", "a LibreOffice document"),
    (b"opendocument.spreadsheet", "a LibreOffice table"),
)
_IS = "This is {}, whatever its name says."
_OLD_ENCODINGS = ("cp1251", "cp1252", "latin-1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Undecodable:
    """Why bytes are no text of a pack."""

    message: str
    hint: str
    line: int = 1
    column: int = 1
    excerpt: str = ""


def decode(raw: bytes) -> str | Undecodable:
    """Return the text, without a byte order mark and with plain line ends."""
    kind = _format(raw)
    if kind:
        return kind
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or raw[:64].count(0) > 8:
        return Undecodable(
            message="The file is text in the encoding UTF-16; a pack is text in UTF-8.", hint=UTF8
        )
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        return _where(raw, error.start)


def _format(raw: bytes) -> Undecodable | None:
    for start, name, hint in _FORMATS:
        if raw.startswith(start):
            inside = [better for part, better in _INSIDE_ZIP if part in raw]
            if start == b"PK\x03\x04" and inside:
                return Undecodable(message=_IS.format(inside[0]), hint=PLAIN)
            return Undecodable(message=_IS.format(name), hint=hint)
    return None


def _where(raw: bytes, at: int) -> Undecodable:
    """Show the first letter that is not UTF-8, as it was probably meant."""
    begin = raw.rfind(b"\n", 0, at) + 1
    end = raw.find(b"\n", at)
    line = raw[begin : end if end >= 0 else len(raw)].rstrip(b"\r")
    encoding = _guess(raw)
    try:
        column = len(raw[begin:at].decode("utf-8-sig")) + 1
    except UnicodeDecodeError:  # a letter that the line's start cuts cannot be: it ends with \n
        column = at - begin + 1
    shown = raw[begin:at].decode("utf-8", "replace") + line[at - begin :].decode(
        encoding, "replace"
    )
    letter = raw[at : at + 1].decode(encoding, "replace")
    what = f"letter “{letter}”" if letter.isprintable() else f"byte {raw[at]:02X}"
    name = {"cp1251": " (a Windows encoding for Cyrillic)", "cp1252": " (a Windows encoding)"}
    return Undecodable(
        message=f"The {what} is not stored as UTF-8; "
        f"the file seems to be {encoding}{name.get(encoding, '')}.",
        hint=UTF8,
        line=raw.count(b"\n", 0, at) + 1,
        column=column,
        excerpt=shown,
    )


def _guess(raw: bytes) -> str:
    """Return the likely one-byte encoding: Cyrillic words have capitals and small letters of it."""
    high = [byte for byte in raw if byte >= 0xC0]
    pairs = sum(a >= 0xC0 and b >= 0xC0 for a, b in itertools.pairwise(raw))
    if high and pairs * 2 > len(high):
        return "cp1251"
    for encoding in _OLD_ENCODINGS[1:]:
        try:
            raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return "latin-1"
