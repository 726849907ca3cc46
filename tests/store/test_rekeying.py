"""Keys that change: what was followed, muted and corrected under the old one goes on under the new."""

from __future__ import annotations

import pytest

from tests.store.stories import NOW, all_of, build_entry, deliver, titles
from tui import entities
from tui.library.frontdesk import Library
from tui.model.kinds import EntityKind
from tui.model.names import Correction, Place
from tui.model.scopes import MUTED
from tui.store import corrections
from tui.store.rekeying import rekey

OLD, NEW = "place:kyjiw", "geonames:703448"


def today(kind: EntityKind, key: str) -> str:
    """Return the key that a place of two ids goes by now."""
    return NEW if (kind, key) == ("place", OLD) else key


def tell(library: Library, **texts: str) -> None:
    """Store and prepare stories of one paragraph."""
    deliver(
        library, *[build_entry(guid, title=guid, content=f"<p>{text}</p>") for guid, text in texts.items()]
    )
    library.prepare()


def moved(library: Library) -> int:
    with library.database.write() as conn:
        return rekey(conn, today)


def test_a_follow_goes_on_under_the_new_key(library: Library) -> None:
    """It counts the stories that are stored under it already, which are no news."""
    library.follows.follow("place", OLD, "Kyjiw")
    tell(library, first="Kyiv waits.")
    assert library.follows.has("place", OLD)
    assert moved(library) == 1
    assert not library.follows.has("place", OLD)
    assert library.follows.has("place", NEW)
    assert [(follow.name, follow.unread) for follow in library.follows.all()] == [("Kyjiw", 1)]
    assert library.follows.news(library.follows.all()) == ()
    tell(library, second="Kyiv again.")
    assert titles([one.story for one in library.follows.news(library.follows.all())]) == ["second"]


def test_a_name_that_nothing_else_has_keeps_its_stories(library: Library) -> None:
    """The name itself moves: nothing need be found anew for its page to be whole."""
    tell(library, first="Kyiv waits.")
    library.follows.follow("place", NEW, "Kyiv")
    with library.database.write() as conn:
        rekey(conn, lambda _kind, key: "place:elsewhere" if key == NEW else key)
    assert [(follow.key, follow.total) for follow in library.follows.all()] == [("place:elsewhere", 1)]


def test_two_follows_of_one_place_become_one(library: Library) -> None:
    """The one under the new key takes over."""
    tell(library, first="Kyiv waits.")
    library.follows.follow("place", OLD, "Kyjiw")
    library.follows.follow("place", NEW, "Kyiv")
    assert moved(library) == 1
    assert [(follow.name, follow.total) for follow in library.follows.all()] == [("Kyiv", 1)]


def test_a_mute_hides_under_the_new_key(library: Library) -> None:
    """Those stories that are here, as soon as mutes are settled."""
    tell(library, first="Kyiv waits.", other="Paris sleeps.")
    library.rules.mute_name("place", OLD, "Kyjiw")
    assert moved(library) == 1
    library.rules.settle()
    assert titles(all_of(library)) == ["other"]
    assert titles(all_of(library, MUTED)) == ["first"]


def test_a_correction_goes_by_the_new_key_and_so_does_what_it_joined_to(library: Library) -> None:
    """What a name was said to be carries an id of its own."""
    with library.database.write() as conn:
        target = Place("Kyjiw", (), place_id=OLD)
        corrections.add(conn, Correction("merge", "place", OLD, "Kyjiw", NOW, target=target))
    assert moved(library) == 1
    with library.database.read() as conn:
        (kept,) = corrections.all_that_hold(conn)
    assert (kept.key, kept.target) == (NEW, Place("Kyjiw", (), place_id=NEW))


def test_keys_move_when_a_newer_extractor_begins(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once, before stored stories are done again."""
    tell(library, first="Kyiv waits.")
    library.follows.follow("person", "wladimir putin", "Wladimir Putin")
    library.follows.follow("place", "place:new-york-city", "New York City")
    monkeypatch.setattr(entities, "EXTRACTOR_VERSION", entities.EXTRACTOR_VERSION + 1)
    library.prepare()
    assert library.follows.has("person", "vladimir putin")
    assert library.follows.has("place", "geonames:5128581")
