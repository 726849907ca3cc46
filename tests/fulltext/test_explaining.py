"""What is said of a page's pieces."""

from __future__ import annotations

from tui.fulltext.explaining import explain_pieces
from tui.fulltext.reading import explain_page, judged_article

LONG = "The harbour board met on Monday and put off the vote on the new quay until the autumn session."
PAGE = f"""<html><body><nav class="md:top"><a href="/">Home</a></nav>
<div id="main"><h1>Quay delayed</h1><div class="story wide"><p>{LONG} <span class="ad">Buy a boat</span></p>
<p class="promo 2nd">Read also this</p><p>{LONG} <img src="quay.jpg" alt="The quay"></p></div></div>
<footer><p>Imprint</p></footer></body></html>"""


def test_every_piece_is_named_with_what_decided() -> None:
    found = explain_page(PAGE.encode(), None, "https://post.example/", None, ".story", ".promo, .ad")
    assert [(piece.kept, piece.reason, piece.text) for piece in found.pieces] == [
        (False, "not in keep", "Home"),
        (False, "not in keep", "Quay delayed"),
        (True, "keep", LONG),
        (False, "drop", "Read also this"),
        (True, "keep", "The quay"),
        (True, "keep", LONG),
        (False, "not in keep", "Imprint"),
    ]
    assert found.article.level == "rule"


def test_without_rules_it_tells_what_the_extraction_does() -> None:
    found = explain_page(PAGE.encode(), None, "https://post.example/", None, "", "")
    assert found.article == judged_article(PAGE.encode(), "https://post.example/")
    kept = [piece.text for piece in found.pieces if piece.kept and piece.kind == "text"]
    assert kept
    assert all(text.split()[0] in found.article.markup for text in kept)


def test_the_element_of_a_piece_can_be_typed_as_a_rule() -> None:
    """That is what it is shown for."""
    for piece in explain_pieces(PAGE.encode()):
        found = explain_page(PAGE.encode(), None, "", None, piece.element, "")
        if piece.kind == "text":
            assert found.article.problem is None, piece.element
            assert piece.text in [other.text for other in found.pieces if other.kept]
