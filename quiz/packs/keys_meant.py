"""Which key was meant by another word for it, where no spelling is near."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.packs.diagnostics import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

_OTHER_WORDS = {
    "birthplace": ("born_in",), "place_of_birth": ("born_in",), "birth_place": ("born_in",),
    "place_of_death": ("died_in",), "deathplace": ("died_in",), "death_place": ("died_in",),
    "birthday": ("born",), "birth": ("born",), "birthdate": ("born",), "date_of_birth": ("born",),
    "death": ("died",), "date_of_death": ("died",),
    "date": ("when", "published", "founded", "issued"),
    "year": ("when", "published", "founded", "issued"),
    "day": ("when",), "time": ("when",),
    "place": ("where", "section", "publisher-place"), "location": ("where",), "town": ("where",),
    "city": ("where",),
    "people": ("who",), "persons": ("who",), "participants": ("who",),
    "author": ("by",), "writer": ("by", "author"), "authors": ("author",), "editors": ("editor",),
    "translators": ("translator",),
    "said_by": ("speaker",), "person": ("speaker", "who"),
    "meaning": ("means",), "definition": ("means", "about"), "description": ("about", "note"),
    "founders": ("founder",), "founded_by": ("founder",),
    "source": ("cite",), "sources": ("cite",), "citation": ("cite",), "reference": ("cite",),
    "ref": ("cite",), "quelle": ("cite", "source"),
    "book": ("source",), "p": ("page",), "pp": ("page",), "pg": ("page",), "pages": ("page",),
    "chapter": ("section",), "heading": ("section",), "entry": ("section",), "quote": ("phrase",),
    "quotation": ("phrase",), "words": ("phrase",),
    "comment": ("note",), "remark": ("note",), "explanation": ("note",), "notes": ("note",),
    "synonyms": ("aliases",), "alias": ("aliases",), "also": ("aliases",),
    "title": ("name",), "label": ("name",), "category": ("topic",),
    "theme": ("topic",), "question": ("ask",), "statement": ("says",),
    "firstname": ("given",), "first": ("given",), "first_name": ("given",),
    "surname": ("family",), "lastname": ("family",), "last": ("family",), "last_name": ("family",),
    "name": ("literal", "title"), "url": ("URL",), "link": ("URL",), "website": ("URL",),
    "licence": ("license",), "units": ("unit",),
}  # fmt: skip


def other_word(key: str, known: Sequence[str]) -> str:
    """Return "Did you mean …?" for the known key that has the meaning of `key`, or ""."""
    word = key.casefold().replace("-", "_").replace(" ", "_")
    for meant in _OTHER_WORDS.get(word, ()):
        if meant in known:
            return did_you_mean(meant)
    return ""
