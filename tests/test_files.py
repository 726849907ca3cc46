"""Files written whole or not at all, and folders that are the reader's alone."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui.system.files import make_private_folder, replaced_file, write_atomically


@pytest.fixture(autouse=True)
def _usual_mask() -> Iterator[None]:
    """What most systems give; and not changed by having been asked for."""
    before = os.umask(0o022)
    yield
    assert os.umask(before) == 0o022


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_file_is_the_old_one_until_the_new_one_is_whole(tmp_path: Path) -> None:
    """Whoever reads in between reads the old one, to its end."""
    file = tmp_path / "list.opml"
    file.write_bytes(b"old")
    with file.open("rb") as reader, replaced_file(file) as written:
        written.write(b"half of the ")
        written.flush()
        assert file.read_bytes() == b"old"
        written.write(b"new")
        assert reader.read() == b"old"
    assert file.read_bytes() == b"half of the new"
    assert os.listdir(tmp_path) == ["list.opml"]


@pytest.mark.parametrize("fault", [ValueError, KeyboardInterrupt, SystemExit])
@pytest.mark.parametrize("is_there", [True, False])
def test_what_fails_changes_nothing_and_leaves_nothing(
    tmp_path: Path, fault: type[BaseException], is_there: bool
) -> None:
    """Ctrl+c in the middle of an export is no half export, and no file with an odd name beside it."""
    file = tmp_path / "book.epub"
    if is_there:
        file.write_bytes(b"old")

    def interrupted() -> None:
        with replaced_file(file) as written:
            written.write(b"new")
            raise fault

    with pytest.raises(fault):
        interrupted()
    assert os.listdir(tmp_path) == ["book.epub"] * is_there
    assert not is_there or file.read_bytes() == b"old"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """Many keep their configuration elsewhere, under version control."""
    kept, link = tmp_path / "dotfiles" / "config.toml", tmp_path / "config.toml"
    kept.parent.mkdir()
    kept.write_bytes(b"old")
    link.symlink_to(kept)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert kept.read_bytes() == b"new"
    assert os.listdir(kept.parent) == ["config.toml"]


@pytest.mark.parametrize("private", [True, False])
@pytest.mark.parametrize("own", [0o600, 0o640, 0o664])
def test_a_mode_that_somebody_chose_stays(tmp_path: Path, private: bool, own: int) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(b"old")
    file.chmod(own)
    write_atomically(file, b"new", private=private)
    assert mode(file) == own


@pytest.mark.parametrize(
    ("mask", "private", "file_mode", "folder_mode"),
    [
        (0o022, False, 0o644, 0o755),
        (0o027, False, 0o640, 0o750),
        (0o022, True, 0o600, 0o700),
        (0o002, True, 0o600, 0o700),
    ],
)
def test_what_is_new_is_as_others_are_or_private(
    tmp_path: Path, mask: int, private: bool, file_mode: int, folder_mode: int
) -> None:
    """An export is the system's usual file, settings are the reader's alone: with all the folders above."""
    file = tmp_path / "one" / "two" / "file"
    before = os.umask(mask)
    try:
        write_atomically(file, b"", private=private)
    finally:
        os.umask(before)
    assert mode(file) == file_mode
    assert {mode(folder) for folder in (file.parent, file.parent.parent)} == {folder_mode}


def test_a_folder_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    """It may be shared on purpose; below it we make our own."""
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o775)
    make_private_folder(shared / "ours")
    make_private_folder(shared / "ours")
    make_private_folder(shared)
    assert (mode(shared), mode(shared / "ours")) == (0o775, 0o700)


def test_a_folder_that_another_process_makes_at_the_same_moment_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the first words of one of them would be missing from the log."""
    folder, look = tmp_path / "logs", Path.is_dir

    def looks_a_moment_too_soon(path: Path) -> bool:
        was_there = look(path)
        if path == folder and not was_there:
            folder.mkdir(mode=0o700)
        return was_there

    monkeypatch.setattr(Path, "is_dir", looks_a_moment_too_soon)
    make_private_folder(folder / "below")
    assert mode(folder / "below") == 0o700


@pytest.mark.parametrize("below", ["", "folder", "folder/below"])
def test_a_file_in_a_folders_place_is_named(tmp_path: Path, below: str) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"")
    with pytest.raises(NotADirectoryError) as told:
        make_private_folder(file / below)
    assert told.value.filename == str(file)


def test_a_folder_that_may_not_be_written_is_an_error_and_no_new_file(tmp_path: Path) -> None:
    """A name that is a folder cannot be taken: what was written for it goes again."""
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError):
        write_atomically(tmp_path / "folder", b"new")
    assert os.listdir(tmp_path) == ["folder"]
