"""Searching: what is found, in which order, and what of it is marked."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from tests.store.stories import (
    EVERYTHING,
    NOW,
    TIMES,
    all_of,
    build_entry,
    deliver,
    found,
    many,
    only,
    titles,
)
from tests.store.test_query import TYPED
from tui.library.frontdesk import Library
from tui.model.scopes import SAVED, UNREAD, Scope
from tui.store import lexicon

BODY = "<p>ISTANBUL (AP) — The government of Volodymyr Zelenskyy sent envoys. Zelenskyy waits in Kyiv.</p>"


@pytest.fixture
def stocked(library: Library) -> Library:
    """Four stories in two feeds, prepared."""
    deliver(
        library,
        build_entry("1", title="Peace talks open", content=BODY, summary="Envoys meet in the palace."),
        build_entry("2", title="Talks about talks", content="<p>Governments kept talking of peace.</p>"),
        build_entry("3", title="Café owners strike", content="<p>No peace at the counter in Paris.</p>"),
    )
    deliver(
        library,
        build_entry("4", title="Harvest", content="<p>Barley and rye.</p>", url="https://t.example/4"),
        feed=TIMES,
    )
    library.prepare()
    return library


@pytest.mark.parametrize(
    ("query", "headlines"),
    [
        ("talks", {"Peace talks open", "Talks about talks"}),
        ("TALKING ", {"Peace talks open", "Talks about talks"}),
        ("peace -strike", {"Peace talks open", "Talks about talks"}),
        ('"peace talks"', {"Peace talks open"}),
        ('talks -"peace talks"', {"Talks about talks"}),
        ("barley OR cafe", {"Harvest", "Café owners strike"}),
        ("-peace", {"Harvest"}),
        ("-peace -barley", set()),
        ("envoys palace", {"Peace talks open"}),
        ("cafe", {"Café owners strike"}),
        ("CAFÉ", {"Café owners strike"}),
        ("barl", {"Harvest"}),
        ("barl ", set()),
        ("barl*", {"Harvest"}),
        ("governmen", {"Peace talks open", "Talks about talks"}),
        ("feed:times", {"Harvest"}),
        ("-feed:times", {"Peace talks open", "Talks about talks", "Café owners strike"}),
        ("feed:nothing", set()),
        ("who:zelenskyy", {"Peace talks open"}),
        ('who:"volodymyr zelenskyy" talks', {"Peace talks open"}),
        ("who:zelen", {"Peace talks open"}),
        ("who:zelen ", set()),
        ("who:nobody", set()),
        ("where:kyiv", {"Peace talks open"}),
        ("-where:kyiv peace", {"Talks about talks", "Café owners strike"}),
        ("dateline:istanbul", {"Peace talks open"}),
        ("istanbul", {"Peace talks open"}),
        ("is:unread barley", {"Harvest"}),
        ("is:read", set()),
        ("before:2025-05-01", set()),
        ("after:2d", {"Peace talks open", "Talks about talks", "Café owners strike", "Harvest"}),
        ('"', set()),
        ("", set()),
    ],
)
def test_what_is_typed_finds_what_is_meant(stocked: Library, query: str, headlines: set[str]) -> None:
    assert found(stocked, query) == headlines


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TYPED)
def test_any_text_can_be_searched_for(stocked: Library, text: str) -> None:
    """Whatever is typed or pasted: no error, and every span lies in its text."""
    for hit in stocked.search(text):
        for start, end in hit.headline_spans:
            assert 0 <= start < end <= len(hit.headline.headline)
        for start, end in hit.excerpt_spans:
            assert 0 <= start < end <= len(hit.excerpt)
    stocked.search_listing(text, order="relevance").window(0, 5)
    stocked.match_spans(text, ["Peace talks", ""])


def test_a_beginning_finds_the_same_before_and_after_the_lexicon(stocked: Library) -> None:
    """The lexicon is an estimate; what is found must not hang on it."""
    before = {query: found(stocked, query) for query in ("tal", "pea", "isten", "zel", "ca")}
    with stocked.database.write() as conn:
        conn.execute("DELETE FROM lexicon")
        conn.execute("DELETE FROM settings")
    assert {query: found(stocked, query) for query in before} == before
    assert lexicon.refresh(stocked.database)
    assert not lexicon.refresh(stocked.database)


def test_an_unprepared_article_is_found_by_headline_and_summary(library: Library) -> None:
    """It is searchable from the moment it is listed; its text follows."""
    deliver(library, build_entry(title="Harvest", summary="Of barley.", content="<p>And of rye.</p>"))
    assert found(library, "harvest barley ") == {"Harvest"}
    assert found(library, "rye ") == set()
    library.prepare()
    assert found(library, "rye ") == {"Harvest"}


def test_spans_slice_to_the_words_that_matched(stocked: Library) -> None:
    (hit,) = stocked.search('"peace talks" palace')
    assert [hit.headline.headline[a:b] for a, b in hit.headline_spans] == ["Peace talks"]
    assert [hit.excerpt[a:b] for a, b in hit.excerpt_spans] == ["palace"]
    assert stocked.match_spans("government", ["No.", "Two Governments’ words"]) == ((), ((4, 15),))


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ('"peace talks" talks', ["peace talks"]),
        ('talks "peace talks" "talks open"', ["peace talks open"]),
        ('talks "peace talks open"', ["peace talks open"]),
        ("peace peace*", ["peace"]),
        ("peace talks", ["peace", "talks"]),
    ],
)
def test_what_matched_twice_is_marked_once(library: Library, query: str, marked: list[str]) -> None:
    """Marks that overlap would show words twice, or in the wrong place."""
    line = "The peace talks open"
    (spans,) = library.match_spans(query, [line])
    assert [line[a:b] for a, b in spans] == marked


def test_an_excerpt_shows_the_place_in_the_text(library: Library) -> None:
    """Far down in a long text, where only the body matched."""
    filler = "Nothing of interest happened that day. " * 30
    deliver(
        library, build_entry(content=f"<p>{filler}</p><p>{filler} Then the quarterstaff fell. {filler}</p>")
    )
    library.prepare()
    (hit,) = library.search("quarterstaff")
    assert "quarterstaff" in hit.excerpt
    assert len(hit.excerpt) <= 165
    assert hit.excerpt.startswith("…")
    assert hit.excerpt.endswith("…")


@pytest.mark.parametrize(
    ("before", "match", "after", "excerpt"),
    [
        ("", "peace talks", " at last", "peace talks at last"),
        ("one two " * 9, "peace talks", "", "…" + "one two " * 6 + "peace talks"),
        ("two " + "x" * 48 + " ", "peace talks", "", "…" + "x" * 48 + " peace talks"),
        ("one " * 3, "peace talks", " and on" * 60, "one one one peace talks" + " and on" * 19 + "…"),
        ("one two " * 9, "peace talks", "-" + "x" * 300, "…" + "one two " * 6 + "peace talks…"),
        ("x" * 80 + "-", "peace talks", " at last", "…" + "x" * 49 + "-peace talks at last"),
        ("x" * 80 + "-", "peace", "-" + "x" * 300, "…" + "x" * 49 + "-peace-" + "x" * 104 + "…"),
    ],
)
def test_an_excerpt_holds_the_match_whole_and_is_cut_at_blanks(
    library: Library, before: str, match: str, after: str, excerpt: str
) -> None:
    """Also where its words hang together with what is longer than a line, such as an address."""
    deliver(library, build_entry(title="A", content=f"<p>{before}{match}{after}</p>"))
    library.prepare()
    (hit,) = library.search(f'"{match}"')
    assert hit.excerpt == excerpt
    assert [excerpt[a:b] for a, b in hit.excerpt_spans] == [match]


def test_the_best_hits_say_it_in_the_headline(library: Library) -> None:
    """Relevance: headline before summary before text; of equals the newer."""
    deliver(
        library,
        build_entry("body", title="Something else", content="<p>Of tariffs.</p>"),
        build_entry("summary", title="Another thing", summary="All about tariffs", content="<p>Words.</p>"),
        build_entry("headline", title="Tariffs rise", content="<p>Words again.</p>"),
    )
    library.prepare()
    best = [hit.headline.headline for hit in library.search("tariffs")]
    assert best == ["Tariffs rise", "Another thing", "Something else"]
    assert titles(library.search_listing("tariffs", order="relevance").window(0, 9)) == best


def test_hits_by_date_come_newest_first_and_page_by_page(library: Library) -> None:
    deliver(library, *many(450))
    listing = library.search_listing("story ")
    assert not listing.complete
    assert titles(listing.window(0, 3)) == ["Story 0", "Story 1", "Story 2"]
    assert titles(listing.window(440, 50)) == [f"Story {i}" for i in range(440, 450)]
    assert (listing.total, listing.complete) == (450, True)
    assert listing.index_of(listing.window(300, 1)[0]) == 300
    assert listing.spans(449) == ((0, 5),)
    first = library.search("story ", order="date", limit=3)
    after = library.search("story ", order="date", limit=3, before_row=first[-1].headline.row)
    assert [hit.headline.headline for hit in after] == ["Story 3", "Story 4", "Story 5"]


@pytest.mark.parametrize(
    "query", ["is:saved ", "story is:saved ", "-nothing is:saved ", "feed:post is:saved "]
)
def test_conditions_page_without_doubles_or_gaps(library: Library, query: str) -> None:
    """Both ways to walk, over several pages."""
    deliver(library, *many(700))
    saved = [headline.id for headline in all_of(library)][::2]
    library.save(saved)
    listing = library.search_listing(query)
    assert [h.id for h in listing.window(0, EVERYTHING)] == saved


def test_a_search_stays_within_its_scope(stocked: Library) -> None:
    ids = {headline.headline: headline.id for headline in all_of(stocked)}
    stocked.tag([ids["Harvest"]], "later")
    stocked.mark_read([ids["Talks about talks"]])
    post = next(feed.id for feed in stocked.feeds() if "post" in feed.url)
    for scope, query, headlines in (
        (UNREAD, "talks ", ["Peace talks open"]),
        (SAVED, "barley ", ["Harvest"]),
        (SAVED, "-peace", ["Harvest"]),
        (Scope("feed", feed_id=post), "barley ", []),
        (Scope("tag", name="later"), "barley ", ["Harvest"]),
    ):
        assert titles(stocked.search_listing(query, scope=scope).window(0, 9)) == headlines
        assert [hit.headline.headline for hit in stocked.search(query, scope=scope)] == headlines


def test_a_search_shows_what_came_in_when_it_is_refreshed(library: Library) -> None:
    deliver(library, *many(2))
    listing = library.search_listing("story ")
    assert not listing.refresh()
    deliver(library, build_entry("new", title="Story new", published_at=NOW))
    assert listing.refresh()
    assert titles(listing.window(0, 1)) == ["Story new"]


def test_names_lead_to_their_stories(stocked: Library) -> None:
    (zelenskyy,) = stocked.names.find("person", "zelenskyy")
    assert (zelenskyy.name, zelenskyy.stories, zelenskyy.mentions) == ("Volodymyr Zelenskyy", 1, 2)
    assert titles(stocked.names.stories("person", zelenskyy.key)) == ["Peace talks open"]
    assert stocked.names.find("person", "Zelensk")[0] == zelenskyy
    assert stocked.names.find("place", "zelenskyy") == ()
    assert stocked.names.find("person", "...") == ()


def test_names_follow_a_change_of_the_text(library: Library) -> None:
    """A name that was corrected away must not keep the story."""
    deliver(library, build_entry(content="<p>Marco Rubio spoke. Rubio left.</p>"))
    library.prepare()
    assert library.names.find("person", "rubio")
    deliver(library, build_entry(content="<p>Angela Merkel spoke. Merkel left.</p>"))
    library.prepare()
    assert library.names.find("person", "rubio") == ()
    assert library.names.find("person", "merkel")[0].stories == 1


@pytest.mark.parametrize(
    ("opening", "typed"),
    [
        ("GAZA CITY/JERUSALEM —", ["gaza", '"Gaza City"', "JERUSALEM", '"gaza city" dateline:jerusalem']),
        ("KYIV, Ukraine and WARSAW (AP) —", ["kyiv", "ukraine", "warsaw", '"kyiv, ukraine"', "KYIV"]),
        ("SÃO PAULO (AP) —", ["sao", '"são paulo"', '"SAO PAULO"', "paulo"]),
        ("ŁÓDŹ, Poland (Reuters) -", ["łódź", "ŁÓDŹ", "poland"]),
    ],
)
def test_a_dateline_is_found_by_any_words_of_a_place(
    library: Library, opening: str, typed: list[str]
) -> None:
    """Without regard to accents and case, and never by words of two places together."""
    deliver(library, build_entry(content=f"<p>{opening} The talks began in the old palace.</p>"))
    library.prepare()
    assert only(library).dateline is not None
    for words in typed:
        assert found(library, f"dateline:{words}") == {"Talks open in Istanbul"}, words
    for words in ("oslo", '"gaza jerusalem"', '"kyiv warsaw"', '"paulo sao brazil"'):
        assert found(library, f"dateline:{words}") == set(), words


def test_an_agency_is_found_by_its_name_short_or_in_full(library: Library) -> None:
    for guid, agency in (
        ("a", "AP"),
        ("b", "Reuters"),
        ("c", "Agence France-Presse"),
        ("d", "Associated Press"),
    ):
        deliver(library, build_entry(guid, title=guid, content=f"<p>OSLO ({agency}) — The talks began.</p>"))
    deliver(library, build_entry("e", title="e"))
    library.prepare()
    assert found(library, "agency:reuters") == {"b"}
    assert found(library, "agency:ap ") == found(library, 'agency:"associated press"') == {"a", "d"}
    assert found(library, "agency:AFP ") == {"c"}
    assert found(library, "-agency:reuters talks") == {"a", "c", "d"}
    assert found(library, "agency:reuters dateline:oslo -talks") == set()
    assert found(library, "agency:nobody") == set()


def test_a_dateline_of_two_cities_is_found_by_either(library: Library) -> None:
    deliver(library, build_entry(content="<p>PARIS/BERLIN (AP) — They met.</p>"))
    library.prepare()
    assert only(library).dateline is not None
    assert found(library, "dateline:berlin") == found(library, "dateline:paris") == {"Talks open in Istanbul"}
    assert found(library, "dateline:par ") == set()
