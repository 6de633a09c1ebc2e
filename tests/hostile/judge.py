"""What a run of the program must not have done."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.e2e.streams import foreign, left_behind
from tests.hostile.forked import CRASHED
from tests.hostile.streams import hidden, most_marks

if TYPE_CHECKING:
    from tests.hostile.forked import Done
    from tests.hostile.world import World

MARKS = 7
"""The sanitiser keeps 6, and the letter may be composed."""
BROKEN = 70
_COPIED = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")
_NOT_OURS = b"aGFja2Vk"
"""What the hostile texts would copy. Whatever else is copied, a student wanted to have."""
ENDS = (0, 1, 2)
"""All is well, something is wrong with what was given, or it could not be begun."""


def faults(done: Done, world: World, *, data: bool = False) -> list[str]:
    """Return in words what a run did that no text may bring it to; nothing is right.

    `data`: it writes a table: tabs part its columns, and a mark says that it is UTF-8.
    """
    found = []
    done, copied = _without_copies(done)
    if hidden(copied):
        found.append(f"copied: {hidden(copied)[:5]}")
    bytes_ = [each for each in foreign(done.raw) if each != "\t" or not data]
    if bytes_:
        found.append(f"{len(bytes_)} foreign: {sorted(set(bytes_))[:5]!a}")
    unseen = {each for each in hidden(done.text) if len(each) > 6 or each > "U+009F"}
    unseen -= {"U+FEFF"} if data else set()
    if unseen:
        found.append(f"not to be seen: {sorted(unseen)[:5]}")
    if most_marks(done.text) > MARKS:
        found.append("a flood of marks")
    if left_behind(done.raw):
        found.append(f"left behind: {left_behind(done.raw)}")
    if done.status == -1:
        found.append("it hangs")
    elif done.status in (CRASHED, BROKEN) or done.status not in ENDS:
        found.append(f"it ended with {done.status}: {_told(done)}")
    if "Traceback" in done.text or "Something broke" in done.text:
        found.append(f"it broke: {_told(done)}")
    if (world.folder / "ran").exists() or any(world.folder.rglob("*.svg")):
        found.append("an action ran")
    return found


def _without_copies(done: Done) -> tuple[Done, str]:
    """Return what was written but for what went into the clipboard, and that."""
    copied = []

    def take(found: re.Match[bytes]) -> bytes:
        if found[1] == _NOT_OURS:
            return found[0]
        copied.append(base64.b64decode(found[1]).decode("utf-8", "replace"))
        return b""

    raw = _COPIED.sub(take, done.raw)
    return replace(done, raw=raw), "".join(copied)


def _told(done: Done) -> str:
    return ascii(done.text[-600:])
