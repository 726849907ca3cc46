"""Texts cut, cleaned and changed with their spans: what a span is over, it stays over."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exports.strategies import BLOCKS, PATIENT
from tui.errors import ParseError
from tui.model.entries import Enclosure
from tui.model.prose import (
    Block,
    Image,
    InlineSpan,
    Paragraph,
    Section,
    Text,
    block_leaves,
    blocks_within,
)
from tui.prose.blocks import sections_from_blocks
from tui.prose.leaves import cleaned, cut_before, with_texts
from tui.prose.pictures import with_pictures
from tui.text.safe import clean

RAW = st.text("ab \x1b\u200b\r\n\u202eé", max_size=20)


@st.composite
def marked(draw: st.DrawFn) -> Text:
    """A text as it may come from a file, with spans that fit it."""
    plain = draw(RAW)
    ends = st.tuples(st.integers(0, len(plain)), st.integers(0, len(plain))).map(sorted)
    pairs = draw(st.lists(ends.filter(lambda pair: pair[0] < pair[1]), max_size=3)) if plain else []
    return Text(plain, tuple(InlineSpan(start, end, "strong") for start, end in pairs))


@given(marked())
def test_a_span_moves_with_the_words_that_it_is_over(text: Text) -> None:
    """What is never seen goes, and a span over nothing else with it."""
    made = cleaned(text)
    assert made.plain == clean(text.plain)
    over = [clean(text.plain[: s.end])[len(clean(text.plain[: s.start])) :] for s in text.spans]
    assert [made.plain[s.start : s.end] for s in made.spans] == [words for words in over if words]
    assert cleaned(made) == made


@given(marked(), st.integers(0, 20))
def test_what_is_cut_off_takes_no_more_of_a_span_than_lies_in_it(text: Text, start: int) -> None:
    start = min(start, len(text.plain))
    made = cut_before(text, start)
    assert made.plain == text.plain[start:]
    assert [made.plain[s.start : s.end] for s in made.spans] == [
        text.plain[max(s.start, start) : s.end] for s in text.spans if s.end > start
    ]


@PATIENT
@given(st.lists(BLOCKS, max_size=3))
def test_every_text_of_an_article_is_changed_and_nothing_else(blocks: list[Block]) -> None:
    """In quotations in lists in tables: a text that is passed over would reach the terminal as it came."""
    before = (Section(Text("heading"), tuple(blocks)), Section(None, ()))
    after = with_texts(before, lambda text: Text(text.plain.upper()))
    assert with_texts(before, lambda text: text) == before
    assert [section.heading for section in after] == [Text("HEADING"), None]

    def leaves(sections: tuple[Section, ...]) -> list[str]:
        return [
            leaf.plain for section in sections for block in section.blocks for leaf in block_leaves(block)
        ]

    def kinds(sections: tuple[Section, ...]) -> list[type[Block]]:
        return [
            type(inner) for section in sections for block in section.blocks for inner in blocks_within(block)
        ]

    assert leaves(after) == [plain.upper() for plain in leaves(before)]
    assert kinds(after) == kinds(before)


@pytest.mark.parametrize("content", ["", "{", "[[[", "[" * 100_000, '[{"blocks": 1}]', "nonsense"])
def test_blocks_that_are_none_are_refused_in_a_sentence(content: str) -> None:
    """However deep they nest: a file may say that it is an export of ours."""
    with pytest.raises(ParseError, match=r"^The text of this article cannot be read: "):
        sections_from_blocks(content)


# ── pictures beside a text ────────────────────────────────────────────────────────────────────


def image(url: str) -> Section:
    return Section(None, (Paragraph(Text("a")), Image(Text("seen"), url)))


@pytest.mark.parametrize(
    ("within", "beside", "is_added"),
    [
        ("https://a.example/2025/harbour.jpg", "https://a.example/2025/harbour.jpg", False),
        ("https://a.example/2025/harbour-300x200.jpg", "https://a.example/2025/harbour.jpg", False),
        ("https://a.example/2025/harbour_800w.jpg", "https://a.example/2025/harbour@2x.jpg", False),
        ("https://a.example/2025/harbour.jpg", "https://A.example/2025/HARBOUR.png?w=3", False),
        ("https://a.example/2025/harbour.jpg", "https://cdn.example/x/harbour.webp", False),
        ("https://a.example/1/main.jpg", "https://a.example/2/main.jpg", True),
        ("https://a.example/1/main-300.jpg", "https://a.example/1/main-600.jpg", False),
        ("https://a.example/image?id=1", "https://a.example/image?id=2", True),
        ("https://a.example/harbours.jpg", "https://a.example/harbour.jpg", True),
        ("https://[bad/harbour.jpg", "https://a.example/harbour.jpg", True),
    ],
)
def test_a_picture_is_the_same_in_all_its_sizes(within: str, beside: str, is_added: bool) -> None:
    """By its address without them, or by its file's name where that tells enough."""
    made = with_pictures((image(within),), [Enclosure(beside, "image/jpeg")])
    assert (len(made[0].blocks) == 3) is is_added


def test_pictures_are_put_below_the_text_each_once() -> None:
    """Also below none; what a feed says of them is made harmless; other files are none."""
    beside = [
        Enclosure("https://a.example/harbour.jpg", "image/jpeg", title="A ship\x1b"),
        Enclosure("https://a.example/harbour-300x200.jpg", "IMAGE/JPEG"),
        Enclosure("https://a.example/talk.mp3", "audio/mpeg"),
        Enclosure("https://a.example/letter.pdf"),
    ]
    picture = Image(Text("A ship\ufffd"), "https://a.example/harbour.jpg")
    assert with_pictures((), beside) == (Section(None, (picture,)),)
    text = (Section(None, (Paragraph(Text("a")),)), Section(Text("H"), (Paragraph(Text("b")),)))
    assert with_pictures(text, beside) == (text[0], Section(Text("H"), (Paragraph(Text("b")), picture)))
    assert with_pictures(text, beside[2:]) is text
