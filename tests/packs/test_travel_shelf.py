"""Packs that honest people send, and the shelf that they are kept on: one id, one pack."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from quiz.errors import PackError
from quiz.packs.library import added_folder, find_packs, load
from quiz.packs.travel.parcel import opened, receive
from quiz.packs.travel.shelf import add, added, remove
from tests.packs.parcels import GOOD, come, pack_text, tree, zipped


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("QUIZ_PACKS", raising=False)
    return tmp_path / "home"


# What honest teachers send


@pytest.mark.parametrize("top", ["", "Fairs 2026/"])
def test_a_zip_with_what_a_mac_adds_to_it(tmp_path: Path, top: str) -> None:
    files = {top + name: content for name, content in GOOD.items()}
    files |= {"__MACOSX/._pack.toml": "x", f"{top}.DS_Store": "\0", f"{top}LICENSE": "CC0"}
    files |= {f"{top}pack.schema.json": "{}", f"{top}sources/draft.toml": "[pack"}
    parcel = receive(come(tmp_path, zipped(files)))
    assert set(parcel.files) == {("pack.toml",), ("sources", "book.txt"), ("LICENSE",)}
    assert len(parcel.left_out) == 4
    note = add(parcel)
    assert load("fairs").title == note.title == "Fairs"
    assert load("fairs").source_text("book") == GOOD["sources/book.txt"]


def test_a_folder_with_drafts_in_it(tmp_path: Path) -> None:
    more = {"draft.docx": b"PK\x03\x04", "table.csv": "a,b", ".git/config": "x", "old.toml~": "x"}
    parcel = receive(tree(tmp_path, {**GOOD, **more}))
    assert set(parcel.files) == {("pack.toml",), ("sources", "book.txt")}
    assert parcel.left_out == (".git", "draft.docx", "old.toml~", "table.csv")


def test_a_file_of_any_name(tmp_path: Path) -> None:
    add(receive(come(tmp_path, pack_text().encode(), "My fairs (new).toml")))
    assert [p.name for p in sorted((added_folder() / "fairs").iterdir())] == [
        ".added.json",
        "pack.toml",
    ]
    assert [e.where for e in find_packs() if e.id == "fairs"] == ["added"]


def test_a_zip_by_the_name_of_a_table(tmp_path: Path) -> None:
    assert ("sources", "book.txt") in receive(come(tmp_path, zipped(GOOD), "fairs.toml")).files


def test_a_link_in_a_folder_is_not_followed(tmp_path: Path) -> None:
    folder = tree(tmp_path, dict(GOOD))
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "sources" / "more.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(PackError, match="link or a device"):
        receive(folder)


def test_a_linked_folder_is_not_followed(tmp_path: Path) -> None:
    folder = tree(tmp_path, dict(GOOD))
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "secret.txt").write_text("secret")
    (folder / "more").symlink_to(tmp_path / "secrets")
    with pytest.raises(PackError, match="link or a device"):
        receive(folder)


def test_a_pipe_in_a_folder(tmp_path: Path) -> None:
    folder = tree(tmp_path, dict(GOOD))
    os.mkfifo(folder / "pipe.txt")
    with pytest.raises(PackError, match="link or a device"):
        receive(folder)


def test_the_problems_of_a_broken_pack_come_with_the_refusal(tmp_path: Path) -> None:
    broken = pack_text().replace("when =", "wen =", 1)
    with pytest.raises(PackError) as caught:
        add(receive(come(tmp_path, zipped({"pack.toml": broken}))))
    assert [p.code for p in caught.value.problems] == ["unknown-key"]
    assert caught.value.problems[0].file == "pack.toml"


def test_to_look_leaves_nothing(tmp_path: Path, home: Path) -> None:
    parcel = receive(come(tmp_path, zipped(GOOD)))
    with opened(parcel) as found:
        assert found.pack.title == "Fairs"
        place = found.folder
    assert not place.exists()
    assert not home.exists()


# One id, one pack


def sent(tmp_path: Path, **changes: str | int) -> Path:
    return come(tmp_path, zipped({"pack.toml": pack_text(**changes)}))


def test_a_pack_that_is_there_stays_unless_it_is_to_be_replaced(tmp_path: Path) -> None:
    add(receive(sent(tmp_path)))
    with pytest.raises(PackError, match="is the same"):
        add(receive(sent(tmp_path)))
    newer = receive(sent(tmp_path, version="1.10", rows=5))
    with pytest.raises(PackError, match="--replace"):
        add(newer)
    add(newer, replace=True)
    assert added()["fairs"].version == "1.10"
    assert len(load("fairs").facts) == 5
    with pytest.raises(PackError, match=r"version 1\.10, which is newer than 1\.9"):
        add(receive(sent(tmp_path, version="1.9", rows=3)), replace=True)
    other = receive(sent(tmp_path, title="Foul", author="B. Stranger", version="3"))
    with pytest.raises(PackError, match="is another pack"):
        add(other, replace=True)
    assert [p.name for p in added_folder().iterdir()] == ["fairs"]


def test_a_pack_of_the_teachers_own_folders_is_not_hidden_by_an_added_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "fairs.toml").write_text(pack_text(title="My own fairs"))
    monkeypatch.setenv("QUIZ_PACKS", str(own))
    with pytest.raises(PackError, match=r"belongs to “My own fairs” \(QUIZ_PACKS\)"):
        add(receive(sent(tmp_path)), replace=True)


def test_what_lies_there_without_a_note_is_neither_replaced_nor_removed(
    tmp_path: Path, home: Path
) -> None:
    place = home / "data" / "packs" / "fairs"
    place.mkdir(parents=True)
    (place / "mine.txt").write_text("by hand")
    with pytest.raises(PackError, match="is there already"):
        add(receive(sent(tmp_path)), replace=True)
    with pytest.raises(PackError, match="None was added"):
        remove("fairs")
    assert (place / "mine.txt").read_text() == "by hand"


def test_a_note_that_belongs_to_another_folder_counts_for_nothing(tmp_path: Path) -> None:
    add(receive(sent(tmp_path)))
    (added_folder() / "fairs").rename(added_folder() / "renamed")
    assert added() == {}
    with pytest.raises(PackError, match="was not added"):
        remove("fairs")


def test_where_it_cannot_be_kept_nothing_changes(tmp_path: Path, home: Path) -> None:
    home.mkdir()
    (home / "data").write_text("a file where the folder would be")
    with pytest.raises(PackError, match="cannot be kept"):
        add(receive(sent(tmp_path)))


def test_a_failure_while_replacing_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(receive(sent(tmp_path)))
    real = Path.replace

    def fail(self: Path, target: Path) -> Path:
        if self.name == "pack":
            raise OSError(28, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(PackError, match="No space left"):
        add(receive(sent(tmp_path, version="2", rows=5)), replace=True)
    monkeypatch.undo()
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "home"))
    assert added()["fairs"].version == "1"
    assert len(load("fairs").facts) == 4


def test_only_what_was_added_is_removed(tmp_path: Path) -> None:
    add(receive(sent(tmp_path)))
    with pytest.raises(PackError, match="Did you mean “fairs”"):
        remove("fares")
    with pytest.raises(PackError, match="was not added"):
        remove("countries")
    with pytest.raises(PackError, match="No pack that was added"):
        remove("../../inbox")
    assert remove("fairs").title == "Fairs"
    assert list(added_folder().iterdir()) == []
    assert "fairs" not in {entry.id for entry in find_packs()}
