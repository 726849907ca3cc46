"""What a search that finds nothing may have meant: nearest words, which find something, and no nonsense."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.stories import Clock, build_entry, deliver, found, open_library, titles
from tui.library.frontdesk import Library
from tui.model.scopes import ALL, UNREAD, Scope
from tui.store import proposals, upkeep
from tui.store.nearwords import NearWord, among, edits, near_words

LETTERS = "abß\ud7ffя\U0010ffff"


def never() -> bool:
    return False


def by_hand(one: str, other: str) -> int:
    """Damerau's distance, each pair of letters touched once, as it stands in books."""
    table = {(-1, -1): 0}
    for x, y in product(range(-1, len(one)), range(-1, len(other))):
        if x < 0 or y < 0:
            table[x, y] = x + y + 2
            continue
        steps = [table[x - 1, y] + 1, table[x, y - 1] + 1, table[x - 1, y - 1] + (one[x] != other[y])]
        if x and y and one[x] == other[y - 1] and one[x - 1] == other[y]:
            steps.append(table[x - 2, y - 2] + 1)
        table[x, y] = min(steps)
    return table[len(one) - 1, len(other) - 1]


@settings(max_examples=60)
@given(st.text(LETTERS, max_size=6), st.sets(st.text(LETTERS, max_size=6), max_size=40), st.integers(0, 2))
def test_the_walk_finds_just_the_words_that_are_near(word: str, known: set[str], most: int) -> None:
    """Whatever it passes over: none that is near is missed, and all come in order."""
    words = sorted(known)
    near = [NearWord(by_hand(word, other), other) for other in words if by_hand(word, other) <= most]
    assert list(near_words(word, most, among(words), is_over=never)) == near
    assert all(edits(word, other) == by_hand(word, other) for other in words)
    begun = [one for one in near if one.word.startswith("a")]
    assert list(near_words(word, most, among(words), begins="a", is_over=never)) == begun
    ending = min(2, len(word))
    less = [min(by_hand(word[: len(word) - n], other) for n in range(ending + 1)) for other in words]
    shorter = [NearWord(n, other) for n, other in zip(less, words, strict=True) if n <= most]
    assert list(near_words(word, most, among(words), ending=ending, is_over=never)) == shorter


def test_the_walk_passes_over_what_cannot_be_near_and_ends_when_it_is_over() -> None:
    """Of a hundred thousand words it asks for some hundred."""
    words = sorted("".join(letters) for letters in product("abcdefghij", repeat=5))
    asked: list[str] = []

    def following(least: str) -> str | None:
        asked.append(least)
        return among(words)(least)

    near = list(near_words("zzzzb", 1, following, is_over=never))
    assert near == []
    assert len(asked) < 150
    assert len(list(near_words("abcde", 1, following, is_over=iter([False] * 9 + [True]).__next__))) < 10


@pytest.fixture
def library(clock: Clock) -> Library:
    opened = open_library(clock)
    deliver(
        opened,
        build_entry(
            "a", title="Talks open in Istanbul", authors=("Ann Reed",), content="<p>Angela Merkel spoke.</p>"
        ),
        build_entry("b", title="The president of parliament", content="<p>Istanbul again, and barley.</p>"),
        build_entry("c", title="Ο πρόεδρος στην Αθήνας", content="<p>Київ і Харків, 東京都庁。</p>"),
        build_entry("d", title="Happiness of governments", content="<p>Barleys, barrels, Zaporizhzhia.</p>"),
    )
    deliver(opened, build_entry("e", title="Grain"), feed="https://harbour.example/feed")
    opened.prepare()
    upkeep.settle(opened.database)
    return opened


@pytest.fixture(params=["with its lexicon", "without"])
def stored(request: pytest.FixtureRequest, library: Library) -> Library:
    """A store that knows words as they are written, and one in which the index alone knows them."""
    if request.param == "without":
        with library.database.write() as conn:
            conn.execute("DELETE FROM lexicon")
    return library


def proposed(library: Library, query: str, scope: Scope = ALL) -> str | None:
    return library.search_listing(query, scope=scope).proposal()


@pytest.mark.parametrize(
    ("query", "proposal"),
    [
        ("istambul", "istanbul"),
        ("Istambul", "Istanbul"),
        ("presidnet", "president"),  # the index has `presid`
        ("hapiness", "happiness"),
        ("istambul -sport is:unread", "istanbul -sport is:unread"),
        ("talks istambul presidnet", None),  # no story has all three
        ("presidnet istambul", "president istanbul"),
        ('"open in istambul"', '"open in istanbul"'),
        ('"istambul open"', None),  # they do not stand so
        ("-talks istambul", "-talks istanbul"),
        ("-istambul", None),
        ("tlaks OR harvezt", "talks OR harvezt"),
        ("happinezz*", "happiness*"),
        ("κιεβ", None),
        ("αθινας", "αθήνας"),
        ("Харкив", "Харків"),
        ("author:reid", "author:reed"),
        ("author:read istambul", "author:reed istanbul"),
        ('who:"angela merkle"', 'who:"angela merkel"'),
        ("feed:harbor", "feed:harbour"),
        ("tag:latter", "tag:later"),
        ("tag:later grian", "tag:later grain"),
        ("note:grian", None),
        ("folder:news/europa", None),
        ("東京都町", None),
        ("xyz", None),
        ("zzzzzzzzz", None),
        ("", None),
        ("is:saved", None),
        ("talks barley", None),  # every word stands somewhere
    ],
)
def test_it_proposes_what_finds_something(library: Library, query: str, proposal: str | None) -> None:
    """Words that stand nowhere as the nearest that do; all else as it was typed."""
    (hit,) = library.search("grain")
    library.tag([hit.headline.id], "later")
    assert proposed(library, query) == proposal
    assert proposal is None or found(library, proposal)


@pytest.mark.parametrize(
    ("query", "proposal"),
    [("istambull", "istanbul"), ("zaporizhia", "zaporizhzhia"), ("parlaimnet", "parliament")],
)
def test_two_edits_are_tried_with_long_words(stored: Library, query: str, proposal: str) -> None:
    """Whether the words are known as they are written or by their stems alone."""
    assert proposed(stored, query) == proposal


def test_of_words_as_near_the_commonest_is_proposed(stored: Library) -> None:
    """Marner and Harner are as near, and stand in fewer stories."""
    assert proposed(stored, "barlex") == "barley"
    deliver(stored, *(build_entry(word, title=word) for word in ("Marner", "Harner", "Warner")))
    deliver(stored, build_entry("w", title="Warner again"))
    assert proposed(stored, "barner") == "warner"


def test_it_finds_something_in_the_list_that_is_searched(library: Library) -> None:
    """What stands elsewhere alone is of no use."""
    (hit,) = library.search("talks")
    library.mark_read([hit.headline.id])
    assert proposed(library, "tlaks", UNREAD) is None
    assert proposed(library, "istambul", UNREAD) == "istanbul"
    assert titles(library.search_listing("istanbul", scope=UNREAD).window(0, 9)) == [
        "The president of parliament"
    ]


def test_it_ends_when_its_time_is_over(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """In whatever number of words: then nothing is proposed, or what was found by then."""
    monkeypatch.setattr(proposals, "_LONGEST_S", -1.0)
    assert proposed(library, "istambul") is None
    assert proposed(library, "author:reid") is None
