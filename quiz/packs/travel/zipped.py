"""A pack out of a stranger's zip: read into memory by hand, piece by piece, never extracted.

Nothing that the archive says of itself is believed: the bytes are counted as they come.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from quiz.errors import PackError
from quiz.packs import limits
from quiz.packs.diagnostics import printable
from quiz.packs.travel.names import Taken, belongs, is_clutter, is_foreign, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_END = b"PK\x05\x06"
_END_BYTES = 22
_END64 = b"PK\x06\x07"
_LONGEST_COMMENT = 0xFFFF
_DIRECTORY_BYTES = limits.FILES * 1024
"""The list of files: 46 bytes each, its name, and what systems add."""
_CHUNK = 1 << 16
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_SMALL = 1 << 10
"""Bytes up to which no ratio is asked for: an empty or repetitive line packs to nothing."""

Files = dict[tuple[str, ...], bytes]


def read_zip(raw: bytes) -> tuple[Files, list[str]]:
    """Return the files of a zip by their parts, and the names of those that are left out.

    Raises PackError for anything that no honest pack has.
    """
    _check_directory(raw)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            infos = archive.infolist()
            if len(infos) > limits.FILES:
                raise PackError(_too_many())
            if sum(info.compress_size for info in infos) > len(raw):
                raise PackError("The zip says that it holds more than it does.")
            wanted, left = _sorted(infos)
            return _read(archive, wanted), left
    except (zipfile.BadZipFile, zlib.error, EOFError, struct.error) as error:
        told = "its checksums do not fit" if "CRC" in str(error) else "it may not be complete"
        raise PackError(f"The zip is damaged: {told}.") from None
    except (NotImplementedError, RuntimeError, ValueError, OverflowError, MemoryError):
        raise PackError("The zip is packed in a way that Footnote does not read.") from None


def _too_many() -> str:
    return f"The zip has more than {limits.FILES} files."


def _check_directory(raw: bytes) -> None:
    """Look at the end record before zipfile does, which would read a million names without limit.

    Raises PackError.
    """
    at = raw.rfind(_END, max(0, len(raw) - _END_BYTES - _LONGEST_COMMENT))
    if at < 0 or at + _END_BYTES > len(raw):
        raise PackError("It is no zip archive, or it is not complete.")
    disk, first, here, files, size, offset, comment = struct.unpack(
        "<HHHHLLH", raw[at + 4 : at + _END_BYTES]
    )
    if at + _END_BYTES + comment != len(raw):
        raise PackError("The zip is damaged: something follows its end.")
    if files > limits.FILES or size > _DIRECTORY_BYTES:
        raise PackError(_too_many())
    if disk or first or here != files or raw[max(0, at - 20) : at].startswith(_END64):
        raise PackError("The zip is packed in a way that Footnote does not read.")
    if offset + size > at:
        raise PackError("The zip is damaged: it may not be complete.")


def _sorted(
    infos: list[zipfile.ZipInfo],
) -> tuple[dict[tuple[str, ...], zipfile.ZipInfo], list[str]]:
    """Return the files that belong to the pack, by their parts, and the names of the others."""
    named = []
    taken = Taken()
    for info in infos:
        parts = parts_of(info.orig_filename)
        _check_kind(info)
        if not info.is_dir():
            taken.add(parts)
            named.append((parts, info))
    kept = {parts: info for parts, info in named if not is_clutter(parts)}
    for parts in kept:
        if is_foreign(parts):
            raise PackError(f"“{printable('/'.join(parts), 80)}” is no file that a pack has.")
    top = _top(list(kept))
    wanted = {parts[top:]: info for parts, info in kept.items() if belongs(parts[top:])}
    left = [parts for parts, _ in named if parts[top:] not in wanted]
    return wanted, ["/".join(parts) for parts in left]


def _top(names: list[tuple[str, ...]]) -> int:
    """Return how many folders all files lie in together, down to where the pack's TOML is."""
    if any(len(parts) == 1 for parts in names):
        return 0
    return 1 if len({parts[0] for parts in names}) == 1 else 0


def _check_kind(info: zipfile.ZipInfo) -> None:
    """Refuse links, devices, and what is encrypted or packed in an unusual way."""
    shown = printable(info.orig_filename, 80)
    mode = stat.S_IFMT(info.external_attr >> 16)
    if mode not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise PackError(f"“{shown}” is a link or a device, not a file.")
    if info.flag_bits & _ENCRYPTED:
        raise PackError("The zip is protected by a password.")
    if info.compress_type not in _PACKED:
        raise PackError("The zip is packed in a way that Footnote does not read.")
    if info.file_size > max(_SMALL, limits.ZIP_RATIO * info.compress_size):
        raise PackError(f"“{shown}” would grow more than {limits.ZIP_RATIO} times when unpacked.")


def _read(archive: zipfile.ZipFile, wanted: dict[tuple[str, ...], zipfile.ZipInfo]) -> Files:
    files: Files = {}
    total = 0
    for parts, info in wanted.items():
        pieces = []
        for piece in _pieces(archive, info):  # never more than the size that was looked at
            total += len(piece)
            if total > limits.PARCEL_BYTES:
                raise PackError(f"The pack has more than {limits.PARCEL_BYTES:,} bytes unpacked.")
            pieces.append(piece)
        files[parts] = b"".join(pieces)
    return files


def _pieces(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(info) as file:
        while piece := file.read(_CHUNK):
            yield piece
