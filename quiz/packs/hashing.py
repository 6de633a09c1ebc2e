"""The hash of a pack: of what is said in it, wherever and in whatever order it is written."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date, time

    from quiz.packs.reading import Document

FORMAT = 1
"""Part of every pack's hash: raised when the same file comes to mean something else."""
_FOR_CHECK = ("silence", "stale_after")
"""Keys of the header that only `quiz check` reads: remarks, and no part of what is asked."""


def encoded(documents: Iterable[Document]) -> dict[str, list[str]]:
    """Return the rows of documents as the hash takes them, sorted, by the word they stand under."""
    encode = _encoder()
    rows: dict[str, list[Any]] = {}
    for document in documents:
        for key, value in document.values.items():
            if isinstance(value, list):
                rows.setdefault(key, []).extend(value)
    return {key: sorted(map(encode, own)) for key, own in rows.items()}


def hash_of(documents: Iterable[Document], rows: Mapping[str, list[str]]) -> str:
    """Return SHA-256 over the values, whatever the files, comments and order of keys and rows.

    `rows`: as `encoded` returns them of all documents.
    """
    merged: dict[str, Any] = {**rows, "format": FORMAT}
    for document in documents:
        for key, value in document.values.items():
            if key == "pack" and isinstance(value, dict):
                value = {k: v for k, v in value.items() if k not in _FOR_CHECK}  # noqa: PLW2901
            if isinstance(value, dict) and isinstance(merged.setdefault(key, {}), dict):
                merged[key] = merged[key] | value
    return hashlib.sha256(_encoder()(merged).encode()).hexdigest()


def _encoder() -> Callable[[Any], str]:
    return json.JSONEncoder(sort_keys=True, default=_plain).encode


def _plain(value: date | time) -> str:
    return value.isoformat()
