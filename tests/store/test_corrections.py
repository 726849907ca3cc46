"""Corrections in the store: they hold through whatever comes; what is taken back leaves no trace."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.effort import costly
from tests.store.steps import take
from tests.store.stories import NOW, Clock, all_of, build_entry, deliver, found, only, open_library, words_of
from tui.errors import DatelineError, NotFound
from tui.library.frontdesk import Library
from tui.model.ids import ArticleId
from tui.model.names import Entity, Mention, Names, Person, Place
from tui.model.prose import Prose, plain_text
from tui.model.scopes import Scope
from tui.store.texts import found_names

TALKS = "<p>Marco Rubio met Volodymyr Zelenskyy in Kyiv. Rubio left.</p>"
FORMS: dict[str, Person | Place] = {
    "Marco Rubio": Person("Marco Rubio", (), ("Rubio",), "Secretary of State", 0.9),
    "Volodymyr Zelenskyy": Person("Volodymyr Zelenskyy", (), ("Zelenskyy",), None, 0.6),
    "Volodymyr Zelinsky": Person("Volodymyr Zelinsky", (), ("Zelinsky",), None, 0.5),
    "Kyiv": Place("Kyiv", (), (), "city", "UA", 50.4, 30.5, "geonames:703448", 0.7),
    "Kiev": Place("Kiev", (), salience=0.4),
    "Wilson": Person("Wilson", (), salience=0.3),
}


def find_forms(prose: Prose, **_: object) -> Names:
    """Find the names of FORMS in the first paragraph, where they stand in full somewhere."""
    text = plain_text(prose.sections[:1]).split("\n")[0]
    found: list[Person | Place] = []
    for name, entity in FORMS.items():
        if re.search(rf"\b{name}\b", text):
            forms = "|".join((name, *entity.aliases))
            spans = [match.span() for match in re.finditer(rf"\b(?:{forms})\b", text)]
            found.append(replace(entity, mentions=tuple(Mention(0, 1, start, end) for start, end in spans)))
    people = tuple(one for one in found if isinstance(one, Person))
    return Names(people, tuple(one for one in found if isinstance(one, Place)))


@pytest.fixture(autouse=True)
def _forms(_known_names: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.entities.extract_names", find_forms)


def names_of(library: Library, id_: ArticleId | None = None) -> Names:
    return library.article(id_ or only(library).id).names


def called(library: Library, id_: ArticleId | None = None) -> list[str]:
    return [entity.name for entity in names_of(library, id_).entities]


def name(library: Library, wanted: str, id_: ArticleId | None = None) -> Entity:
    return next(entity for entity in names_of(library, id_).entities if entity.name == wanted)


def snapshot(library: Library) -> list[tuple[object, ...]]:
    """Return all that the store knows of names: sidebars, lists across stories, words and counts."""
    with library.database.read() as conn:
        return [
            *conn.execute("SELECT article, extractor, data, found FROM article_names ORDER BY article"),
            *conn.execute(
                "SELECT e.kind, e.key, e.stories, n.article, n.mentions FROM entities AS e"
                " JOIN entity_articles AS n ON n.entity = e.id ORDER BY 1, 2, 4"
            ),
            *conn.execute(
                "SELECT e.key, w.word FROM entity_words AS w JOIN entities AS e ON e.id = w.entity"
                " WHERE e.stories > 0 ORDER BY 1, 2"
            ),
        ]


def two_stories(library: Library) -> tuple[ArticleId, ArticleId]:
    """Store one story that spells a name one way, and one that spells it another."""
    deliver(library, build_entry("a", title="First", content=TALKS))
    deliver(
        library, build_entry("b", title="Second", content="<p>Volodymyr Zelinsky was in Kiev yesterday.</p>")
    )
    library.prepare()
    by_title = {headline.headline: headline.id for headline in all_of(library)}
    return by_title["First"], by_title["Second"]


def test_a_correction_of_one_story_changes_that_story_and_every_list_of_it(library: Library) -> None:
    first, second = two_stories(library)
    other = name(library, "Volodymyr Zelenskyy", first)
    change = library.corrections.merge(second, name(library, "Volodymyr Zelinsky", second), other)
    assert (change.verb, words_of(change)) == ("correct", "“Volodymyr Zelinsky” is Volodymyr Zelenskyy")
    assert change.ids == (second,)
    merged = names_of(library, second).people[0]
    assert (merged.name, merged.aliases) == ("Volodymyr Zelenskyy", ("Volodymyr Zelinsky", "Zelinsky"))
    assert merged.reasons == ("Volodymyr Zelinsky: joined to Volodymyr Zelenskyy by you on 20 May 2025",)
    (known,) = library.names.find("person", "Zelenskyy")
    assert (known.stories, known.name) == (2, "Volodymyr Zelenskyy")
    assert len(library.names.stories("person", known.key)) == 2


def test_the_old_name_still_finds_a_person_who_is_called_otherwise(library: Library) -> None:
    first, second = two_stories(library)
    library.corrections.merge(
        second, name(library, "Volodymyr Zelinsky", second), name(library, "Volodymyr Zelenskyy", first)
    )
    library.corrections.rename(first, name(library, "Marco Rubio", first), "Marco Antonio Rubio")
    assert found(library, "who:zelinsky ") == {"First", "Second"}
    assert found(library, "who:zelenskyy ") == {"First", "Second"}
    assert found(library, 'who:"marco rubio"') == found(library, 'who:"antonio rubio"') == {"First"}


def test_taking_back_brings_everything_back(library: Library) -> None:
    """Lists, counts, and the words that a name is found by."""
    first, second = two_stories(library)
    before = snapshot(library)
    rubio, kyiv = name(library, "Marco Rubio", first), name(library, "Kyiv", first)
    library.corrections.merge(second, name(library, "Kiev", second), kyiv)
    library.corrections.split(first, rubio, "Rubio")
    library.corrections.rename(first, kyiv, "Kyjiw")
    library.corrections.hide(first, name(library, "Volodymyr Zelenskyy", first))
    assert called(library, first) == ["Marco Rubio", "Rubio", "Kyjiw"]
    assert found(library, "where:kyjiw") == {"First", "Second"}
    texts = [words_of(change) for _ in range(4) if (change := library.undo())]
    assert texts[0] == "Took back: “Volodymyr Zelenskyy” is no person"
    assert snapshot(library) == before
    assert found(library, "where:kyjiw") == set()
    assert library.undo() is None


def test_a_correction_outlives_another_extractor_and_other_words(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(library, build_entry(content=TALKS))
    library.prepare()
    library.corrections.hide(only(library).id, name(library, "Marco Rubio"))
    corrected = called(library)
    monkeypatch.setattr("tui.entities.EXTRACTOR_VERSION", 99)
    library.prepare()
    assert called(library) == corrected == ["Volodymyr Zelenskyy", "Kyiv"]
    deliver(library, build_entry(content=TALKS.replace("Rubio left", "In the end Rubio left")))
    assert library.counts().queue == 1
    library.prepare()
    assert called(library) == corrected
    library.undo()
    assert called(library) == ["Marco Rubio", "Volodymyr Zelenskyy", "Kyiv"]


def test_a_correction_made_before_the_names_were_found_holds_when_they_are(library: Library) -> None:
    first, _ = two_stories(library)
    library.corrections.hide(None, name(library, "Kyiv", first))
    deliver(library, build_entry("c", title="Third", content=TALKS))
    library.prepare()
    assert found(library, "where:kyiv ") == set()
    third = next(h.id for h in all_of(library) if h.headline == "Third")
    assert "Kyiv" not in called(library, third)


def test_a_correction_of_all_stories_comes_to_all_that_name_it_and_no_other(library: Library) -> None:
    first, second = two_stories(library)
    deliver(library, build_entry("c", title="Third", content="<p>Volodymyr Zelinsky spoke.</p>"))
    library.prepare()
    third = next(h.id for h in all_of(library) if h.headline == "Third")
    before = snapshot(library)
    into = name(library, "Volodymyr Zelenskyy", first)
    library.corrections.merge(None, name(library, "Volodymyr Zelinsky", second), into)
    assert library.counts().queue == 2
    assert called(library, third) == ["Volodymyr Zelenskyy"]  # opened before its turn
    assert library.counts().queue == 1
    library.prepare()
    assert library.counts().queue == 0
    (known,) = library.names.find("person", "zelenskyy")
    assert known.stories == 3
    library.undo()
    library.prepare()
    assert snapshot(library) == before


def test_a_name_of_one_word_is_found_in_all_stories_by_the_index(library: Library) -> None:
    """It is no entity across stories, and yet no story may be passed by."""
    for guid in "ab":
        deliver(library, build_entry(guid, title=guid, content="<p>Wilson won.</p>"))
    library.prepare()
    ids = [headline.id for headline in all_of(library)]
    library.corrections.hide(None, name(library, "Wilson", ids[0]))
    library.prepare()
    assert [called(library, id_) for id_ in ids] == [[], []]


def test_a_place_says_of_itself_what_other_stories_know(library: Library) -> None:
    _, second = two_stories(library)
    (kyiv,) = library.names.find("place", "kyiv")
    library.corrections.merge(second, name(library, "Kiev", second), kyiv)
    place = names_of(library, second).places[0]
    assert (place.name, place.country, place.lat, place.place_id) == ("Kyiv", "UA", 50.4, "geonames:703448")
    assert len(all_of(library, Scope("entity", entity_kind="place", name=kyiv.key))) == 2


def test_what_holds_is_listed_and_can_be_lifted_and_put_back(library: Library, clock: Clock) -> None:
    first, second = two_stories(library)
    library.corrections.hide(first, name(library, "Marco Rubio", first))
    clock.tick(days=1)
    library.corrections.hide(None, name(library, "Kyiv", first))
    everywhere, here = library.corrections.all()
    assert (here.article, here.name, here.made_at) == (first, "Marco Rubio", NOW)
    assert (everywhere.article, everywhere.name) == (None, "Kyiv")
    assert library.corrections.holding_in(first) == (everywhere, here)
    assert library.corrections.holding_in(second) == ()
    assert words_of(library.corrections.lift(here.id)) == "Took back: “Marco Rubio” is no person"
    assert library.corrections.all() == (everywhere,)
    assert called(library, first) == ["Marco Rubio", "Volodymyr Zelenskyy"]
    with pytest.raises(NotFound):
        library.corrections.lift(here.id)
    undone = library.undo()
    assert undone is not None
    assert words_of(undone) == "“Marco Rubio” is no person again"
    assert called(library, first) == ["Volodymyr Zelenskyy"]


def test_nonsense_is_refused_and_nothing_kept(library: Library) -> None:
    first, _ = two_stories(library)
    rubio, kyiv = name(library, "Marco Rubio", first), name(library, "Kyiv", first)
    for refused in (
        lambda: library.corrections.merge(first, rubio, kyiv),
        lambda: library.corrections.merge(first, rubio, rubio),
        lambda: library.corrections.rename(first, rubio, " \x1b "),
        lambda: library.corrections.rename(first, rubio, "x" * 201),
        lambda: library.corrections.hide(ArticleId("zzzzzzzzzzzz"), rubio),
    ):
        with pytest.raises(DatelineError):
            refused()
    assert library.corrections.all() == ()
    assert library.undo() is None


def test_a_correction_meanwhile_is_not_lost_to_a_batch_that_did_not_know_of_it(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The names are found outside the lock; the reader may be quicker."""
    deliver(library, build_entry(content=TALKS))
    library.prepare()
    id_ = only(library).id
    rubio = name(library, "Marco Rubio")
    deliver(library, build_entry(content=TALKS + "<p>More.</p>"))
    hurried = False

    def meanwhile(prose: Prose, **_: object) -> Names:
        nonlocal hurried
        if not hurried:
            hurried = True
            library.corrections.hide(id_, rubio)
        return find_forms(prose)

    monkeypatch.setattr("tui.entities.extract_names", meanwhile)
    library.prepare()
    assert called(library) == ["Volodymyr Zelenskyy", "Kyiv"]
    assert library.counts().queue == 0


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["merge", "split", "rename", "retype", "hide"]),
        st.integers(0, 20),
        st.integers(0, 20),
        st.booleans(),
    ),
    max_size=5,
)


@given(STEPS)
@settings(max_examples=costly(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_corrections_and_as_many_undos_leave_the_store_as_it_was(
    new_library: Callable[[], Library], steps: list[tuple[str, int, int, bool]]
) -> None:
    library = new_library()
    first, second = two_stories(library)
    before = snapshot(library)
    made = 0
    for verb, which, whose, here in steps:
        entities = names_of(library, first).entities
        if not entities:
            break
        entity, article = entities[which % len(entities)], first if here else None
        desk = library.corrections
        try:
            match verb:
                case "merge":
                    others = names_of(library, second).entities or entities
                    desk.merge(article, entity, others[whose % len(others)])
                case "split":
                    desk.split(article, entity, (entity.aliases or ("Nobody",))[0])
                case "rename":
                    desk.rename(article, entity, ("Somebody Else", "Rubio", "Kyiv")[whose % 3])
                case "retype":
                    desk.retype(article, entity)
                case _:
                    desk.hide(article, entity)
        except DatelineError:
            continue
        made += 1
        library.prepare()
    corrected = snapshot(library)
    with library.database.write() as conn:
        conn.execute("INSERT OR IGNORE INTO queue SELECT article, 2 FROM article_names")
    library.prepare()
    assert snapshot(library) == corrected  # found anew, corrected anew: the same
    for _ in range(made):
        assert library.undo() is not None
    library.prepare()
    assert snapshot(library) == before
    library.close()


@pytest.fixture
def new_library(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], Library]:
    """Return the making of a library in a folder of its own, for each example anew."""

    def make() -> Library:
        monkeypatch.setenv("DATELINE_HOME", str(tmp_path_factory.mktemp("home")))
        return open_library()

    return make


def test_the_names_as_found_are_kept_only_where_a_correction_changes_them(library: Library) -> None:
    first, _ = two_stories(library)
    library.corrections.hide(None, name(library, "Kyiv", first))
    library.prepare()
    with library.database.read() as conn:
        rows = [
            (a, b is not None) for a, b in conn.execute("SELECT article, found FROM article_names ORDER BY 1")
        ]
        stored = found_names(conn, rows[0][0])
    assert [kept for _, kept in rows] == [True, False]
    assert stored is not None
    assert [place.name for place in stored.found.places] == ["Kyiv"]


def test_an_older_file_learns_to_be_corrected(library: Library) -> None:
    """A database made before corrections keeps its names, and they can be corrected then."""
    first, _ = two_stories(library)
    before = called(library, first)
    with library.database.write() as conn:
        conn.execute("DROP TABLE corrections")
        conn.execute("DROP INDEX article_names_found")
        conn.execute("ALTER TABLE article_names DROP COLUMN found")
        take(conn, 3)
    library.close()
    opened = open_library()
    assert called(opened, first) == before
    opened.corrections.hide(first, name(opened, "Kyiv", first))
    assert called(opened, first) == [one for one in before if one != "Kyiv"]
    opened.close()


def test_nothing_is_extracted_to_correct_a_name_or_to_take_that_back(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The screen's process would have to load the model."""
    first, _ = two_stories(library)
    before = called(library, first)
    rubio = name(library, "Marco Rubio", first)
    monkeypatch.setattr("tui.entities.extract_names", lambda prose, known=(): Names())
    library.corrections.hide(first, rubio)
    assert called(library, first) == before[1:]
    library.undo()
    assert called(library, first) == before


def test_a_mistake_of_ours_in_correcting_stops_no_queue(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The story has its names as they were found, and all others are done."""
    first, _ = two_stories(library)
    before = called(library, first)

    def fail(*_: object) -> Names:
        raise ZeroDivisionError

    monkeypatch.setattr("tui.entities.apply_corrections", fail)
    library.corrections.hide(None, name(library, "Kyiv", first))
    library.prepare()
    assert library.counts().queue == 0
    assert called(library, first) == before


def test_who_follows_a_name_follows_what_it_becomes_in_all_stories(library: Library, clock: Clock) -> None:
    """And what is here already is no news."""
    first, second = two_stories(library)
    clock.tick(minutes=1)
    library.follows.follow("person", "volodymyr zelinsky", "Volodymyr Zelinsky")
    into, old = name(library, "Volodymyr Zelenskyy", first), name(library, "Volodymyr Zelinsky", second)
    library.corrections.merge(second, old, into)
    assert not library.follows.has("person", "volodymyr zelenskyy")  # of one story alone
    library.undo()
    library.corrections.merge(None, name(library, "Volodymyr Zelinsky", second), into)
    library.prepare()
    assert library.follows.has("person", "volodymyr zelenskyy")
    assert library.follows.news(library.follows.all()) == ()
    library.undo()
    library.prepare()
    assert [follow.name for follow in library.follows.all()] == ["Volodymyr Zelinsky"]
    library.corrections.rename(None, name(library, "Volodymyr Zelinsky", second), "Volodymyr Selenskyj")
    assert library.follows.has("person", "volodymyr selenskyj")


def test_what_is_alike_shares_a_telling_word(library: Library) -> None:
    _, second = two_stories(library)
    old = name(library, "Volodymyr Zelinsky", second)
    assert [one.name for one in library.corrections.alike(old)] == ["Volodymyr Zelenskyy"]
    assert library.corrections.alike(replace(old, name="Vo Xy")) == ()
