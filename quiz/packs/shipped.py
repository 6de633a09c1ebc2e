"""What an installation brings along of its packs, so that not even their first start reads them.

A wheel holds, beside its packs, the copies that a start would otherwise make (`quiz.generate.
shipping` puts them there). They go by the content of a pack as all copies do: who mends a pack in
an installation has it read anew.
"""

from __future__ import annotations

import contextlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from quiz import __version__
from quiz.packs.files import put_whole
from quiz.paths import is_there

if TYPE_CHECKING:
    from collections.abc import Iterable

PACKAGE = Path(__file__).resolve().parents[1]
LISTINGS = PACKAGE / "questions" / ".compiled"
"""Where the listings lie, each under its pack's fingerprint; a checkout has none."""
COPIES = LISTINGS / "packs"
"""Where the copies lie."""
STAMP = "made-by"
"""The file that tells the modules of one installation from those of another, by their content."""
_LONGEST = 64


def state(modules: Iterable[Path]) -> bytes:
    """Return what tells one state of some modules from another. Raises OSError.

    That is when each was changed; in an installation, where this is when it was installed, what
    the stamp says of them.
    """
    stamp = _stamp()
    sizes = [
        (module.name, (known := module.stat()).st_size, 0 if stamp else known.st_mtime_ns)
        for module in modules
    ]
    return repr((__version__, stamp, sorted(sizes))).encode()


@cache
def _stamp() -> str:
    try:
        return (LISTINGS / STAMP).read_bytes()[:_LONGEST].decode("ascii")
    except (OSError, ValueError):
        return ""


def take_over(brought: Path, folder: Path) -> Path:
    """Put what was brought along of a pack into a folder of copies; return the copy itself.

    Where that cannot be written, it is what was brought along. It may not exist either.
    """
    copy = folder / brought.name
    if not is_there(copy):
        with contextlib.suppress(OSError):
            for one in brought.parent.glob(f"{copy.stem}.*"):
                put_whole(folder / one.name, one.read_bytes())
    return copy if is_there(copy) else brought
