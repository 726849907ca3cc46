"""Searching: what is found, in which order, and what of it is marked."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import build_headline
from tests.effort import costly
from tests.store.stories import (
    EVERYTHING,
    NOW,
    POST,
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
from tui.model.answers import SavedSearch
from tui.model.articles import Headline
from tui.model.prose import plain_text
from tui.model.scopes import SAVED, UNREAD, Scope
from tui.store import lexicon
from tui.store.hits import excerpts
from tui.store.lexicon import Completions
from tui.store.matching import Vocabulary, marks_of
from tui.store.query import Query, Term

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


# ── against a filter that reads every text ────────────────────────────────────────────────────

VOCABULARY = ("barley", "harbour", "envoy", "winter", "copper", "tram")
"""Words of six stems, none of which begins another."""
MAY_10 = int(datetime(2025, 5, 10, tzinfo=UTC).timestamp())


@dataclass(frozen=True)
class Asked:
    """A query, taken apart by hand."""

    groups: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[str, ...] = ()
    conditions: tuple[tuple[str, bool], ...] = ()

    @property
    def typed(self) -> str:
        pieces = [" OR ".join(map(quoted, group)) for group in self.groups]
        pieces += [f"-{quoted(words)}" for words in self.excluded]
        pieces += [f"{'-' * excluded}{condition}" for condition, excluded in self.conditions]
        return f"{' '.join(pieces)} "

    def holds_of(self, story: Headline, texts: Sequence[str]) -> bool:
        """Whether a story, with its headline and its text, is what is asked for."""

        def has(words: str) -> bool:
            return any(f" {words} " in f" {text.lower()} " for text in texts)

        states = {
            "is:read": story.read,
            "is:unread": not story.read,
            "is:saved": story.saved,
            "tag:later": "later" in story.tags,
            "feed:times": story.feed == "times.example/feed",
            "before:2025-05-10": story.listed_at < MAY_10,
            "after:2025-05-10": story.listed_at >= MAY_10,
        }
        return (
            bool(self.groups or self.excluded or self.conditions)
            and all(any(map(has, group)) for group in self.groups)
            and not any(map(has, self.excluded))
            and all(states[condition] != excluded for condition, excluded in self.conditions)
        )


def quoted(words: str) -> str:
    return f'"{words}"' if " " in words else words


PHRASES = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=2).map(" ".join)
CONDITIONS = st.sampled_from(
    ["is:read", "is:unread", "is:saved", "tag:later", "feed:times", "before:2025-05-10", "after:2025-05-10"]
)
QUERIES = st.builds(
    Asked,
    st.lists(st.lists(PHRASES, min_size=1, max_size=3).map(tuple), max_size=2).map(tuple),
    st.lists(PHRASES, max_size=1).map(tuple),
    st.lists(st.tuples(CONDITIONS, st.booleans()), max_size=2).map(tuple),
)
Texts = dict[int, tuple[str, str]]


def worded(library: Library) -> Texts:
    """Store thirty stories of random words; return headline and text by row."""
    rng = random.Random(5)
    entries = [
        build_entry(
            f"g{n}",
            title=" ".join(rng.choices(VOCABULARY, k=2)),
            content=f"<p>{' '.join(rng.choices(VOCABULARY, k=5))}</p>",
            published_at=NOW - timedelta(hours=19 * n),
        )
        for n in range(30)
    ]
    for feed, some in (
        ("https://times.example/feed", entries[::3]),
        (POST, [*entries[1::3], *entries[2::3]]),
    ):
        deliver(library, *some, feed=feed)
    library.prepare()
    stories = all_of(library)
    library.mark_read([story.id for story in stories[::2]])
    library.save([story.id for story in stories[::5]])
    library.tag([story.id for story in stories[::7]], "later")
    return {
        article.headline.row: (article.headline.headline, plain_text(article.prose.sections))
        for article in library.articles_to_export(Scope())
    }


@settings(
    max_examples=costly(60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_what_is_found_is_what_a_filter_of_all_texts_leaves(
    thirty: tuple[Library, Texts], data: st.DataObject
) -> None:
    """In the order of the list: whole, page by page, as a list, counted, and walked story by story."""
    library, texts = thirty
    asked = data.draw(QUERIES)
    right = [story for story in all_of(library) if asked.holds_of(story, texts[story.row])]
    hits = library.search(asked.typed, order="date", limit=EVERYTHING)
    assert [hit.headline for hit in hits] == right, asked.typed
    size = data.draw(st.integers(1, 9))
    paged = list(library.search(asked.typed, order="date", limit=size))
    while paged and (
        more := library.search(asked.typed, order="date", limit=size, before_row=paged[-1].headline.row)
    ):
        paged += more
    assert [hit.headline for hit in paged] == right
    best = library.search(asked.typed, limit=EVERYTHING)
    assert sorted(hit.headline.row for hit in best) == sorted(story.row for story in right)
    kept = Scope("search", name=asked.typed)
    counts = library.rules.count(SavedSearch(1, "Kept", asked.typed))
    unread = [story for story in right if not story.read]
    assert (counts.total, counts.unread) == (len(right), len(unread))
    if right:
        at = data.draw(st.integers(0, len(right) - 1))
        assert library.neighbour(right[at], kept, 1) == (right[at + 1] if at + 1 < len(right) else None)
        below = [story for story in right[at + 1 :] if not story.read]
        assert library.next_unread(right[at], kept) == (below[0] if below else None)
    for hit in hits:
        lit = {hit.headline.headline[a:b] for a, b in hit.headline_spans}
        wanted = [words for group in asked.groups for words in group if words in hit.headline.headline]
        assert bool(lit) == bool(wanted)
        assert set(" ".join(lit).split()) == set(" ".join(wanted).split())


@pytest.fixture
def thirty(library: Library) -> tuple[Library, Texts]:
    """A library of thirty stories, and what they say."""
    return library, worded(library)


# ── a line around a match ─────────────────────────────────────────────────────────────────────

LONG = " ".join(f"word{n}" for n in range(90))


@settings(max_examples=costly(60), deadline=None)
@given(st.integers(0, 90), st.integers(0, 2))
def test_an_excerpt_is_a_piece_of_the_text_with_the_first_match_whole(at: int, more: int) -> None:
    """Cut at blanks; what is left out is told by dots; and what is lit in it is what was asked for."""
    words = LONG.split()
    words[at:at] = ["barley"]
    words += ["barley"] * more
    summary = " ".join(words)
    story = replace(build_headline(), summary=summary)
    marks = marks_of(Query(((Term("barley"),),)), Vocabulary())
    with closing(sqlite3.connect(":memory:")) as conn:  # no text is asked for where the summary matches
        ((line, spans),) = excerpts(conn, marks, [story])
    bare = line.removeprefix("…").removesuffix("…")
    start = summary.index(bare)
    assert line.startswith("…") == (start > 0)
    assert line.endswith("…") == (start + len(bare) < len(summary))
    assert start == 0 or summary[start - 1] == " "
    assert start + len(bare) == len(summary) or summary[start + len(bare)] == " "
    assert len(bare) <= 160
    assert spans
    assert [line[a:b] for a, b in spans] == ["barley"] * bare.split().count("barley")
    assert spans[0][0] <= 60


@pytest.mark.parametrize(
    ("summary", "dek", "excerpt"),
    [
        ("Of rye.", "Of barley.", ("Of barley.", ((3, 9),))),
        ("Of barley.", "Barley too.", ("Of barley.", ((3, 9),))),
        (None, "Of barley\nand\trye.", ("Of barley and rye.", ((3, 9),))),
        ("x" * 200 + "-barley", None, ("…" + "x" * 49 + "-barley", ((51, 57),))),
        ("x" * 200 + " barley", None, ("…barley", ((1, 7),))),
    ],
)
def test_the_first_text_that_matches_is_shown(
    summary: str | None, dek: str | None, excerpt: tuple[str, tuple[tuple[int, int], ...]]
) -> None:
    """Summary before dek; without a blank near it the line begins where it has to."""
    story = replace(build_headline(), summary=summary, dek=dek)
    marks = marks_of(Query(((Term("barley"),),)), Vocabulary())
    with closing(sqlite3.connect(":memory:")) as conn:
        ((line, spans),) = excerpts(conn, marks, [story])
    assert (line, spans) == excerpt


def test_where_nothing_was_asked_the_summary_begins_the_line() -> None:
    """A saved search of conditions alone has no word to light."""
    stories = [replace(build_headline(), summary=text, dek="A dek") for text in ("Of rye.", LONG, None)]
    with closing(sqlite3.connect(":memory:")) as conn:
        (short, _), (cut, lit), (dek, _) = excerpts(conn, (), stories)
    assert (short, dek, lit) == ("Of rye.", "A dek", ())
    assert cut.endswith("…")
    assert LONG.startswith(cut.removesuffix("…") + " ")
    assert 150 < len(cut) <= 161


@pytest.mark.parametrize("query", ["is:unread", "istanbul is:unread"])
def test_where_no_text_matched_the_story_begins_the_line(library: Library, query: str) -> None:
    """A feed that gives whole texts gives no summaries: the line would be blank."""
    deliver(
        library, build_entry(title="Istanbul waits", summary=None, content="<p>The <b>ferry</b> is late.</p>")
    )
    library.prepare()
    (hit,) = library.search(query)
    assert (hit.excerpt, hit.excerpt_spans) == ("The ferry is late.", ())


# ── words that a beginning may become ─────────────────────────────────────────────────────────


def test_a_beginning_becomes_the_commonest_words_first(library: Library) -> None:
    """Equally common ones by letter, as many as are asked for; each is counted once an article."""
    for n, text in enumerate(["tram tram trap", "tram trap", "tram tray trek"]):
        deliver(library, build_entry(f"g{n}", title=f"Story {n}", content=f"<p>{text}</p>"))
    library.prepare()
    with library.database.write() as conn:
        conn.execute("DELETE FROM lexicon")
        conn.execute("DELETE FROM settings WHERE name = 'lexicon_articles'")
        assert lexicon.completions(conn, "tr", 9) == Completions((), 3), "there is none: as common as can be"
    assert lexicon.refresh(library.database)
    with library.database.read() as conn:
        assert lexicon.completions(conn, "tr", 9) == Completions(("tram", "trap", "tray", "trek"), 7)
        assert lexicon.completions(conn, "tr", 2) == Completions(("tram", "trap"), 7)
        assert lexicon.completions(conn, "tray", 9) == Completions(("tray",), 1)
        assert lexicon.completions(conn, "x", 9) == Completions((), 0)


def test_words_are_gathered_anew_when_the_store_has_grown_by_a_fifth(library: Library) -> None:
    """Not with each article that is prepared: that would be work without end."""

    def uses_once_there_are(count: int) -> int:
        known = library.counts().total
        deliver(library, *(build_entry(f"g{n}", title=f"Story {n}") for n in range(known, count)))
        library.prepare()
        assert not lexicon.refresh(library.database)
        with library.database.read() as conn:
            return lexicon.completions(conn, "stor", 1).uses

    assert [uses_once_there_are(count) for count in (20, 23, 24, 28, 29)] == [20, 20, 24, 24, 29]
