"""What a real program asks of the system for its files, in order, by strace."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.power.disk import Disk

ROOT = Path(__file__).parents[2]
STRACE = shutil.which("strace")
_CALLS = (
    "open,openat,creat,close,write,pwrite64,writev,pwritev,fsync,fdatasync,sync_file_range,"
    "truncate,ftruncate,fallocate,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir,"
    "link,linkat,symlink,symlinkat,lseek,sendfile,copy_file_range,dup,dup2,dup3,fork,vfork"
)
_LINE = re.compile(r"(?:\d+ +)?(\w+)\((.*)\) += (-?\d+|\?).*")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_NUMBER = re.compile(r"\[(\d+)\]")


class Call(NamedTuple):
    """One call that succeeded."""

    name: str
    texts: tuple[bytes, ...]
    """What stood in quotation marks: paths, the bytes that were written."""
    rest: tuple[str, ...]
    """The other arguments, in order."""
    result: int


def can_trace() -> bool:
    """Return whether strace is here and may look at a program."""
    if STRACE is None:
        return False
    tried = subprocess.run([STRACE, "-qq", "-e", "trace=none", "true"], capture_output=True)
    return tried.returncode == 0


def traced(command: Sequence[str], output: Path) -> list[Call]:
    """Run `python -m` with the command and return what it asked for. It must succeed."""
    assert STRACE is not None
    options = ["-f", "-qq", "-xx", "-s", "100000000", "-e", "signal=none", "-e", f"trace={_CALLS}"]
    done = subprocess.run(
        [STRACE, *options, "-o", str(output), sys.executable, "-m", *command],
        cwd=ROOT,
        capture_output=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr.decode()
    calls = []
    with output.open() as lines:
        for line in lines:
            found = _LINE.fullmatch(line.strip())
            assert found, f"strace wrote a line that is not known: {line[:200]}"
            if found[3] != "?" and int(found[3]) >= 0:
                calls.append(_call(found[1], found[2], int(found[3])))
    return calls


def _call(name: str, arguments: str, result: int) -> Call:
    texts = tuple(bytes.fromhex(text.replace("\\x", "")) for text in _TEXT.findall(arguments))
    rest = tuple(part.strip() for part in _TEXT.sub("", arguments).split(","))
    return Call(name, texts, rest, result)


def replay(call: Call, disk: Disk) -> bytes:
    """Do to the disk what the program did; return what it said on standard output."""
    name, texts, rest, result = call
    if name == "write" and rest[0] == "1":
        return texts[0][:result]
    done = _DOES.get(name)
    assert done or name in ("lseek", "close"), f"{name} is not known to the disk"
    if done:
        done(disk, call)
    elif name == "lseek":
        disk.seek(int(rest[0]), result)
    else:
        disk.close(int(rest[0]))
    return b""


def _open(disk: Disk, call: Call) -> None:
    flags = ",".join(call.rest)
    disk.open(
        call.result,
        call.texts[0].decode(),
        create="O_CREAT" in flags,
        truncate="O_TRUNC" in flags,
        append="O_APPEND" in flags,
    )


def _write(disk: Disk, call: Call) -> None:
    at = int(call.rest[3]) if call.name == "pwrite64" else None
    disk.write(int(call.rest[0]), call.texts[0][: call.result], at)


def _copy(disk: Disk, call: Call) -> None:
    given = _NUMBER.search(call.rest[2])
    assert given
    disk.copy(int(call.rest[0]), int(call.rest[1]), int(given[1]), call.result)


_DOES: dict[str, Callable[[Disk, Call], None]] = {
    "openat": _open,
    "open": _open,
    "write": _write,
    "pwrite64": _write,
    "sendfile": _copy,
    "ftruncate": lambda disk, call: disk.resize(int(call.rest[0]), int(call.rest[1])),
    "fsync": lambda disk, call: disk.sync(int(call.rest[0])),
    "fdatasync": lambda disk, call: disk.sync(int(call.rest[0])),
    "rename": lambda disk, call: disk.rename(*(text.decode() for text in call.texts)),
    "unlink": lambda disk, call: disk.unlink(call.texts[0].decode()),
    "mkdir": lambda disk, call: disk.mkdir(call.texts[0].decode()),
}
