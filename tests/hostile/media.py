"""Files that were written, read as their own programs read them: is any text more than text?"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from tests.hostile.streams import hidden

if TYPE_CHECKING:
    from pathlib import Path

csv.field_size_limit(1 << 24)
FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")
_RUNS = frozenset(["script", "iframe", "object", "embed", "form", "base", "svg", "img"])
"""Elements that no text may bring in; the pictures of a report are drawn by us, and named so."""


class _Page(HTMLParser):
    """Collects what a browser would do."""

    def __init__(self, own: frozenset[str]) -> None:
        super().__init__()
        self.own = own
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _RUNS - self.own:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            address = (value or "").strip().lower()
            if name.startswith("on"):
                self.found.append(f"{name}=")
            if name in ("href", "src") and not address.startswith(("http://", "https://", "#")):
                self.found.append(f"{name}={address[:20]!a}")


def html(text: str, own: frozenset[str] = frozenset()) -> list[str]:
    """Return what a page would run or load."""
    page = _Page(own)
    page.feed(text)
    page.close()
    return page.found


def table(text: str) -> list[str]:
    """Return cells that a spreadsheet would calculate; a number is none."""
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    number = re.compile(r"-?[0-9.]+\Z")
    return [
        cell[:20] for row in rows for cell in row if FORMULA.match(cell) and not number.match(cell)
    ]


def faults(path: Path) -> list[str]:
    """Return what is wrong with a file that an export or a report wrote; nothing is right."""
    raw = path.read_bytes()
    if path.suffix == ".qti":
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            for name in archive.namelist():
                if name.startswith("/") or ".." in name:
                    return [f"{name!a} leaves the archive"]
                if name.endswith(".xml"):
                    ET.fromstring(archive.read(name))  # our own
        return []
    text = raw.decode("utf-8-sig")
    found = [] if path.suffix == ".json" else hidden(text.replace("\t", "").replace("\r", ""))
    if path.suffix == ".html":
        found += html(text, frozenset(["svg"]) if path.name == "report.html" else frozenset())
    elif path.suffix == ".csv":
        found += table(text)
    elif path.suffix == ".moodle-xml":
        ET.fromstring(text)  # our own
        found += [
            tag
            for each in re.findall(r"<!\[CDATA\[(.*?)\]\]>", text, re.DOTALL)
            for tag in html(each)
        ]
    elif path.suffix == ".json":
        json.loads(text)
    elif path.suffix == ".anki-text":
        rows = csv.reader(io.StringIO(text, newline=""), delimiter="\t")
        fields = [cell for row in rows for cell in row[1:3]]  # deck and tags are plain text
        found += [tag for field in fields for tag in html(field)]
    elif path.suffix == ".markdown":
        found += re.findall(r"(?<!\\)<(?:script|img|svg|iframe)", text)
        found += re.findall(r"(?<!\\)\]\((?!https?:)[^)]{0,20}", text)
    return found
