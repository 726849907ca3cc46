"""Whether a page has a feed's story on it: by words that both have, in whatever script."""

from __future__ import annotations

import pytest

from tests.store.stories import build_entry
from tui.feeds.comparing import compare
from tui.model.webpages import PageArticle
from tui.store.fulltexts import OwnText

ENGLISH = "The harbour was closed at dawn, and ships waited outside the wall until the storm was over."
CHINESE = "港口在黎明时分关闭，船只在防波堤外等待，直到暴风雨过去。"
RUSSIAN = "Гавань закрыли на рассвете, и корабли ждали за стеной, пока буря не прошла."
OTHER = "Quarterly figures from several factories pleased investors beyond all of their expectations."


def reason(title: str, given: str, there: str) -> str | None:
    own = OwnText(build_entry(title=title, content=f"<p>{given}</p>"), True, 0, 0)
    page = PageArticle("https://post.example/a", f"<p>{there}</p>", 1)
    return compare(1, own, page).reason


@pytest.mark.parametrize(
    ("title", "given", "there"),
    [
        ("Storm", ENGLISH[:60], ENGLISH * 3),
        ("Storm closes the harbour for all ships", "", f"{ENGLISH} The storm closes it again."),
        ("暴风雨关闭港口", CHINESE[:12], CHINESE * 3),
        ("Буря", RUSSIAN[:50], RUSSIAN.upper() * 2),
        ("Comments", "Comments", OTHER),
    ],
)
def test_a_page_that_shares_words_with_its_story_is_shown(title: str, given: str, there: str) -> None:
    """And one of whose story too little is known to tell."""
    assert reason(title, given, there) is None


@pytest.mark.parametrize(("title", "given"), [("Storm", ENGLISH), ("暴风雨", CHINESE), ("Буря", RUSSIAN)])
def test_a_page_that_shares_none_is_not(title: str, given: str) -> None:
    assert reason(title, given, OTHER * 4) == "What stands on its page is not this story."


def test_a_page_with_the_same_headline_is_shown_whatever_the_feed_says_of_it() -> None:
    """A list of links tells of points and comments, or in another language."""
    own = OwnText(build_entry(title="Storm closes harbour of Porto", content=f"<p>{RUSSIAN}</p>"), True, 0, 0)
    page = PageArticle(
        "https://post.example/a", f"<p>{OTHER * 4}</p>", 1, title="Storm closes harbour - Post"
    )
    assert compare(1, own, page).reason is None
    other = PageArticle(
        "https://post.example/a", f"<p>{OTHER * 4}</p>", 1, title="Quarterly figures of harbour"
    )
    assert compare(1, own, other).reason == "What stands on its page is not this story."
