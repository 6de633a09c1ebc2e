r"""LaTeX as plain text: accents, macros, braces, dashes and quotation marks.

By pylatexenc, which bibtexparser brings. It knows some thousand macros; what it stumbles over is
taken without its backslashes.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_MARKS = re.compile(r"[\\{}$~]|--|``|''")
_QUOTED = (("``", "“"), ("''", "”"), ("---", "—"), ("--", "–"))
_MACRO = re.compile(r"\\[a-zA-Z]+\s*|\\.")
_SUPER = {"superscript": "⁰¹²³⁴⁵⁶⁷⁸⁹", "subscript": "₀₁₂₃₄₅₆₇₈₉"}
_RAISED = re.compile(r"\\text(superscript|subscript)\s*\{(\d+)\}")
_MATHS = re.compile(r"([_^])(?:\{(\d+)\}|(\d))")
_SET = re.compile(
    r"\\(?:noopsort|fontencoding|fontfamily|hspace\*?|vspace\*?)\s*\{[^{}]*\}|"
    r"\\(?:relax|selectfont)\b\s*|\\(?:-|/)"
)
"""What only sorts or sets."""
_LINK = re.compile(r"\\href\s*\{[^{}]*\}\s*(?=\{)")
_QUOTE = re.compile(r"\\(?:enquote|mkbibquote)\s*\{([^{}]*)\}")
_ESCAPED = re.compile(r"\\([_%&#$~{}])")
_URL = re.compile(r"\\url\s*\{([^{}]*)\}")
LONGEST = 10_000
"""Characters of a field that are looked into."""


def plain(text: str) -> str:
    """Return the text that LaTeX would set, as far as text can hold it."""
    if not _MARKS.search(text):
        return text
    text = _LINK.sub("", _SET.sub("", text[:LONGEST]))
    text = re.sub(r"\\((?:La)?TeX)\b", r"\1", text)
    text = _QUOTE.sub(r"“\1”", _RAISED.sub(lambda m: _small(m[2], m[1]), text))
    text = _maths(text)
    text = re.sub(r"(?<!\\)%", r"\%", text)  # in a library it is no comment
    if "\\" in text or "$" in text:
        try:
            text = str(_converter().latex_to_text(text))
        except Exception:  # noqa: BLE001  # a third party's: whatever it stumbles over
            text = _MACRO.sub("", text).replace("$", "")
    else:
        text = text.replace(r"\%", "%")
    text = text.replace("{", "").replace("}", "").replace("~", " ")
    for written, meant in _QUOTED:
        text = text.replace(written, meant)
    return text


def address(text: str) -> str:
    r"""Return an address as it is: only \_, \%, \& and the like lose their backslash."""
    found = _URL.search(text)
    text = _ESCAPED.sub(r"\1", found[1] if found else text)
    return text.replace("{", "").replace("}", "").replace(r"\textasciitilde", "~").strip()


def _maths(text: str) -> str:
    """Raise and lower figures in formulas; where dollars enclose none, they are money."""
    parts = re.split(r"(?<!\\)\$", text)
    if len(parts) % 2 and all(re.search(r"[\\^_=<>]|^\w$", part) for part in parts[1::2]):
        parts[1::2] = [_MATHS.sub(_raised, part) for part in parts[1::2]]
        return "$".join(parts)
    return r"\$".join(parts)


def _raised(found: re.Match[str]) -> str:
    return _small(found[2] or found[3], "superscript" if found[1] == "^" else "subscript")


def _small(figures: str, where: str) -> str:
    return "".join(_SUPER[where][int(figure)] for figure in figures)


@cache
def _converter() -> Any:
    from pylatexenc.latex2text import LatexNodes2Text  # deferred: an extra, and 70 ms

    return LatexNodes2Text(keep_comments=True, math_mode="text", strict_latex_spaces=False)
