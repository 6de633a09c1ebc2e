"""An Anki package: notes of a type of their own, updated when a later one is imported."""

from __future__ import annotations

import hashlib
import io
import tempfile
import zipfile
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quiz.errors import QuizError
from quiz.exchange import cards
from quiz.exchange.format import Format

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quiz.exchange.format import Wanted
    from quiz.model import Question
    from quiz.packs.content import Pack

MODEL = "Footnote"
_FRONT = "{{Question}}"
_BACK = '{{FrontSide}}<hr id="answer">{{Answer}}<div class="why">{{Explanation}}</div>'
_STYLE = """\
.card { font-family: serif; font-size: 20px; text-align: left; max-width: 40em; margin: auto; }
.why { font-size: 80%; }
small { opacity: 0.8; }
"""
_FIXED = (1980, 1, 1, 0, 0, 0)


def stable_id(*what: str) -> int:
    """Return a number that names something for ever, in the range that Anki gives such numbers."""
    digest = hashlib.sha256("\x1f".join(what).encode("utf-8", "surrogateescape")).digest()
    return 1_000_000_000 + int.from_bytes(digest[:6], "big") % (1 << 40)


def write(questions: Iterable[Question], pack: Pack, wanted: Wanted) -> Iterator[bytes]:
    """Yield the package. Raises QuizError where genanki is not installed."""
    import sqlite3  # deferred: nothing else that is written needs a database

    genanki = _genanki()
    model = genanki.Model(
        stable_id("model", MODEL, "1"),
        MODEL,
        fields=[{"name": name} for name in cards.COLUMNS],
        templates=[{"name": "Card", "qfmt": _FRONT, "afmt": _BACK}],
        css=_STYLE,
    )
    deck = genanki.Deck(stable_id("deck", pack.id), cards.deck(pack))
    for question in questions:
        fields = cards.fields(question)
        guid = fields[-1]
        note = genanki.Note(model, list(fields), guid=guid, tags=cards.tags(question, pack))
        deck.add_note(note)
    # with no time at all the first note would have the id 0, which Anki calls a broken collection
    moment = max(wanted.moment, 1.0)
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "collection.anki2"
        with closing(sqlite3.connect(database)) as connection:
            # not its write_to_file, which leaves a copy of the database among the temporary files
            ids = count(int(moment * 1000))
            genanki.Package(deck).write_to_db(connection.cursor(), moment, ids)
            connection.commit()
        yield _folded({database.name: database.read_bytes(), "media": b"{}"})


def _genanki() -> Any:
    try:
        import genanki
    except ImportError:
        raise QuizError(
            "An Anki package needs genanki, which is not installed: pip install "
            "'footnote-quiz[anki]'. Without it, --to anki-text makes a file that Anki imports too."
        ) from None
    return genanki


def _folded(members: dict[str, bytes]) -> bytes:
    """Return the archive of these members, all of one time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, _FIXED), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


APKG = Format(
    name="apkg",
    title="a package for Anki (needs genanki)",
    suffix=".apkg",
    write=write,
)
