"""Files of stories in the player, from where they were left; stories read aloud: by real little programs."""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.screen.builders import resized
from tests.screen.test_handing_over import configure, labels
from tests.screen.test_reader_screen import NARROW, WIDE, Reader, hear, reading
from tests.terminal import ROOT
from tui.library.frontdesk import Library
from tui.screens.chooser import Choices
from tui.system.paths import Paths, user_paths
from tui.system.player import PlayedTo, Player
from tui.widgets.reading_pane import ReadingPane

SOUND = "https://h.example/ep/41%20harbour.mp3"
FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "The Harbour Hour",
    "items": [
        {
            "id": "1",
            "title": "The grain comes in",
            "date_published": "2026-01-02T00:00:00Z",
            "content_html": f"<p>Intro.</p><h2>First</h2><p>One.</p><h2>Second</h2><p>Two.{'<p>x' * 60}",
            "attachments": [
                {"url": "https://h.example/a.pdf", "mime_type": "application/pdf", "size_in_bytes": 340_000},
                {"url": SOUND, "mime_type": "audio/mpeg", "duration_in_seconds": 2700},
                {"url": "https://h.example/v.mp4", "mime_type": "video/mp4", "title": "The film",
                 "size_in_bytes": 12_400_000},
                {"url": "https://h.example/p.jpg", "mime_type": "image/jpeg"},
            ],
        }
    ],
}  # fmt: skip


@pytest.fixture
def podcast(tmp_path: Path) -> Paths:
    """A library with one story that has files."""
    paths = user_paths()
    document = tmp_path / "feed.json"
    document.write_text(json.dumps(FEED))
    library = Library.open(paths)
    library.import_files([document])
    library.catch_up(lambda _: True)
    library.close()
    return paths


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the player that stands in for mpv writes what it was told."""
    folder = tmp_path / "bin"
    folder.mkdir()
    player = folder / "mpv"
    player.write_text(f'#!/bin/sh\nexec {sys.executable} {ROOT / "tests/players/mpv.py"} "$@"\n')
    player.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("MPV_SAID", str(tmp_path / "said"))
    return tmp_path / "said"


def orders(said: Path) -> list[list[str]]:
    return [json.loads(line) for line in said.read_text().splitlines()] if said.exists() else []


def details(reader: Reader) -> list[tuple[str, str]]:
    return [(one.label, one.detail) for one in reader.app.screen.query_one(Choices).choices]


# ── the player ────────────────────────────────────────────────────────────────────────────────


def test_a_player_is_followed_to_the_end(said: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its address is one argument behind `--`; its socket lies in a folder of the reader's, and goes."""
    monkeypatch.setenv("MPV_PLAYS", "1 2.5 end")
    heard: list[PlayedTo] = []
    player = Player(["mpv", "--mute"], SOUND, start_s=61.04, told=heard.append)
    assert player.run().is_well
    ((quiet, mute, start, link, dashes, url),) = orders(said)
    assert (quiet, mute, start, dashes, url) == (
        "--msg-level=all=error",
        "--mute",
        "--start=61.0",
        "--",
        SOUND,
    )
    assert not Path(link.partition("=")[2]).parent.exists()
    assert heard == [PlayedTo(1, 2700.25), PlayedTo(2.5, 2700.25), PlayedTo(2.5, 2700.25, is_over=True)]


def test_a_player_that_fails_says_why(said: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MPV_PLAYS", "fail")
    assert Player(["mpv"], SOUND).run() == (2, "Failed to open it.")


def test_another_player_gets_the_address_alone(tmp_path: Path) -> None:
    code = "import sys; print(sys.argv[1:])"
    assert Player([sys.executable, "-c", code], SOUND, start_s=9).run() == (0, f"[{SOUND!r}]")


# ── in the reader ─────────────────────────────────────────────────────────────────────────────


async def until(reader: Reader, holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end, "it never came to hold"
        await reader.pilot.pause(0.02)


@pytest.mark.parametrize("size", [WIDE, NARROW, (40, 10)])
async def test_what_can_be_played_stands_first_with_its_length(podcast: Paths, size: tuple[int, int]) -> None:
    """Pictures are no such files; the last line has the story read aloud."""
    async with reading(podcast, size) as reader:
        await reader.press("L")
        assert details(reader) == [
            ("audio  41 harbour.mp3", "45:00"),
            ("video  The film", "12 MB"),
            ("application/pdf  a.pdf", "340 kB"),
            ("Read the story aloud", ""),
        ]


async def test_a_file_goes_on_where_it_was_left(
    podcast: Paths, said: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its place is shown while it plays, in the list when it was stopped, and forgotten at its end."""
    monkeypatch.setenv("MPV_PLAYS", "5 724.6 wait wait")
    async with reading(podcast) as reader:
        await reader.press("L", "enter")
        await until(reader, lambda: "12:04/45:00" in reader.screen.status)
        await reader.press("L")
        assert labels(reader)[:2] == ["Pause 41 harbour.mp3, or go on", "30 seconds back"]
        await reader.press("enter")
        await until(reader, lambda: orders(said)[1:] == [["cycle", "pause"]])
        await reader.press("L", "down", "down", "down", "enter")
        await reader.ended("player")
        assert orders(said)[1:] == [["cycle", "pause"], ["quit"]]
        assert "playing" not in reader.screen.status
        monkeypatch.setenv("MPV_PLAYS", "2699 end")
        await reader.press("L")
        assert details(reader)[0] == ("audio  41 harbour.mp3", "12:04 of 45:00")
        await reader.press("enter")
        await reader.ended("player", "marks")
        assert "--start=724.0" in orders(said)[3]
        await reader.press("L")
        assert details(reader)[0] == ("audio  41 harbour.mp3", "45:00")


async def test_without_a_player_a_sentence_says_what_to_do(
    podcast: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(podcast, 'player = ["nosuchplayer"]')
    async with reading(podcast) as reader:
        told = hear(reader, monkeypatch)
        await reader.press("L", "enter")
        assert told == ["! There is no player nosuchplayer here; `player` in the configuration names one."]


VOICE = """\
import os, sys, time
text = sys.stdin.read()
with open(sys.argv[1], "a") as file: file.write(text.replace(chr(10), "|") + chr(10))
while not os.path.exists(sys.argv[2]): time.sleep(0.01)
"""


async def test_a_story_is_read_aloud_section_by_section(
    podcast: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process a section; `}` and `{` go on and back, the text goes along; esc ends it, and no more."""
    heard, go_on = tmp_path / "heard", tmp_path / "go_on"
    configure(
        podcast, f"listen_command = {json.dumps([sys.executable, '-c', VOICE, str(heard), str(go_on)])}"
    )

    def read() -> list[str]:
        return heard.read_text().splitlines() if heard.exists() else []

    async with reading(podcast) as reader:
        pane = reader.screen.query_one(ReadingPane)
        await reader.press("enter", "L", "end", *["down"] * 3, "enter")
        await until(reader, lambda: read() == ["The grain comes in|Intro."])
        assert "reading aloud 1/3" in reader.screen.status
        assert re.fullmatch("The grain comes in\\|Fri 2 Jan[^|]*\\|─+\\|Intro.", spoken(reader))
        await reader.press("right_curly_bracket")
        await until(reader, lambda: read()[1:] == ["First|One."])
        first = pane.top
        assert first > 0
        assert spoken(reader) == "First|One."
        await reader.press("right_curly_bracket")
        await until(reader, lambda: len(read()) == 3)
        assert pane.top > first
        assert spoken(reader).startswith("Second|Two.|x|x")
        await resized(reader.pilot, 70, 30)
        assert spoken(reader).startswith("Second|Two.|x|x")
        assert reader.lines("reader").lstrip().startswith("▌ Second")
        await reader.press("left_curly_bracket")
        await until(reader, lambda: read()[3:] == ["First|One."])
        assert pane.top == first
        await reader.press("escape")
        await reader.ended("voice")
        assert reader.screen.pane == "reader"
        assert spoken(reader) == ""
        # What is prepared behind the screen is told there as well.
        await until(reader, lambda: reader.screen.status == "")
        go_on.touch()
        await reader.press("L", *["down"] * 3, "enter")
        await reader.ended("voice")
        assert [line[:8] for line in read()[4:]] == ["The grai", "First|On", "Second|T"]
        assert spoken(reader) == ""
        await reader.press("right_curly_bracket")
        assert pane.top > 0


def spoken(reader: Reader) -> str:
    """What is marked in view as being read aloud."""
    lines = [re.match(r" *▌ (.*?)[ ┃│]*$", line) for line in reader.lines("reader").splitlines()]
    return "|".join(found[1] for found in lines if found and found[1])


async def test_without_a_voice_a_sentence_says_what_to_do(
    podcast: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(podcast) as reader:
        told = hear(reader, monkeypatch)
        await reader.press("L", *["down"] * 3, "enter")
        assert len(told) == 1
        assert "listen_command" in told[0]
    configure(podcast, 'listen_command = ["nosuchvoice"]')
    async with reading(podcast) as reader:
        told = hear(reader, monkeypatch)
        await reader.press("L", *["down"] * 3, "enter")
        await reader.ended("voice")
        assert told == ["! nosuchvoice could not be started: No such file or directory."]


async def test_the_voice_ends_with_the_reader(podcast: Paths, tmp_path: Path) -> None:
    heard, never = tmp_path / "heard", tmp_path / "never"
    code = "import os; open(__import__('sys').argv[3], 'w').write(str(os.getpid()))\n" + VOICE
    pid = tmp_path / "pid"
    command = [sys.executable, "-c", code, str(heard), str(never), str(pid)]
    configure(podcast, f"listen_command = {json.dumps(command)}")
    async with reading(podcast) as reader:
        await reader.press("L", *["down"] * 3, "enter")
        await until(reader, lambda: heard.exists() and heard.read_text() != "")
        reader.screen.later.stop()
        await reader.ended("voice")
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)
