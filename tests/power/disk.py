"""A disk that loses what nobody waited for: what is left of a program's files when power fails.

What was synced is there. Of everything since, each sector of 512 bytes may have come to the disk or
not, whatever was written before or after it; so may the change of a file's length; and so may every
new, changed or deleted name of a folder that was not synced itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Mapping
    from pathlib import Path

SECTOR = 512


@dataclass(slots=True, eq=False)
class File:
    """The content of a file, whatever its names are."""

    durable: bytes = b""
    content: bytearray = field(default_factory=bytearray)
    waiting: list[tuple[int, bytes] | int] = field(default_factory=list)
    """What was done since the last sync: bytes at an offset, or a new length."""

    def do(self, change: tuple[int, bytes] | int) -> None:
        self.waiting.append(change)
        apply(self.content, change)

    def sync(self) -> None:
        self.durable = bytes(self.content)
        self.waiting.clear()

    def left(self, comes: Callable[[], bool]) -> bytes:
        """Return what is found after the power cut; `comes` says of each part if it arrived."""
        found = bytearray(self.durable)
        for change in self.waiting:
            if isinstance(change, int):
                if comes():
                    apply(found, change)
                continue
            offset, data = change
            start = 0
            while start < len(data):
                end = min(len(data), start + SECTOR - (offset + start) % SECTOR)
                if comes():
                    apply(found, (offset + start, data[start:end]))
                start = end
        return bytes(found)


class Folder:
    """A folder; its names are with the disk."""


Node = File | Folder
Names = dict[str, Node | None]


def apply(content: bytearray, change: tuple[int, bytes] | int) -> None:
    """Write bytes at an offset, or cut or fill to a length."""
    length = change if isinstance(change, int) else change[0] + len(change[1])
    if isinstance(change, int):
        del content[length:]
    content.extend(bytes(max(0, length - len(content))))
    if not isinstance(change, int):
        content[change[0] : length] = change[1]


class Disk:
    """All that lies under one folder, as a program sees it and as a power cut would leave it."""

    def __init__(self, root: str, found: Mapping[str, bytes | None]) -> None:
        """`found`: what is there already, by its path: the bytes of a file, None for a folder."""
        self._root = root
        self._names: dict[str, Node] = {root: Folder()}
        for path, data in found.items():
            self._names[path] = Folder() if data is None else File(data, bytearray(data))
        self._durable: Names = dict(self._names)
        self._waiting: list[Names] = []
        self._open: dict[int, Node] = {}
        self._at: dict[int, int] = {}

    def _change(self, names: Names) -> None:
        self._waiting.append(names)
        for path, node in names.items():
            if node is None:
                self._names.pop(path, None)
            else:
                self._names[path] = node

    # What a program does

    def open(
        self, handle: int, path: str, *, create: bool, truncate: bool, append: bool = False
    ) -> None:
        """Open a file; `append`: at its end, for one writing."""
        self._open.pop(handle, None)
        node = self._names.get(path)
        if node is None:
            if not create or not path.startswith(f"{self._root}/"):
                return
            node = File()
            self._change({path: node})
        self._open[handle], self._at[handle] = node, 0
        if truncate and isinstance(node, File):
            node.do(0)
        if append and isinstance(node, File):
            self._at[handle] = len(node.content)

    def close(self, handle: int) -> None:
        self._open.pop(handle, None)

    def write(self, handle: int, data: bytes, offset: int | None = None) -> None:
        """Write at an offset, or where the last writing ended."""
        node = self._open.get(handle)
        if isinstance(node, File):
            node.do((self._at[handle] if offset is None else offset, data))
            if offset is None:
                self._at[handle] += len(data)

    def seek(self, handle: int, place: int) -> None:
        self._at[handle] = place

    def copy(self, to: int, of: int, offset: int, number: int) -> None:
        """Write to one open file what stands in another."""
        source = self._open.get(of)
        assert isinstance(source, File), "a copy of a file from outside"
        self.write(to, bytes(source.content[offset : offset + number]))

    def resize(self, handle: int, length: int) -> None:
        node = self._open.get(handle)
        if isinstance(node, File):
            node.do(length)

    def sync(self, handle: int) -> None:
        node = self._open.get(handle)
        if isinstance(node, File):
            node.sync()
        elif node is not None:
            path = next(path for path, other in self._names.items() if other is node)
            of_others = []
            for names in self._waiting:
                if str(PurePosixPath(next(iter(names))).parent) == path:
                    self._durable.update(names)
                else:
                    of_others.append(names)
            self._waiting = of_others

    def rename(self, old: str, new: str) -> None:
        if old in self._names:
            assert PurePosixPath(old).parent == PurePosixPath(new).parent, "from folder to folder"
            self._change({old: None, new: self._names[old]})

    def unlink(self, path: str) -> None:
        if path in self._names:
            self._change({path: None})

    def mkdir(self, path: str) -> None:
        if path.startswith(f"{self._root}/"):
            self._change({path: Folder()})

    # What is left of it

    def cut(self, rng: random.Random) -> dict[str, bytes | None]:
        """Return what is there when power comes back: by path, None for a folder."""
        share = rng.choice([0.0, 0.2, 0.5, 0.8, 1.0])  # none, some, or all of it arrives
        in_order = rng.random() < 0.5
        gone = False

        def comes() -> bool:
            """In half the cuts a prefix arrives, as where the disk keeps the order."""
            nonlocal gone
            here = rng.random() < share and not gone
            gone = gone or (in_order and not here)
            return here

        names = dict(self._durable)
        for change in self._waiting:
            if comes():
                names.update(change)
        left: dict[str, bytes | None] = {}
        for path, node in sorted(names.items()):
            if node is None or path == self._root:
                continue
            if str(PurePosixPath(path).parent) not in {self._root, *left}:
                continue  # its folder is not there
            gone = False
            if isinstance(node, Folder):
                left[path] = None
            elif path.endswith("-shm"):  # lives in memory: nothing of it can be relied on
                left[path] = rng.randbytes(len(node.content))
            else:
                left[path] = node.left(comes)
        return left


def found(root: Path) -> dict[str, bytes | None]:
    """Return what lies under a folder, as `Disk` takes it."""
    return {
        str(path): path.read_bytes() if path.is_file() else None for path in sorted(root.rglob("*"))
    }


def put(left: Mapping[str, bytes | None], old: str, new: Path) -> None:
    """Write what was left under one folder under another one."""
    new.mkdir()
    for path, data in left.items():
        target = new / PurePosixPath(path).relative_to(old)
        if data is None:
            target.mkdir()
        else:
            target.write_bytes(data)
