"""The packs of an installation, compiled before it is first used; see `quiz.packs.shipped`."""

from __future__ import annotations

import hashlib
from functools import partial

from quiz.generate.facets import facets
from quiz.packs.compiled import Compiled
from quiz.packs.listing import Listing, fingerprint, listed_of
from quiz.packs.load import load_pack
from quiz.packs.shipped import COPIES, LISTINGS, PACKAGE, STAMP

LEVELS = (2, 3)
"""Levels of which is kept what a pack can ask: what is played, and what progress counts."""


def compile_packs() -> int:
    """Compile the packs that lie in the installation this module is part of; return how many.

    Raises PackError where one cannot be played.
    """
    COPIES.mkdir(parents=True)
    digest = hashlib.sha256()
    for module in sorted(PACKAGE.rglob("*.py")):
        digest.update(module.read_bytes())
    (LISTINGS / STAMP).write_bytes(digest.hexdigest().encode("ascii"))
    paths = sorted(head.parent for head in (PACKAGE / "questions").glob("*/pack.toml"))
    for path in paths:
        pack, key = load_pack(path), fingerprint(path)
        Listing(LISTINGS).put(key, listed_of(pack))
        copies = Compiled(COPIES)
        copies.put(key, pack)
        copy = copies.get(key, path, (), partial(load_pack, path))
        for level in LEVELS:
            facets(copy or pack, level)
    return len(paths)


if __name__ == "__main__":
    compile_packs()
