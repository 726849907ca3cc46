"""Followed names: their stories marked and counted, told of once, and nothing lost by a change of mind."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.effort import costly
from tests.store.steps import take
from tests.store.stories import (
    POST,
    Clock,
    all_of,
    build_entry,
    deliver,
    feed_scope,
    find_known_names,
    open_library,
    titles,
    words_of,
)
from tui.errors import Ambiguous, NotFound
from tui.library.frontdesk import Library
from tui.model.kinds import EntityKind
from tui.model.scopes import Scope

RUBIO: tuple[EntityKind, str, str] = ("person", "marco rubio", "Marco Rubio")
KYIV: tuple[EntityKind, str, str] = ("place", "geonames:703448", "Kyiv")
STORIES = {
    "both": "Marco Rubio is in Kyiv.",
    "rubio": "Marco Rubio spoke.",
    "kyiv": "Kyiv waits.",
    "other": "Paris sleeps.",
}


def tell(library: Library, *guids: str, **texts: str) -> None:
    """Store and prepare some of the stories, and others that are given whole."""
    told = {guid: STORIES[guid] for guid in guids} | texts
    entries = [build_entry(guid, title=guid, content=f"<p>{text}</p>") for guid, text in told.items()]
    deliver(library, *entries)
    library.prepare()


def counts(library: Library) -> dict[str, tuple[int, int]]:
    return {follow.name: (follow.unread, follow.total) for follow in library.follows.all()}


def marked(library: Library) -> set[str]:
    return {headline.headline for headline in all_of(library) if headline.followed}


def news(library: Library) -> list[str]:
    """Tell what is new, and note it."""
    found = library.follows.news(library.follows.all())
    library.follows.note_told(found)
    return titles([one.story for one in found])


def test_a_followed_name_marks_and_counts_what_is_there_and_what_comes(library: Library) -> None:
    """In the lists and beside its name, from the keypress on."""
    tell(library, "both", "other")
    assert marked(library) == set()
    change = library.follows.follow(*RUBIO)
    assert change is not None
    assert (words_of(change), change.is_something) == ("Following Marco Rubio", True)
    assert (marked(library), counts(library)) == ({"both"}, {"Marco Rubio": (1, 1)})
    tell(library, "rubio", "kyiv")
    assert (marked(library), counts(library)) == ({"both", "rubio"}, {"Marco Rubio": (2, 2)})
    assert library.follows.follow(*RUBIO) is None


def test_counts_follow_what_is_read_and_what_is_hidden(library: Library) -> None:
    """As those of a feed do."""
    tell(library, *STORIES)
    library.follows.follow(*RUBIO)
    library.follows.follow(*KYIV)
    both = next(headline for headline in all_of(library) if headline.headline == "both")
    library.mark_read([both.id])
    assert counts(library) == {"Marco Rubio": (1, 2), "Kyiv": (1, 2)}
    feed = feed_scope(library, POST).feed_id
    assert feed is not None
    library.unsubscribe(feed)
    assert counts(library) == {"Marco Rubio": (0, 0), "Kyiv": (0, 0)}
    library.undo()
    assert counts(library) == {"Marco Rubio": (1, 2), "Kyiv": (1, 2)}
    rubio = Scope("entity", entity_kind="person", name="marco rubio")
    library.mark_all_read(library.listing(rubio).listed)
    assert counts(library) == {"Marco Rubio": (0, 2), "Kyiv": (1, 2)}


def test_letting_go_and_undo(library: Library) -> None:
    """Each can be taken back, and what had not been told of is not forgotten."""
    tell(library, "both")
    library.follows.follow(*RUBIO)
    tell(library, "rubio")
    library.follows.unfollow(*RUBIO[:2])
    assert (marked(library), library.follows.all()) == (set(), ())
    undone = library.undo()
    assert undone is not None
    assert words_of(undone) == "Following Marco Rubio again"
    assert (marked(library), counts(library)) == ({"both", "rubio"}, {"Marco Rubio": (2, 2)})
    assert news(library) == ["rubio"]
    library.undo()
    assert library.follows.all() == ()
    assert library.follows.unfollow(*RUBIO[:2]) is None


def test_a_name_found_nowhere_yet_takes_effect_when_it_appears(library: Library) -> None:
    """One may wait for somebody."""
    library.follows.follow("person", "ada lovelace", "Ada Lovelace")
    assert counts(library) == {"Ada Lovelace": (0, 0)}
    assert library.listing(Scope("entity", entity_kind="person", name="ada lovelace")).total == 0
    tell(library, first="Ada Lovelace is here.")
    assert counts(library) == {"Ada Lovelace": (1, 1)}
    assert news(library) == ["first"]


def test_a_new_name_is_looked_for_where_its_words_stand_and_nowhere_else(library: Library) -> None:
    """Stories in languages of which only followed names are found are done again; no others."""
    tell(library, "both", wanted="Ada Lovelace ist da.", half="Ada allein.", turned="Lovelace, Ada.")
    library.follows.follow("person", "ada lovelace", "Ada Lovelace")
    assert library.counts().queue == 1
    library.prepare()
    assert counts(library) == {"Ada Lovelace": (1, 1)}
    library.follows.follow(*RUBIO)
    assert library.counts().queue == 0


def test_news_are_told_once_whatever_they_name(library: Library) -> None:
    """A story of two followed names is one; what was there before is no news."""
    tell(library, "rubio")
    library.follows.follow(*RUBIO)
    library.follows.follow(*KYIV)
    assert news(library) == []
    tell(library, "both", "kyiv", "other")
    found = library.follows.news(library.follows.all())
    assert {one.story.headline: [follow.name for follow in one.follows] for one in found} == {
        "both": ["Marco Rubio", "Kyiv"],
        "kyiv": ["Kyiv"],
    }
    rubio = library.follows.followed("rubio")
    library.follows.note_told(library.follows.news([rubio]))
    assert news(library) == ["kyiv"]
    assert news(library) == []


def test_names_found_anew_are_not_told_again(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A better extractor is no news."""
    library.follows.follow(*RUBIO)
    tell(library, "both")
    assert news(library) == ["both"]
    from tui import entities

    monkeypatch.setattr(entities, "EXTRACTOR_VERSION", entities.EXTRACTOR_VERSION + 1)
    assert library.prepare() == 1
    assert news(library) == []
    assert counts(library) == {"Marco Rubio": (1, 1)}


def test_news_since_a_while_are_told_whether_or_not_they_were(library: Library, clock: Clock) -> None:
    library.follows.follow(*RUBIO)
    tell(library, "rubio")
    assert news(library) == ["rubio"]
    clock.tick(hours=3)
    deliver(library, build_entry("late", title="late", content="<p>Marco Rubio left.</p>"), now=clock())
    library.prepare()
    of = library.follows.all()
    assert titles([one.story for one in library.follows.news(of, timedelta(hours=2))]) == ["late"]
    assert len(library.follows.news(of, timedelta(hours=4))) == 2
    assert news(library) == ["late"]


def test_what_was_typed_is_one_name_or_none(library: Library) -> None:
    """Never one of several by chance."""
    tell(library, "both", a="Angela Merkel.", b="Volodymyr Zelenskyy.")
    assert library.follows.meant("kyiv").key == KYIV[1]
    assert library.follows.meant("merkel").name == "Angela Merkel"
    with pytest.raises(NotFound, match="full name"):
        library.follows.meant("Smith")
    library.follows.follow(*RUBIO)
    library.follows.follow("person", "maria rubio", "Maria Rubio")
    with pytest.raises(Ambiguous, match=r"2 followed names answer to rubio: Marco Rubio, Maria Rubio\."):
        library.follows.followed("rubio")
    assert library.follows.followed("marco").name == "Marco Rubio"
    with pytest.raises(NotFound):
        library.follows.followed("Kyiv")


STEPS = st.lists(
    st.one_of(
        st.sampled_from([(RUBIO, True), (KYIV, True), (RUBIO, False), (KYIV, False)]),
        st.sampled_from(sorted(STORIES)),
        st.sampled_from(["read", "unread", "undo", "unsubscribe", "watch"]),
    ),
    max_size=12,
)


@settings(max_examples=costly(25))
@given(STEPS)
def test_counts_are_those_of_the_lists_whatever_was_done(
    tmp_path_factory: pytest.TempPathFactory, steps: list[Any]
) -> None:
    """Triggers keep them; counting says the same, and nothing is told twice."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATELINE_HOME", str(tmp_path_factory.mktemp("home")))
        patch.setattr("tui.entities.extract_names", find_known_names)
        library = open_library(Clock())
        told: list[str] = []
        for step in steps:
            told += do(library, step)
        for follow in library.follows.all():
            scope = Scope("entity", entity_kind=follow.kind, name=follow.key)
            stories = all_of(library, scope)
            unread = sum(not story.read for story in stories)
            assert (follow.total, follow.unread) == (len(stories), unread)
            assert all(story.followed for story in stories)
        names = {follow.name for follow in library.follows.all()}
        naming = {guid for guid, text in STORIES.items() if any(name in text for name in names)}
        assert marked(library) == naming & set(titles(all_of(library)))
        assert len(told) == len(set(told))
        library.close()


def do(library: Library, step: Any) -> list[str]:
    """Do one step; return what was told."""
    everything = [headline.id for headline in all_of(library)]
    match step:
        case (name, on):
            library.follows.follow(*name) if on else library.follows.unfollow(*name[:2])
        case "read" | "unread":
            library.mark_read(everything[::2], step == "read")
        case "undo":
            library.undo()
        case "unsubscribe":
            for feed in library.feeds():
                if feed.url == POST:
                    library.unsubscribe(feed.id)
        case "watch":
            return news(library)
        case str():
            tell(library, step)
    return []


def test_a_removed_article_counts_no_more(library: Library) -> None:
    """Retention leaves no ghosts."""
    tell(library, "both")
    library.follows.follow(*RUBIO)
    with library.database.write() as conn:
        (row,) = conn.execute("SELECT row FROM articles").fetchone()
        conn.execute("DELETE FROM status WHERE article = ?", (row,))
        conn.execute("DELETE FROM entity_articles WHERE article = ?", (row,))
    assert counts(library) == {"Marco Rubio": (0, 0)}


def test_an_older_file_learns_to_follow(library: Library) -> None:
    """A database made before names could be followed keeps all it has."""
    tell(library, "both")
    with library.database.write() as conn:
        for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%follow%'").fetchall():
            if name not in ("follows", "followings", "followings_follow"):
                conn.execute(f"DROP TRIGGER {name}")
        conn.execute("DROP TABLE followings")
        conn.execute("DROP TABLE follows")
        take(conn, 4)
    library.close()
    opened = open_library()
    opened.follows.follow(*RUBIO)
    assert (marked(opened), counts(opened)) == ({"both"}, {"Marco Rubio": (1, 1)})
    opened.close()


def test_the_doctor_finds_a_followed_name_that_counts_wrongly(library: Library) -> None:
    tell(library, "both")
    library.follows.follow(*RUBIO)
    assert all(check.ok for check in library.doctor() if check.name == "counts")
    with library.database.write() as conn:
        conn.execute("UPDATE follows SET unread = 7")
    assert "unread of follows 1 says 7, is 1" in {check.detail for check in library.doctor()}
