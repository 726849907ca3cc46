"""Lines within an article that lead to other stories, and pages that are hardly more than a text."""

from __future__ import annotations

import pytest

from tests.fulltext.webpages import ENGLISH, document, paragraphs
from tui.fulltext.asides import is_aside, without_asides
from tui.fulltext.pieces import WebPage, read_pieces
from tui.fulltext.plainly import lines_by_mass


def said(page: WebPage, numbers: frozenset[int]) -> list[str]:
    return [page.pieces[number].text for number in sorted(numbers)]


@pytest.mark.parametrize(
    ("line", "aside"),
    [
        ("Read also: <a href=x>Lighthouse to open for visitors at Easter</a>", True),
        ("» LESEN SIE AUCH: <a href=x>Leuchtturm öffnet an Ostern für Besucher</a>", True),
        ("Читайте также: <a href=x>Маяк откроют для посетителей на Пасху</a>", True),
        ("اقرأ أيضا: <a href=x>المنارة تفتح أبوابها للزوار</a>", True),
        ("関連記事：<a href=x>灯台、春から一般公開へ</a>", True),
        ("Sign up for our morning letter", True),
        ("Read more on the harbour and its quay in what the engineers have written:", True),
        # The same words in a sentence, without a link, or in a text of some length.
        ("Read more books, said the teacher of the island's school, and fewer of them on a screen.", False),
        ("He asked us to read also the small print", False),
        ("Read also: <a href=x>" + "the report of the engineers, all of it, " * 6 + "</a>", False),
        ("<a href=x>Lighthouse to open for visitors at Easter</a>", False),
    ],
)
def test_a_line_that_leads_away_is_told_by_its_beginning_and_its_links(line: str, aside: bool) -> None:
    (piece,) = read_pieces(f"<p>{line}</p>").pieces
    assert is_aside(piece) == aside


def test_what_only_announced_the_aside_goes_with_it() -> None:
    """A last line that ends in a colon has lost what it was for; one within the text has not."""
    page = read_pieces(
        "<p>One:</p><p>Two.</p><p>Three:</p><img src=a><p>Read also: <a href=x>Lighthouse to open</a></p>"
    )
    assert said(page, without_asides(page, {0, 1, 2, 4})) == ["One:", "Two."]
    assert without_asides(page, {0, 1, 2, 3}) == {0, 1, 2, 3}


def test_of_a_page_that_is_hardly_more_than_a_text_that_is_taken() -> None:
    """With its headings and short lines, without links, notices and what is hidden in it."""
    page = read_pieces(
        document(
            ENGLISH,
            f"""<div><h2>Part one</h2>{paragraphs(ENGLISH)}<p>Short.</p><p><a href=x>Elsewhere</a></p>
<footer>{ENGLISH.paragraphs[0]}</footer><p hidden>{ENGLISH.paragraphs[1]}</p></div>""",
        )
    )
    assert said(page, lines_by_mass(page)) == ["Part one", *ENGLISH.paragraphs, "Short."]
    assert lines_by_mass(read_pieces("<p>Short.</p>")) == frozenset()
