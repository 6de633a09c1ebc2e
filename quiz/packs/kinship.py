"""What a row is a part of, and which rows may stand for one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.packs import limits
from quiz.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from quiz.packs.names import Names


def named_whole(key: str, kind: str, name: str, names: Names) -> str | None:
    """Return the key of the row that a row, of a key and a kind, names as its whole."""
    found = [entry for entry in names.by_name.get(fold(name), ()) if entry.key != key]
    same_kind = [entry for entry in found if entry.kind == kind]
    return (same_kind or found)[0].key if found else None


def all_wholes(direct: Mapping[str, Sequence[str]]) -> dict[str, frozenset[str]]:
    """Return for each row everything that it is part of, directly or not; once that is more than
    is allowed, no further.
    """
    out: dict[str, frozenset[str]] = {}
    for key in direct:
        seen: set[str] = set()
        waiting = list(direct[key])
        while waiting and len(seen) <= limits.WHOLES:
            whole = waiting.pop()
            if whole not in seen and whole != key:
                seen.add(whole)
                waiting += direct.get(whole, ())
        out[key] = frozenset(seen)
    return out


def kin_of(
    wholes: Mapping[str, Iterable[str]], names: Mapping[str, Sequence[str]]
) -> dict[str, frozenset[str]]:
    """Return for each entity that has any those that may mean it, hold it or belong to it."""
    kin: dict[str, set[str]] = {}
    for key, own in wholes.items():
        for whole in own:
            kin.setdefault(key, set()).add(whole)
            kin.setdefault(whole, set()).add(key)
    for keys in names.values():
        for key in keys if 1 < len(keys) <= limits.SAME_NAME else ():  # more is an error
            kin.setdefault(key, set()).update(keys)
    return {key: frozenset(found - {key}) for key, found in kin.items()}
