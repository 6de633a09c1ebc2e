"""What citeproc-py gets wrong, mended in the record before it and in the text after it.

Each mend is held by what citeproc-js prints, in `tests/exchange/references.json`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

Record = dict[str, Any]
AMERICAN = ("apa", "mla", "chicago-notes", "chicago-author-date")
"""Styles that set a full stop within the quotation marks."""
_CHICAGO = ("chicago-notes", "chicago-author-date")
_ROLES = ("author", "editor", "translator", "director", "interviewer")
_LABELS = {
    "editor": {"apa": (" (Ed.).", " (Eds.)."), "mla": (", editor.", ", editors.")}
    | dict.fromkeys(_CHICAGO, (", ed.", ", eds.")),
    "director": {"apa": (" (Director).", " (Directors).")}
    | dict.fromkeys(_CHICAGO, (", dir.", ", dirs.")),
}
"""What stands behind the one, or the several, who take the author's place."""
_NOBODY = "Zq"
"""A name that no work has, to see what stands behind the names."""
_DASH = "\ue000"
_PARTICLE = re.compile(r"((?:[a-zà-ÿ]+['’]?\s+|[dl]['’])+)(?=[^\W\d_a-zà-ÿ])")
_RANGE = re.compile(r"(\d+)[-–](\d+)")
_OTHERS = "and others"
_INITIAL = re.compile(r"(?:(?:^|[\s.\-])\w|[JS]r|al)\.$")


def prepare(citeproc: Any) -> None:
    """Mend the program itself, once: without this a film has no reference.

    And it looks a style's macros up by XPath, 200 times a work: half of its time.
    """
    if "director" in citeproc.NAMES:
        return
    citeproc.NAMES.append("director")
    element = citeproc.model.CitationStylesElement
    search = element.get_macro
    known: dict[tuple[object, str], object] = {}

    def get_macro(self: Any, name: str) -> object:
        key = (self.get_root(), name)
        found = known.get(key)
        if found is None:
            found = known[key] = search(self, name)
        return found

    element.get_macro = get_macro


def printed(record: Record, style: str, engine: Callable[[Record], str]) -> str:
    """Return the reference. `engine` prints a record; what it raises is raised here."""
    record = _before(record)
    text = _with_label(record, style, engine) or engine(record)
    return _after(text.strip().replace(_DASH, "–"), record, style)


def _before(record: Record) -> Record:
    found = dict(record)
    for role in _ROLES:
        if role in found:
            found[role] = [_in_parts(name) for name in found[role]]
    if isinstance(page := found.get("page"), str):
        found["page"] = _RANGE.sub(_whole, page)
    return found


def _in_parts(name: dict[str, str]) -> dict[str, str]:
    """Take “van” from the family name: some styles sort and print it apart."""
    particle = _PARTICLE.match(name.get("family", ""))
    if particle is None:
        return name
    rest = name["family"][particle.end() :]
    return {**name, "family": rest, "non-dropping-particle": particle[1].strip()}


def _whole(found: re.Match[str]) -> str:
    """Hide the dash of pages that are shortened wrongly: “5–17” became “5–7”."""
    first, last = found.groups()
    return f"{first}{_DASH}{last}" if len(first) != len(last) or len(first) < 2 else found[0]


def _with_label(record: Record, style: str, engine: Callable[[Record], str]) -> str:
    """Return the reference to a work whose editors, or directors, stand where authors would.

    "" where that is not so. Printed as authors they are in the right order and form; what they are
    goes between them and what stands behind an author who has no name.
    """
    role = "director" if record.get("type") == "motion_picture" else "editor"
    people = record.get(role)
    if not people or record.get("author") or record.get("container-title"):
        return ""
    if style not in _LABELS[role]:
        return ""
    record = {key: value for key, value in record.items() if key != role}
    text = engine({**record, "author": people}).strip()
    nobody = engine({**record, "author": [{"literal": _NOBODY}]}).strip()
    rest = nobody.removeprefix(_NOBODY).removeprefix(".")
    if rest == nobody or not text.endswith(rest):
        return ""
    names = text.removesuffix(rest)
    if names.endswith(".") and not _INITIAL.search(names):
        names = names[:-1]
    return names + _LABELS[role][style][len(people) > 1] + rest


def _after(text: str, record: Record, style: str) -> str:
    if style == "gost":  # a list of one: its number says nothing
        text = re.sub(r"^1\. ", "", text)
    text = re.sub(r"([?!])\.(?=[”’]?(?:\s|$))", r"\1", text)
    if style in AMERICAN:
        text = re.sub(r"”([.,])", r"\1”", text)
        text = re.sub(r"([?!])[.,]”", r"\1”", text)
    if style == "apa":
        text = text.replace("(ed.)", "(Ed.)").replace("(eds.)", "(Eds.)")
        text = re.sub(r", (trans\.|eds?\.)\)", lambda m: f", {m[1].capitalize()})", text)
        if not record.get("number"):
            text = text.replace(" (Publication)", "")
    if style in _CHICAGO:
        text = _chicago(text, record)
    shelf = str(record.get("archive_location", ""))
    if shelf:  # a shelfmark is no sentence
        text = text.replace(shelf[0].upper() + shelf[1:], shelf)
    if any(name.get("literal") == _OTHERS for role in _ROLES for name in record.get(role, ())):
        before = " " if style == "gost" else ", "
        text = re.sub(rf",?\s*(?:&|and)?\s*{_OTHERS}\.?", f"{before}et al.", text)
    if not record.get("author") and not record.get("editor"):
        text = _said_once(text, len(str(record.get("title", ""))))
    return text


def _chicago(text: str, record: Record) -> str:
    if not record.get("edition"):
        text = text.removesuffix(" Edition.")
    paper = f"{record.get('container-title', '')}."
    if len(paper) > 1 and not record.get("author") and text.startswith(paper):
        text = paper + text[len(paper) :].replace(f" {paper[:-1]}, ", " ", 1)
    return text


def _said_once(text: str, title: int) -> str:
    """Leave out a title that stands in the place of the author and then once more.

    `title`: its characters. No shorter beginning is taken for it.
    """
    twice = re.compile(rf"^(.{{{max(title, 3)},}}?[.”]) (.*?)\1(?: |$)")
    return twice.sub(r"\1 \2", text).strip()
