"""Power cuts: python -m tests.power.cut [CUTS] [SCENE…]; 500 in all scenes unless it says so.

Each scene runs once, for real, under strace; then power is cut at a moment of what it did, the disk
keeps what was synced and a random part of the rest, and the log is opened as at the next start.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tests.power import scenes
from tests.power.disk import Disk, found, put
from tests.power.traced import replay, traced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.power.traced import Call


class Recorded:
    """A scene that was played once, to be cut anywhere."""

    def __init__(self, scene: str, folder: Path, naive: str = "") -> None:
        self.scene = scene
        self.folder = folder / scenes.FOLDERS.get(scene, "home")
        self.folder.mkdir(parents=True)
        scenes.BEFORE.get(scene, lambda _: None)(self.folder)
        self.before = found(self.folder)
        command = ["tests.power.scenes", scene, str(self.folder), *filter(None, [naive])]
        self.calls: list[Call] = traced(command, folder / f"{scene}.strace")

    def cuts(self, number: int, rng: random.Random, folder: Path) -> Iterator[list[str]]:
        """Cut the power so many times; yield what was lost each time."""
        disk = Disk(str(self.folder), self.before)
        first = next(
            index
            for index, call in enumerate(self.calls)
            if any(str(self.folder).encode() in text for text in call.texts)
            and call.name in ("mkdir", "openat")
        )
        moments = Counter(rng.randrange(first, len(self.calls) + 1) for _ in range(number))
        said = b""
        for index in range(len(self.calls) + 1):
            for cut in range(moments[index]):
                after = folder / f"{self.scene}-{index}-{cut}"
                after.mkdir()
                place = after / self.folder.name
                put(disk.cut(rng), str(self.folder), place)
                lines = said.decode().splitlines()
                try:
                    wrong = scenes.lost(self.scene, place, lines)
                except Exception as error:  # noqa: BLE001  # whatever it is, the log is not there
                    wrong = [f"it cannot be opened: {type(error).__name__}: {error}"]
                yield [f"at {index}: {each}" for each in wrong]
                if not wrong:
                    with suppress(OSError):
                        _remove(after)
            if index < len(self.calls):
                said += replay(self.calls[index], disk)


def _remove(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder)


def main(number: int = 500, chosen: tuple[str, ...] = (), seed: int = 7) -> int:
    rng = random.Random(seed)
    names = chosen or tuple(scenes.SCENES)
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in names:
            recorded = Recorded(name, root / name)
            share = -(-number // len(names))
            losses = [wrong for wrong in recorded.cuts(share, rng, root / name) if wrong]
            failed += len(losses)
            print(f"{name}: {len(recorded.calls)} calls, {share} cuts, {len(losses)} that lose")
            for wrong in losses[:5]:
                print("   ", *wrong[:4], sep="\n      ")
        for naive in scenes.CARELESS:
            recorded = Recorded("answers", root / naive, naive)
            losses = [wrong for wrong in recorded.cuts(60, rng, root / naive) if wrong]
            print(f"control, {naive}: 60 cuts, {len(losses)} that lose")
            failed += not losses
    return min(failed, 1)


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    sys.exit(main(count, tuple(sys.argv[2:])))
