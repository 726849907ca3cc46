"""A name across stories: who is the same, what is known of them, how often and with whom."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.store.stories import NOW, build_entry, deliver, feed_scope, titles
from tui.calendar.periods import DAY, MONTH
from tui.errors import NotFound
from tui.library.frontdesk import Library
from tui.model.kinds import EntityKind
from tui.model.names import Mention, Names, Person, Place
from tui.model.prose import Prose, plain_text

ZELENSKYY: tuple[EntityKind, str] = ("person", "volodymyr zelenskyy")
KYIV: tuple[EntityKind, str] = ("place", "geonames:703448")
AT = (Mention(0, 1, 0, 1),)


def tell(library: Library, *stories: tuple[str, str, int]) -> None:
    """Store and prepare stories: guid, text, and how many days ago."""
    deliver(
        library,
        *(
            build_entry(
                guid, title=f"Story {guid}", content=f"<p>{text}</p>", published_at=NOW - timedelta(days)
            )
            for guid, text, days in stories
        ),
    )
    library.prepare()


def test_a_page_counts_what_the_list_shows(library: Library) -> None:
    """Stories, mentions, first and last, and whom they name too."""
    tell(
        library,
        ("a", "Volodymyr Zelenskyy is in Kyiv. Zelenskyy waits.", 40),
        ("b", "Volodymyr Zelenskyy met Marco Rubio in Kyiv.", 3),
        ("c", "Angela Merkel stays in Paris.", 1),
    )
    page = library.names.page(*ZELENSKYY)
    assert (page.entity.name, page.entity.stories, page.entity.mentions) == ("Volodymyr Zelenskyy", 2, 3)
    assert page.first is not None
    assert page.last is not None
    assert titles([page.first, page.last]) == ["Story a", "Story b"]
    assert [(c.name, c.together) for c in page.companions] == [("Kyiv", 2), ("Marco Rubio", 1)]
    assert page.also == ("Zelenskyy",)
    assert page.looked_at == 2
    assert page.series is not None
    assert (sum(page.series.stories), sum(page.series.mentions)) == (2, 3)
    assert page.series.mentions[0] == 2
    assert page.series.mentions[-1] == 1


def test_what_is_hidden_is_counted_nowhere(library: Library) -> None:
    """The figures of a page are those of the list it leads to."""
    tell(library, ("a", "Volodymyr Zelenskyy is in Kyiv.", 5), ("b", "Volodymyr Zelenskyy is in Paris.", 2))
    deliver(
        library, build_entry("x", content="<p>Volodymyr Zelenskyy, Paris.</p>"), feed="https://b.example/f"
    )
    library.prepare()
    assert library.names.page(*ZELENSKYY).entity.stories == 3
    feed = feed_scope(library).feed_id
    assert feed is not None
    library.unsubscribe(feed)
    page = library.names.page(*ZELENSKYY)
    assert page.entity.stories == len(library.names.stories(*ZELENSKYY)) == 1
    assert page.first == page.last
    gone = library.names.page(*KYIV)
    assert (gone.entity.stories, gone.series, gone.companions) == (0, None, ())


def test_a_name_that_nobody_has_is_not_found(library: Library) -> None:
    with pytest.raises(NotFound):
        library.names.page("person", "nobody at all")


def test_a_timeline_has_the_periods_with_stories_and_the_story_most_about_the_name(library: Library) -> None:
    """By day and by month, the newest first."""
    tell(
        library,
        ("old", "Volodymyr Zelenskyy.", 70),
        ("less", "Marco Rubio. Volodymyr Zelenskyy.", 2),
        ("more", "Volodymyr Zelenskyy. Zelenskyy. Zelenskyy.", 2),
    )
    with library.database.write() as conn:
        conn.execute("UPDATE entity_articles SET salience = mentions * 100")
    days = library.names.timeline(*ZELENSKYY, DAY)
    assert [(chapter.stories, chapter.headline.headline) for chapter in days] == [
        (2, "Story more"),
        (1, "Story old"),
    ]
    assert [chapter.stories for chapter in library.names.timeline(*ZELENSKYY, MONTH)] == [2, 1]


# ── who is who ────────────────────────────────────────────────────────────────────────────────


def test_a_surname_alone_never_joins_two_stories(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Smith of one story is not the Smith of another, and not Ada Smith either."""

    def find(prose: Prose, **_: object) -> Names:
        words = plain_text(prose.sections)
        return Names((Person("Ada Smith" if "Ada" in words else "Smith", AT),))

    monkeypatch.setattr("tui.entities.extract_names", find)
    tell(library, ("a", "Smith spoke.", 3), ("b", "Smith left.", 2), ("c", "Ada Smith sang.", 1))
    (found,) = library.names.find("person", "smith")
    assert (found.name, found.stories) == ("Ada Smith", 1)
    alone = Person("Smith", AT)
    assert library.names.known_as(alone) is None


def test_spellings_of_one_full_name_are_one_person(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Case, accents and hyphens do not make two people; another first name does."""
    names = iter(("Jose Garcia-Lopez", "José García López", "Juan García López"))

    def find(_prose: Prose, **_: object) -> Names:
        return Names((Person(next(names), AT),))

    monkeypatch.setattr("tui.entities.extract_names", find)
    tell(library, ("a", "One.", 3), ("b", "Two.", 2), ("c", "Three.", 1))
    assert sorted(found.stories for found in library.names.find("person", "garcia lopez")) == [1, 2]


def test_places_join_by_their_id_and_by_nothing_else(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Paris in Texas is not Paris in France; a Paris that is uncertain is neither."""
    ids = iter(("geonames:2988507", "geonames:4717560", None))

    def find(_prose: Prose, **_: object) -> Names:
        return Names((), (Place("Paris", AT, place_id=next(ids)),))

    monkeypatch.setattr("tui.entities.extract_names", find)
    tell(library, ("a", "One.", 3), ("b", "Two.", 2), ("c", "Three.", 1))
    assert [found.stories for found in library.names.find("place", "paris")] == [1, 1]


def test_a_name_is_found_again_in_the_article_that_was_opened(library: Library) -> None:
    """So that it can be lit there."""
    tell(library, ("a", "Volodymyr Zelenskyy is in Kyiv.", 1))
    (story,) = library.names.stories(*KYIV)
    article = library.article(story.id)
    assert library.names.in_article(article, *KYIV) == article.names.places[0]
    assert library.names.in_article(article, *ZELENSKYY) == article.names.people[0]


def test_roles_are_those_most_often_stated(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the newest story that states each; of equals the one stated last comes first."""
    roles = {"a": "senator", "b": "Senator", "c": "minister", "d": None}

    def find(prose: Prose, **_: object) -> Names:
        guid = prose.headline.split()[1]
        return Names((Person("Ada Smith", AT, role=roles[guid]),))

    monkeypatch.setattr("tui.entities.extract_names", find)
    tell(library, *((guid, "Ada Smith.", 9 - number) for number, guid in enumerate(roles)))
    page = library.names.page("person", "ada smith")
    stated = [(role.text, role.stories, role.source.headline) for role in page.roles]
    assert stated == [("Senator", 2, "Story b"), ("minister", 1, "Story c")]
