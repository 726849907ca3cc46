"""What a site's rules make of its pages."""

from __future__ import annotations

from tui.fulltext.extract import read_article
from tui.model.webpages import PageArticle, SiteRules

LONG = "The harbour board met on Monday and put off the vote on the new quay until the autumn session."
PAGE = f"""<html><body><nav><a href="/">Home</a></nav>
<div id="main"><h1>Quay delayed</h1><div class="story"><p>{LONG} <span class="ad">Buy a boat</span></p>
<p class="promo">Read also this</p><p>{LONG} <img src="quay.jpg"> It will cost more by then.</p></div></div>
<div class="other"><p>A box with a few words</p></div></body></html>"""


def article(keep: str = "", drop: str = "", page: str = PAGE) -> PageArticle:
    return read_article(page.encode(), "https://post.example/quay", "text/html", SiteRules(keep, drop))


def test_keep_alone_is_the_article() -> None:
    found = article(keep=".other")
    assert found.markup == "<p>A box with a few words</p>"
    assert (found.level, found.words, found.problem) == ("rule", 6, None)


def test_drop_takes_away_from_what_the_classifier_chose() -> None:
    """A line that holds what is dropped stays, but for that; what is dropped is not counted."""
    usual, found = article(), article(drop=".ad, img")
    for gone in ("Buy a boat", "quay.jpg"):
        assert gone in usual.markup
        assert gone not in found.markup
    assert "until the autumn session. </p>" in found.markup
    assert found.words == usual.words - 3
    assert found.level == usual.level


def test_both_rules_together() -> None:
    found = article(keep="#main", drop="h1, p.promo, p:nth-of-type(3)")
    assert found.markup == f"<p>{LONG} Buy a boat</p>"


def test_keep_may_name_a_part_of_a_line() -> None:
    found = article(keep="span.ad")
    assert (found.markup, found.words) == ("<p>Buy a boat</p>", 3)


def test_a_rule_that_does_not_work_is_passed_over_and_named() -> None:
    """The usual choice is better than nothing."""
    usual = article().markup
    for keep, drop, named in (
        (".none", "", "keep = .none"),
        ("img", "", "keep = img"),
        ("", "p:hover", "drop = p:hover"),
        ("", "body", "drop = body"),
    ):
        found = article(keep, drop)
        assert found.markup == usual
        assert named in (found.problem or "")
        assert found.level == "classifier"
