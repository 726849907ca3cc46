"""What articles tell beside their names: kept small, shown letter by letter, gone with its article."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import build_sections
from tests.effort import costly
from tests.store.stories import NOW, all_of, build_entry, deliver, found, only
from tui import quotations
from tui.errors import TextDamaged
from tui.library.frontdesk import Library
from tui.model.ids import ArticleId
from tui.model.names import NO_NAMES, Entity, Mention, Names, Person, Place
from tui.model.prose import Prose, section_leaves
from tui.model.quotations import DirectQuote
from tui.model.temporal import DatedPhrase
from tui.settings.config import Config, RetentionConfig
from tui.store import toldbytes
from tui.store.toldbytes import Telling, cut_from, is_legible, pack, unpack

SAID = (
    "<p>“We will not sign this week,” Marco Rubio said in Kyiv.</p>"
    "<p>The harbour was closed on 12 May 2025, and nobody spoke of it.</p>"
)
ANSWERED = "<p>Marco Rubio had left. “The harbour is open to all,” Volodymyr Zelenskyy said.</p>"
SILENT = "<p>Marco Rubio met Volodymyr Zelenskyy in Kyiv, and neither spoke.</p>"
FORMS: tuple[Entity, ...] = (
    Person("Marco Rubio", (), ("Rubio",), salience=0.9),
    Person("Volodymyr Zelenskyy", (), ("Zelenskyy",), salience=0.6),
    Person("Anna Zelinska", (), (), salience=0.5),
    Place("Kyiv", (), place_id="geonames:703448", salience=0.4),
)


def find_forms(prose: Prose, **_: object) -> Names:
    """Find the names of FORMS where they stand in full."""
    names = NO_NAMES
    for form in FORMS:
        mentions = tuple(
            Mention(number, leaf, *match.span())
            for number, section in enumerate(prose.sections)
            for leaf, text in enumerate(section_leaves(section))
            for match in re.finditer(form.name, text.plain)
        )
        if mentions:
            one = replace(form, mentions=mentions)
            names = names.exchanged(one.entity_kind, (*names.of(one.entity_kind), one))
    return names


@pytest.fixture(autouse=True)
def _forms(_known_names: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.entities.extract_names", find_forms)


@pytest.fixture
def talks(library: Library) -> Library:
    """Three stories: one quotes Rubio, one Zelenskyy, one nobody; both men are named in all of them."""
    entries = [("a", "Rubio speaks", SAID + SILENT), ("b", "He answers", ANSWERED), ("c", "Silence", SILENT)]
    deliver(library, *(build_entry(guid, title=title, content=text) for guid, title, text in entries))
    library.prepare()
    return library


def id_of(library: Library, title: str) -> ArticleId:
    return next(headline.id for headline in all_of(library) if headline.headline == title)


def rows(library: Library, table: str) -> list[tuple[object, ...]]:
    with library.database.read() as conn:
        return conn.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()


# ── as bytes ──────────────────────────────────────────────────────────────────────────────────

PLACES = st.builds(
    lambda section, leaf, start, length: Mention(section, leaf, start, start + length),
    st.integers(-1, 3),
    st.integers(0, 300),
    st.integers(0, 40_000),
    st.integers(1, 900),
)
SPEAKERS = st.sampled_from(
    [
        (None, None),
        ("Marco Rubio", "person"),
        ("Kyiv", "place"),
        ("a spokesman — unnamed", None),
        ("it", None),
    ]
)
QUOTES = st.builds(
    lambda parts, speaker, at, sure: DirectQuote(tuple(parts), speaker[0], speaker[1], at, sure),
    st.lists(PLACES, min_size=1, max_size=10),
    SPEAKERS,
    st.none() | PLACES,
    st.booleans(),
)
DATES = st.builds(
    lambda at, value: DatedPhrase(at.section, at.leaf, at.start, at.end, value),
    PLACES,
    st.dates().map(str) | st.dates().map(lambda day: str(day)[:7]) | st.dates().map(lambda day: str(day)[:4]),
)
NAMED = Names((Person("Marco Rubio", ()),), (Place("Kyiv", ()),))


@settings(max_examples=costly(90), deadline=None)
@given(st.lists(QUOTES, max_size=6), st.lists(DATES, max_size=6), st.integers(0, 2**32 - 1))
def test_what_is_packed_comes_back_as_it_was(
    quotes: list[DirectQuote], dates: list[DatedPhrase], fingerprint: int
) -> None:
    told = Telling(tuple(quotes), tuple(dates))
    cut = cut_from(build_sections("it rains. " * 9))
    packed = pack(told, NAMED, cut)
    if packed is None:
        assert told == Telling()
        return
    blob = packed.whole({("person", "Marco Rubio"): 70_000}, fingerprint)
    assert unpack(blob, NAMED, cut, fingerprint) == told
    assert unpack(blob, NAMED, cut, fingerprint ^ 1) is None
    assert is_legible(blob)
    assert toldbytes.speakers_in(blob) <= {70_000}


@given(st.binary(max_size=60))
def test_damaged_bytes_are_told_from_what_an_article_says(blob: bytes) -> None:
    """Whatever stands there, nothing but our own error comes of it."""
    is_legible(blob)
    toldbytes.speakers_in(blob)
    with suppress(TextDamaged):
        unpack(blob, NAMED, cut_from(()), int.from_bytes(blob[1:5], "little"))


def test_a_quotation_and_a_date_take_few_bytes(talks: Library) -> None:
    """Nothing at all is kept of an article that tells nothing of the kind."""
    with talks.database.read() as conn:
        sizes = [size for (size,) in conn.execute("SELECT length(data) FROM told")]
    assert len(sizes) == 2
    assert max(sizes) < 40


# ── in the store ──────────────────────────────────────────────────────────────────────────────


def test_what_is_quoted_stands_in_the_text_letter_by_letter(talks: Library) -> None:
    id_ = id_of(talks, "Rubio speaks")
    article = talks.article(id_)
    (saying,) = talks.quotes.sayings_in(article)
    assert (saying.speaker, saying.kind, saying.sure) == ("Marco Rubio", "person", True)
    leaf = section_leaves(article.prose.sections[saying.at.section])[saying.at.leaf].plain
    assert leaf[saying.at.start : saying.at.end] == saying.text
    (date,) = talks.quotes.dates_in(article)
    assert (date.words, date.phrase.value) == ("12 May 2025", "2025-05-12")
    assert date.sentence == "The harbour was closed on 12 May 2025, and nobody spoke of it."
    assert [one.parts[0] for one in talks.quotes.of_article(id_)] == [saying.at]


def test_dates_of_headline_and_dek_are_told_too(library: Library) -> None:
    """They are no leaves of a section, and have a number of their own."""
    deliver(library, build_entry(title="Harbour opens on 3 June 2025", content="<p>The harbour waits.</p>"))
    library.prepare()
    article = library.article(only(library).id)
    (date,) = library.quotes.dates_in(article)
    assert (date.words, date.sentence) == ("3 June 2025", "Harbour opens on 3 June 2025")


def test_a_name_is_quoted_with_what_it_said_in_all_stories(talks: Library) -> None:
    later = build_entry("d", title="Again", content=SAID.replace("week", "year"), published_at=NOW)
    muted = build_entry("e", title="Muted", content=SAID.replace("week", "month"), published_at=NOW)
    deliver(talks, later, muted)
    talks.prepare()
    talks.rules.mute_words("Muted")
    (rubio,) = talks.names.find("person", "rubio")
    said = talks.quotes.of_name("person", rubio.key)
    assert [one.headline.headline for one in said] == ["Again", "Rubio speaks"]
    assert talks.quotes.of_name("person", rubio.key, limit=1) == said[:1]
    assert talks.quotes.of_name("person", rubio.key, before=said[0].headline.row) == said[1:]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("said:rubio", {"Rubio speaks"}),
        ('said:"marco rubio" harbour', {"Rubio speaks"}),
        ("said:rub", {"Rubio speaks"}),
        ("said:rub ", set()),
        ("said:kyiv", set()),
        ("who:rubio -said:rubio", {"He answers", "Silence"}),
        ("said:rubio said:zelenskyy", set()),
        ("is:unread said:zelenskyy", {"He answers"}),
        ("said:", set()),
    ],
)
def test_a_search_asks_who_said_something(talks: Library, query: str, titles: set[str]) -> None:
    assert found(talks, query) == titles


def test_a_misspelt_speaker_is_proposed(talks: Library) -> None:
    assert talks.search_listing("said:zelensky ").proposal() == "said:zelenskyy"


def test_who_is_joined_to_another_is_quoted_as_that_one(talks: Library) -> None:
    """And as the other again once that is taken back."""
    article = talks.article(id_of(talks, "He answers"))
    rubio, other = article.names.people
    talks.corrections.merge(article.id, other, rubio)
    talks.prepare()
    assert found(talks, "said:rubio") == {"Rubio speaks", "He answers"}
    (known,) = talks.names.find("person", "rubio")
    assert {one.speaker for one in talks.quotes.of_name("person", known.key)} == {"Marco Rubio"}
    talks.undo()
    talks.prepare()
    assert found(talks, "said:rubio") == {"Rubio speaks"}
    (answered,) = talks.quotes.of_name("person", "volodymyr zelenskyy")
    assert answered.headline.headline == "He answers"


def test_of_another_text_nothing_old_is_told(talks: Library) -> None:
    """Places in a text that was replaced would cut other words out of the new one."""
    deliver(talks, build_entry("a", title="Rubio speaks", content="<p>Anna Zelinska was silent.</p>"))
    (rubio,) = talks.names.find("person", "rubio")
    assert talks.quotes.of_name("person", rubio.key) == ()
    talks.prepare(names=False)
    assert talks.quotes.of_name("person", rubio.key) == ()
    talks.prepare()
    assert found(talks, "said:rubio") == set()
    assert len(rows(talks, "told")) == 1


def test_nothing_is_left_of_what_is_removed(talks: Library) -> None:
    talks.mark_read([headline.id for headline in all_of(talks)])
    config = Config(retention=RetentionConfig(keep_articles=1))
    talks.rules.prune(talks.rules.prune_plan(config))
    assert len(all_of(talks)) == 1
    assert len(rows(talks, "told")) <= 1
    kept = {headline.row for headline in all_of(talks)}
    assert {article for _, _, article in rows(talks, "quoted")} <= kept


def test_what_was_there_before_is_looked_at_behind_all_else(talks: Library) -> None:
    """Names stay as they are: nothing is extracted for it."""
    before = rows(talks, "told"), rows(talks, "quoted")
    names = rows(talks, "article_names")
    with talks.database.write() as conn:
        conn.execute("DELETE FROM told")
        conn.execute("DELETE FROM quoted")
        # As the step to version 21 leaves an older file.
        conn.execute("INSERT INTO settings SELECT 'told_unseen', max(row) FROM articles")
    talks.rules.mute_words("harbour said:zelenskyy")
    assert talks.has_older_rows()
    # Who opens one has it at once.
    assert talks.quotes.of_article(id_of(talks, "Rubio speaks"))
    talks.catch_up(lambda _: True)
    assert (rows(talks, "told"), rows(talks, "quoted")) == before
    assert rows(talks, "article_names") == names
    assert not talks.has_older_rows()
    assert found(talks, "is:muted harbour") == {"He answers"}


def test_what_is_damaged_of_it_is_found_and_made_anew(talks: Library) -> None:
    before = rows(talks, "told")
    with talks.database.write() as conn:
        conn.execute("UPDATE told SET data = substr(data, 1, length(data) - 1)")
        conn.execute("UPDATE told SET data = x'01' WHERE article = (SELECT max(article) FROM told)")
    assert all_of(talks)
    said: list[str] = []
    while talks.is_checkup_due():
        said += talks.look_after(lambda _done, _total: True)
    assert any("quotes" in words for words in said)
    talks.prepare()
    assert rows(talks, "told") == before


def test_a_fault_costs_no_more_than_what_it_was_to_find(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> tuple[DirectQuote, ...]:
        raise KeyError("a fault of ours")

    monkeypatch.setattr(quotations, "quotations_of", broken)
    deliver(library, build_entry(content=SAID))
    library.prepare()
    id_ = only(library).id
    assert library.article(id_).names.people
    assert library.quotes.of_article(id_) == ()
    assert [one.value for one in library.quotes.dates_of(id_)] == ["2025-05-12"]


def test_yesterday_is_told_by_the_clocks_of_where_it_was_written(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At three in the morning in UTC it is the day before in Los Angeles, and so is its yesterday."""
    place = Place("Los Angeles", (), lat=34.05, lon=-118.24, place_id="geonames:5368361")
    monkeypatch.setattr("tui.entities.extract_names", lambda *_, **__: Names(places=(place,)))
    at = datetime(2025, 5, 14, 3, 20, tzinfo=UTC)
    content = "<p>LOS ANGELES (AP) — The harbour was closed yesterday, and nobody spoke of it.</p>"
    deliver(library, build_entry("harbour", content=content, published_at=at))
    library.prepare()
    (told,) = library.quotes.dates_of(only(library).id)
    assert told.value == "2025-05-12"


def test_dates_are_told_in_the_language_of_the_text_whatever_its_feed_says(library: Library) -> None:
    content = (
        "<p>El puerto fue cerrado ayer por la tormenta, y nadie dijo cuándo se abrirá de nuevo para los"
        " barcos que esperan en la bahía desde el lunes.</p>"
    )
    at = datetime(2025, 5, 14, 12, tzinfo=UTC)
    deliver(library, build_entry("puerto", title="El puerto", content=content, published_at=at))
    library.prepare()
    assert "2025-05-13" in [one.value for one in library.quotes.dates_of(only(library).id)]
