"""Whether a folder lies on another computer or is copied to one: there WAL is not safe."""

from __future__ import annotations

import re
from pathlib import Path

MOUNTS = Path("/proc/mounts")
_NETWORK = re.compile(r"nfs\d?|cifs|smb\w*|afs|ncpfs|fuse\.(?:sshfs|rclone|davfs2?|gvfsd-fuse)")
_SYNCED = frozenset(
    {"dropbox", "onedrive", "google drive", "googledrive", "icloud drive", "mobile documents",
     "nextcloud", "owncloud", "pclouddrive", "yandex.disk"}
)  # fmt: skip


def is_shared(folder: Path, mounts: Path = MOUNTS) -> bool:
    """Return whether the folder seems to be on a network disk or to be synchronised.

    By the file system of its mount, where the system lists mounts, and by the usual names.
    """
    folder = folder.resolve()
    for part in folder.parts:
        name = part.casefold()
        if name in _SYNCED or name.startswith(("onedrive - ", "dropbox (")):
            return True
    return bool(_NETWORK.fullmatch(_file_system(folder, mounts)))


def _file_system(folder: Path, mounts: Path) -> str:
    """Return the type of the innermost mount that holds the folder, "" where none is known."""
    try:
        lines = mounts.read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    found, depth = "", -1
    for line in lines:
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        mount = Path(fields[1].replace("\\040", " "))
        if folder.is_relative_to(mount) and len(mount.parts) >= depth:
            found, depth = fields[2], len(mount.parts)
    return found
