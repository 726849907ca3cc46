"""What there is to hear or to watch, as lists show it: told as it comes, and looked for in older files."""

from __future__ import annotations

import pytest

from tests.store.steps import take
from tests.store.stories import all_of, build_entry, deliver
from tui.library.frontdesk import Library
from tui.model.entries import Enclosure, Recording, recording
from tui.store import recordings, upkeep

SONG = Enclosure("https://post.example/1.mp3", "audio/mpeg")
FILM = Enclosure("https://post.example/1.mp4", "Video/mp4")
PICTURE = Enclosure("https://post.example/1.png", "image/png")
TALK = Enclosure("https://post.example/talk", "audio/ogg", relation="related")


@pytest.mark.parametrize(
    ("files", "kind"),
    [
        ((), None),
        ((PICTURE, Enclosure("https://post.example/1.zip")), None),
        ((TALK,), None),
        ((PICTURE, SONG, FILM), "audio"),
        ((FILM, SONG), "video"),
    ],
)
def test_the_first_recording_counts(files: tuple[Enclosure, ...], kind: Recording | None) -> None:
    """Pages about a story are none of its files."""
    assert recording(files) == kind


def shown(library: Library) -> dict[str, str | None]:
    """What lists say there is to hear or to watch in each story."""
    return {headline.headline: headline.recording for headline in all_of(library)}


def test_lists_know_it_at_once_and_after_every_change(library: Library) -> None:
    deliver(library, build_entry("a", title="A", enclosures=(SONG,)), build_entry("b", title="B"))
    assert shown(library) == {"A": "audio", "B": None}
    library.prepare()
    assert shown(library) == {"A": "audio", "B": None}
    changed = build_entry("b", title="B", content="<p>With a film now.</p>", enclosures=(FILM,))
    deliver(library, changed, build_entry("a", title="A", content="<p>Without.</p>"))
    assert shown(library) == {"A": None, "B": "video"}


def put_back(library: Library) -> None:
    """Leave the store as the step leaves an older file."""
    with library.database.write() as conn:
        conn.execute("ALTER TABLE articles DROP COLUMN recording")
        take(conn, 18)


def test_older_stories_are_looked_at_behind_the_screen_the_newest_first(library: Library) -> None:
    """Prepared or not; what comes meanwhile is not touched, and a text that is damaged is passed over."""
    assert not library.has_older_rows()
    deliver(library, *(build_entry(f"{n}", title=f"{n}", enclosures=(SONG,)) for n in range(5)))
    library.prepare(limit=3)
    put_back(library)
    assert set(shown(library).values()) == {None}
    assert library.has_older_rows()
    deliver(library, build_entry("late", title="late", enclosures=(FILM,)))
    with library.database.write() as conn:
        conn.execute("UPDATE bodies SET data = x'03ff' WHERE article = 3")
        (newest,) = conn.execute("SELECT headline FROM articles WHERE row = 5").fetchone()
        (damaged,) = conn.execute("SELECT headline FROM articles WHERE row = 3").fetchone()
        recordings.look(conn, 1)
    assert [title for title, kind in shown(library).items() if kind == "audio"] == [newest]
    assert library.has_older_rows()
    assert not upkeep.find_recordings(library.database)
    assert not library.has_older_rows()
    assert shown(library) == {**{f"{n}": "audio" for n in range(5)}, damaged: None, "late": "video"}


def test_it_is_done_with_all_that_waits(library: Library) -> None:
    """Whoever prepares what waits looks at what an older dateline left, too."""
    deliver(library, build_entry("a", title="A", enclosures=(SONG,)))
    library.prepare()
    put_back(library)
    library.catch_up(lambda _: True)
    assert shown(library) == {"A": "audio"}


def test_a_noted_story_is_known_in_lists(library: Library) -> None:
    deliver(library, build_entry("a", title="A"), build_entry("b", title="B"))
    one, _ = all_of(library)
    library.notes.add(one.id, "ask them")
    assert {h.headline: h.noted for h in all_of(library)} == {
        one.headline: True,
        "AB".strip(one.headline): False,
    }
    library.undo()
    assert not any(headline.noted for headline in all_of(library))
