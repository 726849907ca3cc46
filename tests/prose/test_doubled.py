"""What a page says twice stands once; what only resembles it stays."""

from __future__ import annotations

import pytest

from tui.model.entries import RawEntry
from tui.model.prose import Image, Paragraph, Prose, Rule, plain_text
from tui.prose import build_prose

DEK = "The board wants ten years more for the quay."
TEXT = "Nobody on the quay was surprised, and the pilots laughed aloud."


def read(html: str, *, dek: str | None = None, authors: tuple[str, ...] = ()) -> Prose:
    return build_prose(
        RawEntry("1", "https://example.org/s", "Quay delayed", html, "html", dek=dek, authors=authors)
    )


@pytest.mark.parametrize(
    "again", [f"<p>{DEK}</p>", f"<h2>{DEK}</h2>", f"<img src=/a.jpg><p><b>{DEK}</b></p>"]
)
def test_a_standfirst_stands_once(again: str) -> None:
    found = read(f"{again}<p>{TEXT}</p>", dek=DEK)
    assert found.dek == DEK
    assert plain_text(found.sections).strip() == TEXT


def test_a_standfirst_that_is_the_text_or_its_beginning_is_none() -> None:
    for html in (f"<p>{DEK}</p>", f"<p>{DEK} {TEXT}</p><p>{TEXT}</p>"):
        found = read(html, dek=DEK)
        assert found.dek is None
        assert plain_text(found.sections).count(DEK) == 1


@pytest.mark.parametrize(
    ("line", "goes"),
    [
        ("Von Ann Reed", True),
        ("Text: Ann Reed", True),
        ("Ann Reed, 4 March 2026, 9:30", True),
        ("Ann Reed ann.reed@example.org | Wednesday 4 March, 2026", True),
        ("Ann Reed wrote this book.", False),
        ("Illustrated by Ben Olsen", False),
        ("Ann Reed is 44", False),
    ],
)
def test_a_line_that_names_the_author_alone_goes(line: str, goes: bool) -> None:
    found = read(f"<p>{TEXT}</p><p>{line}</p><p>{TEXT}</p>", authors=("Ann Reed",))
    assert (line not in plain_text(found.sections)) is goes
    assert found.byline == "Ann Reed"


def test_a_caption_is_no_paragraph_too_and_a_drawn_line_is_a_rule() -> None:
    found = read(
        f"<p>{TEXT}</p><figure><img src=/a.jpg><figcaption>The old quay. Photo: A. Silva</figcaption>"
        f"</figure><p>The old quay.</p><p>* * *</p><p>-----</p><p>The old quay.</p><p>-</p>"
    )
    kinds = [type(block) for block in found.sections[0].blocks]
    assert kinds == [Paragraph, Image, Rule, Rule, Paragraph, Paragraph]


def test_what_a_wiki_writes_behind_its_headings_goes() -> None:
    wiki = "".join(f"<h2>{name}[edit]</h2><p>{TEXT}</p>" for name in ("History", "Trade"))
    headings = [
        part.heading.plain for part in read(f"{wiki}<h2>Notes [sic]</h2><p>a</p>").sections if part.heading
    ]
    assert headings == ["History", "Trade", "Notes [sic]"]


@pytest.mark.parametrize(
    ("frame", "words", "link"),
    [
        (
            "www.youtube.com/embed/abc123DEF45?rel=0",
            "Video (youtube.com)",
            "www.youtube.com/watch?v=abc123DEF45",
        ),
        (
            "www.youtube-nocookie.com/embed/abc123DEF45",
            "Video (youtube.com)",
            "www.youtube.com/watch?v=abc123DEF45",
        ),
        ("player.vimeo.com/video/1234?color=fff", "Video (vimeo.com)", "vimeo.com/1234"),
        ("maps.example.org/frame", "https://maps.example.org/frame", "maps.example.org/frame"),
    ],
)
def test_a_player_is_told_in_words_and_leads_to_a_page(frame: str, words: str, link: str) -> None:
    for title, said in (
        ("", words),
        ("YouTube video player", words),
        ("Waves at the quay", "Waves at the quay"),
    ):
        (block,) = read(f'<iframe src="https://{frame}" title="{title}"></iframe>').sections[0].blocks
        assert isinstance(block, Paragraph)
        assert (block.text.plain, block.text.spans[0].href) == (said, f"https://{link}")


@pytest.mark.parametrize(
    ("said", "file", "caption"),
    [
        ("IMG_1234", "IMG_1234-300x200.jpg", ""),
        ("20260304_164155", "20260304_164155.jpg", ""),
        ("old-quay-2", "old-quay-2.png", ""),
        ("Lucy", "lucy.jpg", "Lucy"),
        ("Covid-19", "portrait.jpg", "Covid-19"),
        ("The old-quay", "the-old-quay.jpg", "The old-quay"),
    ],
)
def test_the_name_of_a_file_says_nothing_of_a_picture(said: str, file: str, caption: str) -> None:
    (block,) = read(f'<img src="/{file}" alt="{said}">').sections[0].blocks
    assert isinstance(block, Image)
    assert block.caption.plain == caption
