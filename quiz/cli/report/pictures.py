"""Pictures as SVG: shape and pattern say what colour says, for those who print without."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from quiz.quick import dataclass
from quiz.text import cells, clean, fitting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.reports.intervals import Interval

WIDTH = 860
_LABEL = 400
_LETTER = 6.6
"""Pixels that a letter of a label takes, at most, on average."""
_ROW = 22


def safe(text: str) -> str:
    """Return a text of a pack or a student as it may stand in the page."""
    return escape(clean(text), quote=True)


def cut(text: str, room: float = _LABEL - 16) -> str:
    """Return a label that fits into so many pixels, not escaped yet."""
    most = int(room / _LETTER)
    text = clean(text)
    if cells(text) <= most:
        return text
    return f"{text[: fitting(text, most - 1)].rstrip()}…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A point with its interval."""

    label: str
    at: float
    """0 to 1."""
    interval: Interval | None
    guess: float | None = None
    alarm: bool = False
    said: str = ""
    """What stands at the right."""


def whiskers(rows: Sequence[Row], title: str, ends: tuple[str, str]) -> str:
    """Return a picture of points with intervals, one row each, on a line from 0 to 1."""
    height = 26 + _ROW * len(rows)
    left, right = _LABEL, WIDTH - 110
    wide = right - left
    out = [_begin(height, title)]
    for step in range(5):
        x = left + wide * step / 4
        out.append(f'<line class="grid" x1="{x:.1f}" y1="20" x2="{x:.1f}" y2="{height - 4}"/>')
    for x, word, side in ((left, ends[0], ""), (right, ends[1], " end")):
        out.append(f'<text class="soft{side}" x="{x}" y="13">{safe(word)}</text>')
    for number, row in enumerate(rows):
        out += _whisker(row, 34 + _ROW * number, left, wide)
    return "".join([*out, "</svg>"])


def _whisker(row: Row, y: int, left: int, wide: int) -> list[str]:
    out = [f'<text class="end" x="{left - 12}" y="{y + 4}">{safe(cut(row.label))}</text>']
    if row.guess:
        x = left + wide * row.guess
        out.append(f'<line class="guess" x1="{x:.1f}" y1="{y - 9}" x2="{x:.1f}" y2="{y + 9}"/>')
    if row.interval is not None:
        low, high = (left + wide * end for end in (row.interval.low, row.interval.high))
        out += [
            f'<line class="whisker" x1="{low:.1f}" y1="{y}" x2="{high:.1f}" y2="{y}"/>',
            *(
                f'<line class="whisker" x1="{x:.1f}" y1="{y - 4}" x2="{x:.1f}" y2="{y + 4}"/>'
                for x in (low, high)
            ),
        ]
    x = left + wide * row.at
    if row.alarm:
        out.append(
            f'<path class="alarm" d="M{x:.1f} {y - 7}l7 7l-7 7l-7 -7z"/>'  # a diamond
        )
    else:
        out.append(f'<circle class="dot" cx="{x:.1f}" cy="{y}" r="4.5"/>')
    out.append(f'<text x="{left + wide + 14}" y="{y + 4}">{safe(row.said)}</text>')
    return out


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """How often an option was taken."""

    label: str
    share: float
    key: bool
    said: str


def bars(rows: Sequence[Bar], title: str) -> str:
    """Return a picture of options: the key's bar is full, the others' are hatched."""
    height = 6 + _ROW * len(rows)
    wide = WIDTH - _LABEL - 190
    out = [_begin(height, title)]
    for number, row in enumerate(rows):
        y, long = 4 + _ROW * number, wide * row.share
        mark = "✓ " if row.key else ""
        out.append(
            f'<text class="end" x="{_LABEL - 12}" y="{y + 13}">{safe(mark + cut(row.label))}</text>'
        )
        kind = "bar" if row.key else "wrong"
        out.append(
            f'<rect class="{kind}" x="{_LABEL}" y="{y}" width="{max(1.0, long):.1f}" height="16"/>'
        )
        if not row.key:
            out += _hatch(_LABEL, y, long)
        out.append(f'<text x="{_LABEL + long + 8:.1f}" y="{y + 13}">{safe(row.said)}</text>')
    return "".join([*out, "</svg>"])


def _hatch(x: float, y: float, long: float) -> list[str]:
    return [
        f'<line class="hatch" x1="{x + at}" y1="{y + 16}" x2="{x + at + 6}" y2="{y}"/>'
        for at in range(2, int(long) - 7, 8)
    ]


def histogram(shares: Sequence[float], title: str) -> str:
    """Return how many students reached each tenth of the points."""
    counts = [0] * 10
    for share in shares:
        counts[min(9, int(share * 10))] += 1
    height, base, wide = 190, 160, 46
    most = max(1, *counts)
    out = [_begin(height, title, 60 + wide * 10)]
    for tenth, count in enumerate(counts):
        x, tall = 30 + wide * tenth, 130 * count / most
        if count:
            out.append(
                f'<rect class="bar" x="{x + 3}" y="{base - tall:.1f}" width="{wide - 6}"'
                f' height="{tall:.1f}"/>'
            )
            out.append(
                f'<text class="mid" x="{x + wide / 2}" y="{base - tall - 6:.1f}">{count}</text>'
            )
        out.append(f'<text class="soft mid" x="{x}" y="{base + 17}">{10 * tenth}</text>')
    out.append(f'<text class="soft mid" x="{30 + wide * 10}" y="{base + 17}">100 %</text>')
    out.append(f'<line class="whisker" x1="30" y1="{base}" x2="{30 + wide * 10}" y2="{base}"/>')
    return "".join([*out, "</svg>"])


def _begin(height: int, title: str, width: int = WIDTH) -> str:
    small = "" if width == WIDTH else ' class="small"'
    return (
        f'<svg{small} viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">'
        f"<title>{safe(title)}</title>"
    )
