"""The rows of the results that say whether the student was sure with reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.reports import sureness
from quiz.ui.safe import text
from quiz.ui.widgets.prose import BLANK, Row

if TYPE_CHECKING:
    from quiz.play.certainty import Certainty


def certainty_rows(found: Certainty | None) -> list[Row]:
    """Return the marks and a sentence for each degree; none where it was not asked."""
    if found is None:
        return []
    rows = [
        Row(margin=text(name, "$faint"), body=text(said)) for name, said in sureness.told(found)
    ]
    return [BLANK, Row(body=text(sureness.marks(found), "bold")), *rows]
