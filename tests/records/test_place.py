"""Network disks and synchronised folders."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quiz.records import place
from quiz.records.log import Log
from quiz.records.place import is_shared
from tests.make import set_of, sitting
from tests.records.rows import answer

if TYPE_CHECKING:
    from pathlib import Path

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
proc /proc proc rw 0 0
server:/home /home nfs4 rw 0 0
/dev/sdb1 /home/me/local ext4 rw 0 0
//nas/share /mnt/my\\040nas cifs rw 0 0
broken line
me@host: /srv/far fuse.sshfs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "shared"),
    [
        ("/var/quiz", False),
        ("/home/me/quiz", True),
        ("/home/me/local/quiz", False),
        ("/homely/quiz", False),
        ("/mnt/my nas/quiz", True),
        ("/srv/far", True),
        ("/var/Dropbox/quiz", True),
        ("/var/OneDrive - School/quiz", True),
        ("/var/dropboxes/quiz", False),
    ],
)
def test_a_shared_folder_is_known(tmp_path: Path, folder: str, shared: bool) -> None:
    from pathlib import Path

    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS)
    assert is_shared(Path(folder), mounts) is shared
    assert is_shared(Path("/var/quiz"), tmp_path / "none") is False


def test_a_log_in_a_shared_folder_has_a_rollback_journal_and_says_so_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "is_shared", lambda folder: True)
    with Log.open(tmp_path) as log:
        assert "shared with other computers" in log.notice
        assert log._connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert log._connection.execute("PRAGMA synchronous").fetchone() == (3,)
        log.start(sitting(set_of(1)))
        assert log.record(answer())
    with Log.open(tmp_path) as log:
        assert log.notice == ""
        assert list(log.answers()) == [answer()]
    monkeypatch.undo()
    with Log.open(tmp_path) as log:
        assert log._connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert list(log.answers()) == [answer()]
