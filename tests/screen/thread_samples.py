"""A thread, and a briefing, to be drawn: of a harbour and a river, made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tui.model.articles import Headline
from tui.model.ids import ArticleId, FeedId, ThreadId
from tui.model.names import Mention, Names, Person, Place
from tui.model.quotations import Saying
from tui.model.threads import (
    Briefing,
    BriefingLine,
    NewsThread,
    ThreadMember,
    ThreadPage,
    ThreadSource,
    TimelineEntry,
    ToldSentence,
)

NOON = datetime(2025, 5, 15, 12, tzinfo=UTC)
AT = Mention(0, 1, 0, 24)


def headline(words: str, feed: str = "Harbour Post", days_ago: float = 0, *, read: bool = False) -> Headline:
    at = NOON - timedelta(days=days_ago)
    row = abs(hash((words, feed))) % 10_000
    return Headline(
        ArticleId(f"{row:032x}"), row, int(at.timestamp()), words, feed, FeedId(1), published_at=at, read=read
    )


RISES = headline("The Elbe rises over its oldest quay", days_ago=3, read=True)
PLAN = headline("Hamburg will move the quay by forty metres, says its mayor", "Le Courrier du Port", 2)
COPY = headline("Hamburg to move quay by forty metres", "北港新聞", 1)
AGREED = headline("Rotterdam and Antwerp agree on Hamburg’s plan")
LINDQVIST = Person("Anna Lindqvist", (AT,), role="Mayor of Hamburg")
HAMBURG = Place("Hamburg", (AT,), kind="city", country="DE", lat=53.55, lon=9.99, place_id="geonames:2911298")

THREAD = NewsThread(ThreadId(7), AGREED, 4, 3, NOON - timedelta(days=3), NOON, unread=3)
PAGE = ThreadPage(
    THREAD,
    (
        ThreadMember(AGREED, "Hamburg, Anna Lindqvist, 2 days"),
        ThreadMember(COPY, "the same text", copy_of=PLAN.id),
        ThreadMember(PLAN, by_hand=True),
        ThreadMember(RISES),
    ),
    timeline=(
        TimelineEntry("2023", ToldSentence(RISES, "The quay was last mended in 2023.", AT)),
        TimelineEntry(
            "2025-05-12",
            ToldSentence(
                RISES, "The river stood four metres over the quay on Monday evening, the port says.", AT
            ),
            2,
        ),
        TimelineEntry("2025-05-12", ToldSentence(PLAN, "Nobody was hurt on Monday.", AT)),
        TimelineEntry("2025-05", ToldSentence(AGREED, "Brussels will answer in May.", AT)),
    ),
    names=Names((LINDQVIST,), (HAMBURG,)),
    named_in=(("anna lindqvist", 3), ("geonames:2911298", 4)),
    sayings=(
        Saying(
            AGREED, "We do not fight the river … We make room for it.", "Anna Lindqvist", "person", True, AT
        ),
        Saying(PLAN, "It is a bold plan.", None, None, True, AT),
        Saying(RISES, "We shall need years.", "Anna Lindqvist", "person", False, AT),
    ),
    sources=(
        ThreadSource("Harbour Post", 2, 0, RISES, AGREED),
        ThreadSource("Le Courrier du Port", 1, 0, PLAN, PLAN),
        ThreadSource("北港新聞", 1, 1, COPY, COPY),
    ),
)
FERRIES = headline("Ferries stay in port for a second day as winds reach hurricane force", days_ago=0.2)
BRIEFING = Briefing(
    NOON - timedelta(days=1),
    NOON,
    (
        BriefingLine(
            THREAD,
            ToldSentence(AGREED, AGREED.headline, Mention(-1, 0, 0, len(AGREED.headline))),
            2,
            ("Harbour Post", "Le Courrier du Port", "北港新聞"),
            ("Hamburg", "Rotterdam", "Antwerp", "Brussels"),
            followed=("Anna Lindqvist",),
            is_known=True,
        ),
        BriefingLine(
            replace(THREAD, id=ThreadId(8), headline=FERRIES, members=1, sources=1),
            ToldSentence(FERRIES, FERRIES.headline, Mention(-1, 0, 0, len(FERRIES.headline))),
            1,
            ("Harbour Post",),
            ("Stavanger",),
        ),
    ),
    articles=11,
    threads=5,
)
