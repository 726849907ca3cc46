"""What is stored comes back equal."""

from __future__ import annotations

import contextlib
import json
import zlib
from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.effort import costly
from tests.exports.strategies import BLOCKS, texts
from tui.errors import TextDamaged
from tui.model.entries import Enclosure, RawEntry
from tui.model.names import Mention, Names, Person, Place, PlaceKind
from tui.model.prose import Dateline, Section
from tui.store.codec import names_from_json, names_to_json, sections_from_json, sections_to_json
from tui.store.delivered import Body, pack_body, pack_entry, unpack_body, unpack_entry
from tui.store.packing import pack, unpack
from tui.store.phrases import PHRASES
from tui.store.times import from_seconds, to_seconds

SECTIONS = st.lists(
    st.builds(Section, st.none() | texts(), st.lists(BLOCKS, max_size=4).map(tuple), st.integers(1, 6)),
    max_size=4,
).map(tuple)
LINES = st.lists(st.text(max_size=9), max_size=3).map(tuple)
MENTIONS = st.lists(
    st.builds(Mention, st.integers(-1, 9), st.integers(0, 9), st.integers(0, 99), st.integers(0, 99)),
    min_size=1,
).map(tuple)
SALIENCE = st.integers(0, 1000).map(lambda thousandths: thousandths / 1000)
NAMES = st.builds(
    Names,
    st.lists(st.builds(Person, st.text(), MENTIONS, LINES, st.none() | st.text(), SALIENCE, LINES)).map(
        tuple
    ),
    st.lists(
        st.builds(
            Place,
            st.text(),
            MENTIONS,
            LINES,
            st.sampled_from(get_args(PlaceKind)),
            st.none() | st.just("TR"),
            st.none() | st.floats(-90, 90),
            st.none() | st.floats(-180, 180),
            st.none() | st.text(),
            SALIENCE,
            LINES,
        )
    ).map(tuple),
)
SECONDS = st.datetimes(timezones=st.just(UTC)).map(lambda moment: moment.replace(microsecond=0))
SAFE = st.text(st.characters(codec="utf-8"))
MAYBE = st.none() | SAFE
ENTRIES = st.builds(
    RawEntry,
    guid=MAYBE,
    url=MAYBE,
    title=SAFE,
    content=SAFE,
    content_form=st.sampled_from(["html", "text", "blocks"]),
    summary=MAYBE,
    summary_form=st.sampled_from(["html", "text"]),
    dek=MAYBE,
    authors=st.lists(SAFE).map(tuple),
    published_at=st.none() | SECONDS,
    published_stated=MAYBE,
    updated_at=st.none() | SECONDS,
    base_url=MAYBE,
    language=MAYBE,
    tags=st.lists(SAFE).map(tuple),
    masthead=MAYBE,
    dateline=st.none() | st.builds(Dateline, SAFE, MAYBE),
    enclosures=st.lists(st.builds(Enclosure, SAFE, MAYBE, st.none() | st.integers(0, 2**40))).map(tuple),
)


@settings(max_examples=costly(30))
@given(SECTIONS)
def test_sections_come_back_equal(sections: tuple[Section, ...]) -> None:
    """Nothing of a text is lost on its way through the database."""
    assert sections_from_json(unpack(pack(sections_to_json(sections)))) == sections


@settings(max_examples=costly(30))
@given(NAMES)
def test_names_come_back_equal(names: Names) -> None:
    assert names_from_json(unpack(pack(names_to_json(names)))) == names


@given(ENTRIES)
def test_entries_come_back_equal(entry: RawEntry) -> None:
    """An entry waits as it was delivered; preparation must see the same."""
    assert unpack_entry(pack_entry(entry)) == entry


@settings(max_examples=costly(20))
@given(SECTIONS, st.lists(st.builds(Enclosure, SAFE, MAYBE)).map(tuple))
def test_bodies_come_back_equal(sections: tuple[Section, ...], enclosures: tuple[Enclosure, ...]) -> None:
    assert unpack_body(pack_body(Body(sections, enclosures))) == Body(sections, enclosures)


@given(st.binary())
def test_other_bytes_never_raise_anything_but_damaged(blob: bytes) -> None:
    """A broken disk speaks through here, and must be told in a sentence."""
    with contextlib.suppress(TextDamaged):
        unpack(blob)


def test_a_blob_that_was_cut_off_is_called_damaged() -> None:
    blob = pack([["a text of some length", 2, []]] * 20)
    for length in range(len(blob) - 1):
        with pytest.raises(TextDamaged):
            unpack(blob[:length])


@given(SECONDS)
def test_every_second_of_the_calendar_comes_back(moment: datetime) -> None:
    assert from_seconds(to_seconds(moment)) == moment


def test_a_moment_beyond_the_calendar_is_no_moment() -> None:
    assert from_seconds(10**15) is None
    assert from_seconds(None) is None
    assert to_seconds(datetime(1970, 1, 1, tzinfo=UTC) - timedelta(microseconds=1)) == -1


@pytest.mark.parametrize("version", [1, 2])
def test_blobs_of_older_stores_are_still_read(version: int) -> None:
    """They were zlib, with the preset dictionary or without."""
    value = [["Was schön ist 😀", 2, [["p", "plain words"]]]]
    words = (PHRASES.encode(),) if version == 1 else ()
    deflate = zlib.compressobj(4, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, *words)
    blob = bytes((version,)) + deflate.compress(json.dumps(value).encode()) + deflate.flush()
    assert unpack(blob) == value


def test_the_preset_dictionary_is_worth_its_place() -> None:
    """A text in plain English takes clearly less than without it."""
    text = "The president said on Monday that the government would not accept the agreement. "
    value = [[None, 2, [["p", text * 2]]]]
    plain = zlib.compress(json.dumps(value, separators=(",", ":")).encode(), 6)
    assert len(pack(value)) < 0.75 * len(plain)
