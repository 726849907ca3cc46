"""`dateline play`: files of articles in a player that stands in for mpv."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.run import Shell
from tests.screen.test_listening import FEED, SOUND, orders, said

__all__ = ["said"]


@pytest.fixture
def story(shell: Shell, tmp_path: Path) -> str:
    """The ID of a story that has files."""
    document = tmp_path / "feed.json"
    document.write_text(json.dumps(FEED))
    assert shell("import", document).code == 0
    (found,) = [one for one in shell("list", "--json").json() if one["feed"] == "The Harbour Hour"]
    return str(found["id"])


def test_the_first_recording_goes_on_where_it_was_left(
    shell: Shell, story: str, said: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MPV_PLAYS", "724.6")
    assert shell("play", story) == (0, "", "41 harbour.mp3\n")
    assert shell("play", story, "--list").out == (
        " 1  audio               12:04 of 45:00  41 harbour.mp3\n"
        " 2  video                        12 MB  The film\n"
        " 3  application/pdf             340 kB  a.pdf\n"
    )
    assert [one["position_s"] for one in shell("play", story, "--json").json()] == [724, None, None]
    assert shell("play", story, "1").err == "41 harbour.mp3, from 12:04\n"
    assert [words[-1] for words in orders(said)] == [SOUND, SOUND]
    assert "--start=724.0" in orders(said)[1]


def test_what_cannot_be_played_is_told(
    shell: Shell, story: str, said: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shell("play", story, "4").err == (
        "dateline: That article has no file 4: dateline play --list ID shows them.\n"
    )
    plain = tmp_path / "plain.md"
    plain.write_text("# Plain\n\nWords.\n")
    assert shell("import", plain).code == 0
    other = next(one["id"] for one in shell("list", "--json").json() if one["id"] != story)
    assert shell("play", other) == (1, "", "dateline: That article has nothing to play.\n")
    assert shell("play", other, "--list") == (0, "", "That article has no files.\n")
    monkeypatch.setenv("MPV_PLAYS", "fail")
    assert shell("play", story).err.endswith("dateline: mpv failed, code 2.\n")
    monkeypatch.setenv("PATH", "")
    assert shell("play", story).err == (
        "dateline: There is no player mpv here; `player` in the configuration names one.\n"
    )
