"""Feed lists of newsraft, elfeed and YouTube: read as theirs, but for what would run a program."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.errors import ParseError
from tui.sources.files import read_document, read_feed_list
from tui.sources.opml import OpmlDocument, OpmlFeed, build_opml, parse_opml
from tui.sources.otherlists import (
    is_elfeed_org,
    is_newsraft_feeds,
    is_snownews_urls,
    is_takeout_csv,
    parse_elfeed_org,
    parse_newsraft_feeds,
    parse_takeout_csv,
)

NOON = datetime(2025, 5, 15, 12, 0, tzinfo=UTC)


def read(name: str, text: str) -> OpmlDocument:
    listed = read_feed_list(name, text.encode())
    assert listed is not None
    return listed


NEWSRAFT = """\
# mine
http://a.example/feed
@ News
http://b.example/feed "The B"
  https://c.example/feed   "C, mostly"  < reload-period 30; item-limit 9 >
@[podcasts]
https://d.example/feed "D" [15]
https://e.example/feed?a=[1]
@ Slow {reload-period 1440}
https://f.example/feed
$(curl https://g.example/)
file:///home/ann/feed.xml
@
https://ann:s3cret@h.example/feed "H"
"""


def test_a_list_of_newsraft_has_sections_and_titles() -> None:
    """What stands behind an address is its title there, and no tag; a section is a folder."""
    listed = read("standard input", NEWSRAFT)
    assert listed.feeds == (
        OpmlFeed("http://a.example/feed"),
        OpmlFeed("http://b.example/feed", "The B", ("News",)),
        OpmlFeed("https://c.example/feed", "C, mostly", ("News",)),
        OpmlFeed("https://d.example/feed", "D", ("podcasts",)),
        OpmlFeed("https://e.example/feed?a=[1]", "", ("podcasts",)),
        OpmlFeed("https://f.example/feed", "", ("Slow",)),
        OpmlFeed("https://h.example/feed", "H"),
    )
    assert [refused.name for refused in listed.refused] == [
        "$(curl https://g.example/)",
        "file:///home/ann/feed.xml",
    ]
    assert "run a program" in listed.refused[0].reason
    assert [note.name for note in listed.notes] == ["H"]


@pytest.mark.parametrize(
    ("name", "text", "is_list"),
    [
        ("/home/ann/.config/newsraft/feeds", 'http://a.example/ "A"\n', True),
        ("feeds", "@ News\nhttp://a.example/\n", True),
        ("list.txt", "@ News\nhttp://a.example/\n", True),
        ("list.txt", 'http://a.example/ "A"\n', False),
        ("feeds", "http://a.example/ one two\n", False),
        ("feeds", "@ News\n", False),
        ("feeds", "Harbour Opens\n\nhttp://a.example/\n", False),
        ("feeds", "@ News\nhttp://a.example/\nhttp://b.example/\n< nonsense\n", True),
        ("story.md", "@ News\nhttp://a.example/\n", False),
        ("story.txt", "@ News\nhttp://a.example/\nThe harbour opened.\n", False),
    ],
)
def test_a_list_of_newsraft_is_known_by_its_lines(name: str, text: str, is_list: bool) -> None:
    assert is_newsraft_feeds(name, text) is is_list


ELFEED = """\
#+TITLE: feeds
* Blogs                                     :elfeed:
Text is passed over: http://no.example/
** entry-title: \\(linux\\)                  :linux:
** http://a.example/index.rss               :mustread:daily:
** [[http://b.example/][The B]]
** http://c.example/ The C
** Software Development                     :dev:
*** Emacs                                   :emacs:
**** https://d.example/feed                 :top:
*** https://e.example/feed
** [[file:notes.org][no feed]]
* Elsewhere
** http://f.example/
"""


def test_a_list_of_elfeed_has_headlines_for_folders() -> None:
    """Only what stands below `:elfeed:` is meant; a tag is a folder where no headline is."""
    listed = read("elfeed.org", ELFEED)
    assert listed.feeds == (
        OpmlFeed("http://a.example/index.rss", "", ("mustread",), None, (("category", "mustread,daily"),)),
        OpmlFeed("http://b.example/", "The B"),
        OpmlFeed("http://c.example/", "The C"),
        OpmlFeed(
            "https://d.example/feed",
            "",
            ("Software Development", "Emacs"),
            None,
            (("category", "Emacs,top"),),
        ),
        OpmlFeed("https://e.example/feed", "", ("Software Development",)),
    )
    assert [refused.name for refused in listed.refused] == ["no feed"]
    tags, rules = (note.words for note in listed.notes)
    assert tags.startswith("2 feeds are under several tags")
    assert "(daily, top)" in tags
    assert rules.startswith("1 of its lines are rules of elfeed")


def test_an_org_file_without_a_root_is_read_whole() -> None:
    listed = read("feeds.org", "* Tech :tech:\n** https://a.example/ :x:\n* https://b.example/\n")
    assert [(feed.url, feed.folder) for feed in listed.feeds] == [
        ("https://a.example/", ("Tech",)),
        ("https://b.example/", ()),
    ]
    assert not is_elfeed_org("notes.org", "* Harbour\nhttps://a.example/\n")
    assert not is_elfeed_org("notes.txt", ELFEED)


CHANNELS = [f"UC{letter * 22}" for letter in "ab-"]


@pytest.mark.parametrize(
    "heading", ["Channel Id,Channel Url,Channel Title", "Kanal-ID,Kanal-URL,Kanaltitel", ""]
)
def test_the_channels_of_a_youtube_account_are_feeds(heading: str) -> None:
    """The heading is in the reader's language, or lost."""
    rows = [
        f"{of},http://www.youtube.com/channel/{of},{title}"
        for of, title in zip(CHANNELS, ("A", '"B, too"', ""), strict=True)
    ]
    listed = read("subscriptions.csv", "\r\n".join([*([heading] if heading else []), *rows, "x,y,z", ""]))
    assert [(feed.url, feed.title) for feed in listed.feeds] == [
        (f"https://www.youtube.com/feeds/videos.xml?channel_id={CHANNELS[0]}", "A"),
        (f"https://www.youtube.com/feeds/videos.xml?channel_id={CHANNELS[1]}", "B, too"),
        (f"https://www.youtube.com/feeds/videos.xml?channel_id={CHANNELS[2]}", ""),
    ]
    assert listed.feeds[0].site_url == f"http://www.youtube.com/channel/{CHANNELS[0]}"
    assert [refused.name for refused in listed.refused] == ["x, y, z"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.csv", "a,b,c\nUC1,http://www.youtube.com/channel/UC1,A\n"),
        ("x.csv", f"{CHANNELS[0]},https://a.example/,A\n"),
        ("x.md", f"{CHANNELS[0]},http://www.youtube.com/channel/{CHANNELS[0]},A\n"),
        ("x.csv", '"http:\n' * 3),
        ("x.csv", "a:b," * 200_000),
    ],
)
def test_other_tables_are_none(name: str, text: str) -> None:
    assert not is_takeout_csv(name, text)


@given(st.text(st.sampled_from(list('h "@*[]<>{},:\n/.UC$(')) | st.characters()))
def test_any_text_is_read(text: str) -> None:
    """And what is taken of it can be exported."""
    for parse, first in (
        (parse_newsraft_feeds, "http://a.example/\n"),
        (parse_elfeed_org, "* http://a.example/\n"),
        (parse_takeout_csv, f"{CHANNELS[0]},http://www.youtube.com/,A\n"),
    ):
        listed = parse(first + text)
        if parse is not parse_elfeed_org or ":elfeed:" not in text:
            assert len(listed.feeds) >= 1
        assert len(parse_opml(build_opml(listed)).feeds) == len(listed.feeds)


def test_a_list_of_snownews_has_bars() -> None:
    """They are no part of the address."""
    listed = read("urls", "http://a.example/x|The A|news,long reads|\nhttp://b.example/x|||\n")
    assert listed.feeds == (
        OpmlFeed("http://a.example/x", "The A", ("news",), None, (("category", "news,long reads"),)),
        OpmlFeed("http://b.example/x"),
    )


@pytest.mark.parametrize("name", ["feeds", "list.txt"])
def test_one_line_that_cannot_be_read_makes_no_story_of_a_list(name: str) -> None:
    """It is named, the others are taken."""
    text = '@ News\nhttp://a.example/\nhttp://b.example/ "B"\nthe best of all\n'
    listed = read(name, text if name == "feeds" else text[7:].replace('"B"', "b") + "http://c.example/\n")
    assert [feed.url for feed in listed.feeds][:2] == ["http://a.example/", "http://b.example/"]
    assert [refused.reason for refused in listed.refused] == ["its address is not one of the web"]


UNKNOWN = {
    "sfeed": 'feeds() {\n\tfeed "One" "https://a.example/"\n\tfeed "Two" "https://b.example/" "" "x"\n}\n',
    "rawdog": "# mine\nfeed 30m https://a.example/x\nfeed 1h https://b.example/x\n",
    "titles above": "The A\nhttps://a.example/x\nThe B\nhttps://b.example/x\n",
    "titles before": "The A: https://a.example/x\nThe B: https://b.example/x\n",
    "no schemes": "www.a.example/x\nb.example/x\n",
}


@pytest.mark.parametrize("text", UNKNOWN.values(), ids=UNKNOWN)
def test_a_list_of_an_unknown_kind_is_no_story(text: str) -> None:
    """It is refused with a word."""
    assert read_feed_list("list.txt", text.encode()) is None
    with pytest.raises(ParseError, match="looks like a list of feeds"):
        read_document("list.txt", text.encode(), NOON)


@pytest.mark.parametrize(
    "text",
    [
        "Harbour Opens\n\nIt opened.\n\nhttps://a.example/x\n",
        "A\nF · 1 May\n\nb\n\nhttps://a.example/1\n[1] https://a.example/2\n[2] https://a.example/3\n",
        "Links\n\n" + "See https://a.example/x for what they said of it, and of all that came after.\n" * 2,
        "https://a.example/x is down.\n\nNobody knows why, not even those who should.\n\nIt will be back.\n",
    ],
)
def test_a_story_with_addresses_is_a_story(text: str) -> None:
    assert len(read_document("story.txt", text.encode(), NOON).entries) == 1


CHANNEL = "UC" + "x" * 22


@pytest.mark.parametrize(
    ("name", "text", "is_one"),
    [
        ("urls", "https://a.example/|A|x\nhttps://b.example/|B|", True),
        ("urls", "https://a.example/|A|x\nhttps://b.example/|B", False),
        ("urls", "https://a.example/|A|x\nno address|B|x", False),
        ("URLS.TXT", "# remark\n\nhttps://a.example/|A|x", True),
        ("urls.md", "https://a.example/|A|x", False),
        ("urls", "# remark\n", False),
    ],
)
def test_a_list_of_snownews_has_bars_in_every_line(name: str, text: str, is_one: bool) -> None:
    assert is_snownews_urls(name, text) is is_one


@pytest.mark.parametrize(
    ("name", "text", "is_one"),
    [
        ("subscriptions.csv", f"Id,Url,Title\n{CHANNEL},https://www.youtube.com/channel/x,T", True),
        ("subscriptions.CSV", f" {CHANNEL} , https://www.youtube.com/channel/x ,T", True),
        ("x.csv", f"{CHANNEL},https://a.example/,T", False),
        ("x.csv", f"{CHANNEL}y,https://www.youtube.com/,T", False),
        ("x.md", f"{CHANNEL},https://www.youtube.com/channel/x,T", False),
        ("x.csv", CHANNEL, False),
        ("x.csv", "x" * 10_001 + f"\n{CHANNEL},https://www.youtube.com/channel/x,T", False),
        ("x.csv", "x" * 10_000 + f"\n{CHANNEL},https://www.youtube.com/channel/x,T", True),
    ],
)
def test_a_list_of_channels_names_them_and_leads_to_youtube(name: str, text: str, is_one: bool) -> None:
    """A text of one endless line is not looked at: csv's reader would make one cell of it."""
    assert is_takeout_csv(name, text) is is_one


def test_channels_are_read_with_their_names() -> None:
    """Commas in a title need no quotes to be kept; a heading is passed by, another odd row is named."""
    text = f"Id,Url,Title\n\n{CHANNEL}, https://www.youtube.com/x , One, two\nnonsense,b\nalone"
    document = parse_takeout_csv(text)
    (feed,) = document.feeds
    assert (feed.title, feed.site_url) == ("One, two", "https://www.youtube.com/x")
    assert feed.url.endswith(f"?channel_id={CHANNEL}")
    assert [(one.name, one.reason) for one in document.refused] == [
        ("nonsense, b", "its first column is no channel of YouTube")
    ]


def test_headlines_above_a_feed_are_its_folders_and_rules_are_not() -> None:
    """Levels may be skipped; a rule of elfeed is no folder of what stands below it."""
    text = "\n".join(
        [
            "* World :news:",
            "*** https://a.example/feed A :x:y:",
            "** entry-title: \\(ship\\) :z:",
            "*** [[https://b.example/feed][B]]",
            "* https://c.example/feed :one:two:",
            "** https://d.example/feed D",
        ]
    )
    document = parse_elfeed_org(text)
    assert [(feed.url[8], feed.title, feed.folder) for feed in document.feeds] == [
        ("a", "A", ("World",)),
        ("b", "B", ("World",)),
        ("c", "", ("one",)),
        ("d", "D", ()),
    ]
    assert dict(document.feeds[0].attributes) == {"category": "World,x,y"}
    assert dict(document.feeds[2].attributes) == {"category": "one,two"}
    assert [note.words.split(" ")[0] for note in document.notes] == ["2", "1"]
