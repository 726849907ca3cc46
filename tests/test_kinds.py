"""The table of kinds: what it says of a further one holds everywhere, and no other place need know of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing
from pathlib import Path
from typing import Final, cast, get_args

import pytest

from tests.screen.test_reader_screen import reading
from tests.store.steps import shape
from tests.store.stories import Clock, build_entry, deliver, find_known_names, found, only
from tui.cli import main
from tui.cli.shapes import article_json
from tui.drawing.looks import ANSI, DARK, LIGHT, LOOKS, of_names
from tui.drawing.namewords import what
from tui.errors import DatelineError
from tui.library.frontdesk import Library
from tui.library.wording import correction_in_words
from tui.model import kinds
from tui.model.articles import Article, NamedEntity
from tui.model.kinds import KINDS, EntityKind, Ink, Kind, by_prefix, none_of_any, plurals
from tui.model.names import Mention, Names, Person, Thing, alone, make_name
from tui.model.prose import Prose, plain_text
from tui.screens.name import NameScreen, company
from tui.store.codec import names_from_json, names_to_json
from tui.store.connection import connect, transaction
from tui.store.migrations import letting_in, make_schema, migrate
from tui.system.paths import user_paths
from tui.widgets.entity_panel import EntityPanel
from tui.widgets.name_facts import NameFacts

SHIP: Final = cast("EntityKind", "ship")
EVER_GIVEN: Final = "Ever Given"
TEXT: Final = (
    "<p>Marco Rubio told envoys in Paris of a ship. Ever Given, a container ship, is Ever Given.</p>"
)


@pytest.fixture
def third(monkeypatch: pytest.MonkeyPatch) -> Kind:
    """A further kind of name, by its row and what finds it."""
    kind = Kind(
        name=SHIP,
        plural="ships",
        one="a ship",
        none="no ship",
        pronoun="it",
        prefix="aboard",
        known_by="any_name",
        ink=Ink("#7fd0c8", "#0f6660", "ansi_cyan", "bi", "bi", "iu"),
        mistaken_for="person",
    )
    monkeypatch.setitem(kinds._ROWS, SHIP, kind)
    monkeypatch.setattr("tui.entities.extract_names", find_names)
    # What is made of the table once, when the program starts.
    for name, look in of_names(kind):
        monkeypatch.setitem(LOOKS, name, look)
    for palette, colour in ((DARK, kind.ink.dark), (LIGHT, kind.ink.light), (ANSI, kind.ink.ansi)):
        monkeypatch.setitem(palette, kind.name, colour)
    return kind


@pytest.fixture
def library(third: Kind) -> Iterator[Library]:
    """A library of one story that names somebody, a place and a ship."""
    opened = Library.open(user_paths(), clock=Clock())
    deliver(opened, build_entry(content=TEXT))
    opened.prepare()
    opened.look_after(lambda _done, _total: True)
    yield opened
    opened.close()


def find_names(prose: Prose, *, known: Collection[str] = ()) -> Names:
    count = plain_text(prose.sections).count(EVER_GIVEN)
    mentions = tuple(Mention(0, 0, 16 + n, 20 + n) for n in range(count))
    ship = Thing(SHIP, EVER_GIVEN, mentions, role="container ship", salience=0.4)
    return find_known_names(prose, known=known).exchanged(SHIP, (ship,) if count else ())


def the_article(library: Library) -> Article:
    return library.article(only(library).id)


def the_ship(library: Library) -> NamedEntity:
    (one,) = library.names.find(SHIP, "ever given")
    return one


# ── the table ─────────────────────────────────────────────────────────────────────────────────


def test_the_type_and_the_table_name_the_same_kinds() -> None:
    """Type checkers know the kinds from the one, the program from the other."""
    assert get_args(EntityKind) == tuple(KINDS)


def test_no_two_kinds_share_a_word() -> None:
    """They are told apart by them: as options, conditions of a search, keys of JSON documents."""
    words = [word for kind in KINDS.values() for word in (kind.name, kind.plural, kind.prefix)]
    assert len(set(words)) == len(words)
    assert all(word.isidentifier() and word.islower() for word in words)


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_a_kind_has_looks_and_another_that_it_is_mistaken_for(kind: Kind) -> None:
    assert {kind.name, f"named.{kind.name}", f"side.{kind.name}", f"chart.{kind.name}"} <= set(LOOKS)
    assert kind.mistaken_for in KINDS
    assert kind.mistaken_for != kind.name


def test_no_two_kinds_look_the_same_without_their_colour() -> None:
    """Nothing is told by colour alone."""
    shapes = [(kind.ink.shape, kind.ink.mono) for kind in KINDS.values()]
    assert len(set(shapes)) == len(shapes)


def test_the_table_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        KINDS[SHIP] = KINDS["person"]  # type: ignore[index]


def test_sentences_count_up_what_kinds_there_are(third: Kind) -> None:
    assert plurals() == "people, places, organisations and ships"
    assert plurals("or") == "people, places, organisations or ships"
    assert none_of_any() == "nobody, no place, no organisation and no ship"
    assert by_prefix("aboard") == third
    assert by_prefix("feed") is None


# ── a third kind ──────────────────────────────────────────────────────────────────────────────


def test_it_is_stored_as_it_was_found(library: Library) -> None:
    """And those of two kinds are stored as ever, without a place for a third."""
    names = the_article(library).names
    assert [entity.name for entity in names.entities] == ["Marco Rubio", "Paris", EVER_GIVEN]
    assert names.of(SHIP) == names.things
    assert names_from_json(names_to_json(names)) == names
    assert len(names_to_json(names)) == 3
    assert len(names_to_json(alone(Person("Ann Reed", ())))) == 2


def test_it_is_found_by_name_and_by_its_prefix(library: Library) -> None:
    """Under its own kind alone, and what is excluded is not found."""
    assert the_ship(library).key == "ever given"
    assert not library.names.find("person", "ever given")
    assert found(library, "aboard:given") == {"Talks open in Istanbul"}
    assert found(library, "who:given") == set()
    assert found(library, "-aboard:given") == set()
    assert found(library, "envoys aboard:") == {"Talks open in Istanbul"}, "it is being typed"


def test_it_has_a_page_of_what_stories_say(library: Library) -> None:
    """What it is said to be, how often, and in whose company; it is nowhere on the map."""
    page = library.names.page(SHIP, "ever given")
    assert what(page) == "container ship"
    assert (page.entity.mentions, page.lat, page.place_kind) == (2, None, None)
    assert [row.name for row in company(page) if row.heading and row.name] == ["People", "Places"]
    of_rubio = library.names.page("person", "marco rubio")
    assert "Ships" in [row.name for row in company(of_rubio)]


def test_it_is_told_as_json_beside_people_and_places(library: Library) -> None:
    told = article_json(the_article(library))
    assert [one["name"] for one in told["people"]] == ["Marco Rubio"]
    assert [(one["name"], one["role"]) for one in told["ships"]] == [(EVER_GIVEN, "container ship")]


def test_it_is_followed_and_muted_like_any_name(library: Library) -> None:
    assert library.follows.follow(SHIP, "ever given", EVER_GIVEN)
    assert library.follows.follow("person", "marco rubio", "Marco Rubio")
    assert [follow.kind for follow in library.follows.all()] == ["person", SHIP]
    assert library.follows.meant("ever given").kind == SHIP
    library.rules.mute_name(SHIP, "ever given", EVER_GIVEN)
    assert library.listing().total == 0


def test_it_can_be_made_another_kind_and_another_it(library: Library) -> None:
    """Of what it is mistaken for without more words, of any other by name; each can be taken back."""
    desk, article = library.corrections, the_article(library)
    (ship,), (rubio,) = article.names.things, article.names.people
    desk.retype(article.id, ship)
    assert [person.name for person in the_article(library).names.people] == ["Marco Rubio", EVER_GIVEN]
    (first,) = desk.all()
    assert correction_in_words(first) == f"“{EVER_GIVEN}” is a person"
    desk.lift(first.id)
    desk.retype(article.id, rubio, SHIP)
    names = the_article(library).names
    assert (names.people, {thing.name for thing in names.things}) == ((), {EVER_GIVEN, "Marco Rubio"})
    assert correction_in_words(desk.all()[0]) == "“Marco Rubio” is a ship"
    with pytest.raises(DatelineError, match="A place and a ship cannot be one"):
        desk.merge(None, the_ship(library), library.names.find("place", "paris")[0])


def test_the_command_line_has_its_options(library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    """`--aboard` where there is `--who`, `--ship` where there is `--person`."""
    library.close()
    assert main(["follow", "--ship", "ever given"]) == 0
    assert main(["mute", "--aboard", "ever given"]) == 0
    capsys.readouterr()
    assert main(["mute"]) == 2
    assert "--who, --where, --org, --aboard and --feed" in capsys.readouterr().err


async def test_it_stands_in_the_sidebar_and_has_its_screen(library: Library) -> None:
    """Under its own title after the others, and `*` opens its page."""
    library.close()
    async with reading(user_paths()) as reader:
        await reader.press("enter", "tab")
        lines = reader.lines("sidebar")
        assert lines.index("People  1") < lines.index("Places  1") < lines.index("Ships  1")
        assert lines.index("Ships") < lines.index(EVER_GIVEN) < lines.index("container ship")
        panel = reader.screen.query_one(EntityPanel)
        panel.choose(next(entity for entity in panel.entities if entity.name == EVER_GIVEN))
        await reader.press("asterisk")
        assert isinstance(reader.app.screen, NameScreen)
        facts = reader.app.screen.query_one(NameFacts)
        assert "container ship" in "".join(text for line in facts._lines for text, _ in line)


# ── the checks of the database ────────────────────────────────────────────────────────────────


def name_kinds(conn: sqlite3.Connection, kind: str) -> None:
    """Write a name, a correction and a mute of a kind."""
    conn.execute("INSERT INTO entities (kind, key, name) VALUES (?1, ?1, ?1)", (kind,))
    conn.execute("INSERT INTO mutes (kind, value, name, muted_at) VALUES (?, '', '', 0)", (kind,))
    conn.execute(
        "INSERT INTO corrections (verb, kind, key, name, form, made_at) VALUES ('hide', ?, '', '', '', 0)",
        (kind,),
    )


def test_the_checks_name_the_kinds_of_the_table() -> None:
    with closing(sqlite3.connect(":memory:")) as conn:
        make_schema(conn)
        for kind in KINDS:
            name_kinds(conn, kind)
        with pytest.raises(sqlite3.IntegrityError):
            name_kinds(conn, SHIP)


def test_an_older_file_lets_a_further_kind_in(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Its checks become those of a new file, also for those who have it open; no row is touched."""
    path = tmp_path / "older.db"
    with closing(connect(path, create=True)) as conn, closing(sqlite3.connect(":memory:")) as new:
        migrate(conn, path, lambda _: None)
        name_kinds(conn, "person")
        with closing(connect(path)) as other:
            assert other.execute("SELECT count(*) FROM mutes").fetchone() == (1,)
            with transaction(conn):
                letting_in(*KINDS, SHIP)(conn)
                name_kinds(conn, SHIP)
            other.execute("INSERT INTO entities (kind, key, name) VALUES (?, 'un', 'UN')", (SHIP,))
        request.getfixturevalue("third")
        make_schema(new)
        assert shape(conn) == shape(new)
        assert conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        with pytest.raises(sqlite3.IntegrityError):
            name_kinds(conn, "feeling")


def test_a_name_of_any_kind_can_be_made(third: Kind) -> None:
    """With no more than how it is named."""
    assert [make_name(kind, "Acme").entity_kind for kind in KINDS] == list(KINDS)
