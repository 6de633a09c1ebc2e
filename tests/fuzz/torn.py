"""Mutations that know nothing of a file but its bytes, and those that make it large."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from tests.fuzz import values

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

LARGE = 60_000
"""Bytes to which a piece is repeated; what takes the square of its length shows from here on."""


@st.composite
def torn(draw: DrawFn, raw: bytes) -> bytes:
    """The bytes with some flipped, cut, doubled, exchanged, or all in another encoding."""
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(raw)))
        size = draw(st.sampled_from((1, 1, 2, 4, 9, 30, 200)))
        kind = draw(st.integers(0, 9))
        if kind == 0 and at < len(raw):
            raw = raw[:at] + bytes([raw[at] ^ 1 << draw(st.integers(0, 7))]) + raw[at + 1 :]
        elif kind == 1:
            raw = raw[:at] + raw[at + size :]
        elif kind in (2, 3):
            raw = raw[:at] + draw(st.sampled_from(values.BYTES)) + raw[at:]
        elif kind == 4:
            other = draw(st.integers(0, len(raw)))
            raw = raw[:at] + raw[other : other + size] + raw[at:]
        elif kind == 5:
            raw = raw[:at] if draw(st.booleans()) else raw[at:]
        elif kind == 6:
            text = draw(st.sampled_from(values.TEXTS)).encode("utf-8", "surrogatepass")
            raw = raw[:at] + text + raw[at + size :]
        elif kind == 7:
            line = draw(st.sampled_from(values.LINES)).encode()
            raw = raw[:at] + b"\n" + line + b"\n" + raw[at:]
        elif kind == 8:
            piece = raw[at : at + size]
            raw = raw[:at] + piece * (LARGE // size) + raw[at:]
        else:
            raw = _encoded(raw, draw(st.integers(0, 7)))
    return raw[: 4 * LARGE]


def _encoded(raw: bytes, how: int) -> bytes:
    text = raw.decode("utf-8", "replace")
    if how == 0:
        return codecs.BOM_UTF8 + raw
    if how == 1:
        return text.encode("utf-16")
    if how == 2:
        return text.encode("utf-16-be")
    if how == 3:
        return text.encode("cp1252", "replace")
    if how == 4:
        return raw.replace(b"\n", b"\r\n")
    if how == 5:
        return raw.replace(b"\n", b"\r")
    if how == 6:
        return text.replace("\n", "\r\n", text.count("\n") // 2).encode()
    return text.encode("utf-32")
