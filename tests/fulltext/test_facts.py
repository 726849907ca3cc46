"""What a page says of its article: each source, which of them goes first, and what is nonsense."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime

import pytest

from tui.fulltext.facts import PageFacts, page_facts
from tui.fulltext.pieces import read_pieces

URL = "https://www.harbourpost.example/2025/talks-open"
TEXT = "<p>The talks began at nine in the morning, in the old customs house by the water, after rain.</p>"


def facts(head: str = "", body: str = TEXT, url: str = URL, html: str = "<html>") -> PageFacts:
    return page_facts(read_pieces(f"<!doctype html>{html}<head>{head}</head><body>{body}</body></html>"), url)


def meta(**stated: str) -> str:
    return "".join(
        f'<meta property="{name.replace("__", ":")}" content="{text}">' for name, text in stated.items()
    )


def block(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


ARTICLE: dict[str, object] = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Talks open in the harbour",
    "author": [{"@type": "Person", "name": "Ann Reed"}, {"@type": "Person", "name": "Ben Olsen"}],
    "publisher": {"@type": "Organization", "name": "Harbour Post"},
    "datePublished": "2025-03-04T22:30:00-05:00",
    "dateModified": "2025-03-06T09:00:00Z",
    "image": [{"@type": "ImageObject", "url": "/pictures/talks.jpg"}],
    "inLanguage": "en-GB",
    "isAccessibleForFree": "False",
    "articleBody": "The talks began at nine.\n" * 20,
}


# ── sources ───────────────────────────────────────────────────────────────────────────────────


def test_json_ld_states_all() -> None:
    """Many pages state nothing else so fully."""
    found = facts(block(ARTICLE))
    assert found.title == "Talks open in the harbour"
    assert (found.authors, found.byline) == (("Ann Reed", "Ben Olsen"), "Ann Reed and Ben Olsen")
    assert found.published_at == datetime(2025, 3, 5, 3, 30, tzinfo=UTC)
    assert found.published_stated == "2025-03-04T22:30:00-05:00"
    assert found.modified_at == datetime(2025, 3, 6, 9, tzinfo=UTC)
    assert found.picture == "https://www.harbourpost.example/pictures/talks.jpg"
    assert (found.site_name, found.language, found.is_paid) == ("Harbour Post", "en-GB", True)
    assert (found.article_body or "").count("\n") == 19
    assert "NewsArticle" in found.schema_types


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (meta(og__title="Talks open", author="Ann Reed", article__published_time="2025-03-04"), TEXT),
        (meta(**{"dc.title": "Talks open", "dc.creator": "Ann Reed", "dc.date": "2025-03-04"}), TEXT),
        (meta(citation_title="Talks open", citation_author="Ann Reed", citation_date="2025/03/04"), TEXT),
        (meta(**{"parsely-title": "Talks open", "parsely-author": "Ann Reed", "pdate": "20250304"}), TEXT),
        (meta(hdl="Talks open", twitter__label1="Author", twitter__data1="Ann Reed", date="4.3.2025"), ""),
        ("", "<b itemprop=author><i itemprop=name>Ann Reed</i></b><b itemprop=datePublished>4.3.2025</b>"),
        ("", "<a rel=author href=/ann>Ann Reed</a><time datetime=2025-03-04>Tuesday</time>"),
        ("", "<p class=byline>By Ann Reed, Correspondent</p><p class=date>Posted 4 March 2025</p>" + TEXT),
        ("", "<p>Von: Ann Reed</p><p>Stand: 04.03.2025</p>" + TEXT),
        ("", "<p>By Ann Reed | 4 March 2025 | 3 comments</p>" + TEXT),
    ],
)  # fmt: skip
def test_each_source_states_headline_author_and_day(head: str, body: str) -> None:
    """OpenGraph, Dublin Core, what search engines ask for, microdata, relations, classes, words."""
    found = facts(head, body) if head else facts("<title>Talks open</title>", f"<h1>Talks open</h1>{body}")
    assert (found.title, found.authors, found.published_stated) == ("Talks open", ("Ann Reed",), "2025-03-04")
    assert found.published_at == datetime(2025, 3, 4, tzinfo=UTC)


def test_the_more_trusted_source_goes_first_where_it_makes_sense() -> None:
    """And where it does not, the next one does."""
    metas = meta(og__title="Talks", author="Carl Berg", article__published_time="2025-01-01")
    assert facts(block(ARTICLE) + metas).byline == "Ann Reed and Ben Olsen"
    nonsense = {**ARTICLE, "headline": "", "author": {"name": "admin"}, "datePublished": "soon"}
    found = facts(block(nonsense) + metas)
    assert (found.title, found.byline, found.published_stated) == ("Talks", "Carl Berg", "2025-01-01")


def test_nothing_is_stated_where_nothing_is_said() -> None:
    """A wrong fact is worse than none; above all no day is made of what the clock says."""
    found = facts("<title></title>", "<p>Yesterday, at noon, by the harbour.</p>", url="https://a.example/x")
    assert found == PageFacts()
    assert found.byline is None


def test_of_many_articles_only_the_pages_own_is_read() -> None:
    """A list of related stories is JSON-LD, too."""
    others = [
        {**ARTICLE, "headline": f"Another story {n}", "author": "Eve Lund", "url": f"/other/{n}"}
        for n in range(9)
    ]
    own = {**ARTICLE, "mainEntityOfPage": {"@id": URL}}
    assert facts(block({"@graph": [*others, own]})).byline == "Ann Reed and Ben Olsen"
    assert facts(block(others)).authors == ()


def test_what_refers_to_another_object_is_looked_up() -> None:
    """Content systems write the author once, and refer to them by `@id`."""
    graph = [{**ARTICLE, "author": {"@id": "#ann"}}, {"@type": "Person", "@id": "#ann", "name": "Ann Reed"}]
    assert facts(block({"@graph": graph})).authors == ("Ann Reed",)


# ── headlines ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("title", "site"),
    [
        ("Talks open in the harbour | Harbour Post", "Harbour Post"),
        ("Talks open in the harbour - News - Harbour Post", "Harbour Post"),
        ("Harbour Post: Talks open in the harbour", "Harbour Post"),
        ("Talks open in the harbour — The Harbour Post", "Harbour Post"),
        ("Talks open in the harbour » Harbour Post", ""),
        ("Talks open in the harbour - Coastal Gazette", ""),
        ("Talks open in the harbour | HP | 04.03.2025", "HP.EXAMPLE"),
        ("Talks open in the harbour |", ""),
    ],
)
def test_a_headline_is_without_the_name_of_its_site(title: str, site: str) -> None:
    """As the newspaper would print it."""
    head = f"<title>{title}</title>" + (meta(og__site_name=site) if site else "")
    assert facts(head, "<h1>Talks open in the harbour</h1>").title == "Talks open in the harbour"


@pytest.mark.parametrize(
    "title",
    [
        "Harbour: what the talks are about",
        "Open – and shut again",
        "Talks - and what they are for - in seven questions and seven long and honest answers",
        "«Talks are open»",
    ],
)
def test_a_headline_with_signs_in_it_stays_whole(title: str) -> None:
    """A dash is not always followed by a name."""
    assert facts(f"<title>{title}</title>" + meta(og__title=title), f"<h1>{title}</h1>").title == title


def test_a_headline_is_whole_and_legible() -> None:
    """Cut for machines, escaped twice."""
    whole = "Talks &amp;amp; tides: " + "a long way to go " * 6 + "home"
    read = whole.replace("&amp;amp;", "&")
    found = facts(meta(og__title=whole[:90] + "…"), f"<h1>{whole}</h1>")
    assert found.title == read


# ── names ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("stated", "names"),
    [
        ("By Ann Reed and Ben Olsen", ("Ann Reed", "Ben Olsen")),
        ("Ann Reed, Ben Olsen & Eva Ruiz", ("Ann Reed", "Ben Olsen", "Eva Ruiz")),
        ("Ann Reed, Senior Editor, Harbour Post", ("Ann Reed",)),
        ("Ann Reed Senior Correspondent", ("Ann Reed",)),
        ("Ann Reed | Harbour Post", ("Ann Reed",)),
        ("Von Ann Reed", ("Ann Reed",)),
        ("View all posts by Ann Reed", ("Ann Reed",)),
        ("Ann Reed (https://ann.example/)", ("Ann Reed",)),
        ("Ann Reed @annreed ann@harbourpost.example", ("Ann Reed",)),
        ("Ann Reed March 4, 2025", ("Ann Reed",)),
        ("Ann Reed am 4. März 2025", ("Ann Reed",)),
        ("Reed, Ann", ("Reed, Ann",)),
        ("José Ortega y Gasset", ("José Ortega y Gasset",)),
        ("作者：王小明", ("王小明",)),
        ("https://www.facebook.com/harbourpost", ()),
        ("@annreed", ()),
        ("admin", ()),
        ("Foto: Carl Berg", ()),
        ("{{ author }}", ()),
    ],
)
def test_names_are_names(stated: str, names: tuple[str, ...]) -> None:
    """No roles, days, addresses, handles, and nobody who took the picture."""
    assert facts(meta(author=stated)).authors == names


def test_a_newspaper_is_an_author_only_where_nobody_else_is() -> None:
    """The name of a person is somewhere, more often than not."""
    site = meta(og__site_name="Harbour Post", author="Harbour Post")
    assert facts(site).authors == ("Harbour Post",)
    seen = "<h1>Talks</h1><p class=author>Ann Reed</p>"
    assert facts(site + "<title>Talks</title>", seen).authors == ("Ann Reed",)


def test_names_and_days_of_other_stories_and_of_comments_are_not_the_articles() -> None:
    """They look the same."""
    others = "".join(
        f"<aside class=related><p class=byline>By {name}</p><time datetime=2025-01-02>x</time></aside>"
        f"<div class=comment><b class=comment-author>{name}</b><b class=date>3 January 2025</b></div>"
        for name in ("Eve Lund", "Carl Berg")
    )
    found = facts("<title>Talks open</title>", "<h1>Talks open</h1>" + TEXT + others)
    assert (found.authors, found.published_at) == ((), None)


# ── days ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("stated", "day", "moment"),
    [
        ("Tue, 04 Mar 2025 23:00:00 -0500", "2025-03-04", datetime(2025, 3, 5, 4, tzinfo=UTC)),
        ("4 mars 2025", "2025-03-04", datetime(2025, 3, 4, tzinfo=UTC)),
        ("1741046400", "2025-03-04", datetime(2025, 3, 4, tzinfo=UTC)),
        ("1970-01-01T00:00:00Z", None, None),
        ("03/04/2025", None, None),
        ("2025", None, None),
        ("yesterday", None, None),
    ],
)
def test_the_day_is_the_one_that_is_written(stated: str, day: str | None, moment: datetime | None) -> None:
    """Whatever day it was in Greenwich; and of two possible days neither."""
    found = facts(meta(article__published_time=stated))
    assert (found.published_stated, found.published_at) == (day, moment)


def test_a_day_in_the_address_is_one() -> None:
    """Where nothing else says it."""
    assert facts(url="https://a.example/2025/03/04/talks").published_stated == "2025-03-04"
    assert facts(url="https://a.example/2025/13/44/talks").published_stated is None


def test_the_day_of_a_change_is_not_that_of_publishing() -> None:
    """A line may say either."""
    assert facts("<title>Talks</title>", "<h1>Talks</h1><p>Updated 4 March 2025</p>").published_at is None


# ── the rest ──────────────────────────────────────────────────────────────────────────────────


def test_a_dek_is_not_the_beginning_of_the_text() -> None:
    """It would stand there twice."""
    dek = "Nine sides, one table, and much rain in the harbour."
    assert facts(meta(og__description=dek)).dek == dek
    assert (
        facts(meta(og__description="The talks began at nine in the morning, in the old customs house")).dek
        is None
    )
    assert facts(meta(og__description="A long week of rain, and then all of a sudden…")).dek is None


def test_a_description_of_the_site_is_no_dek() -> None:
    """Nor is one for search engines, unless the page shows it."""
    text = "All the news of the Harbour Post, and what else there is."
    assert facts(meta(og__description=text, og__site_name="Harbour Post")).dek is None
    plain = "Nine sides, one table, and much rain in the old town."
    assert facts(meta(description=plain)).dek is None
    assert facts(meta(description=plain), f"<h1>Talks</h1><p>{plain}</p>" + TEXT).dek == plain


@pytest.mark.parametrize(
    ("href", "link"),
    [
        ("/talks", "https://www.harbourpost.example/talks"),
        ("https://harbourpost.example/talks", "https://harbourpost.example/talks"),
        ("https://elsewhere.example/talks", None),
        ("https://www.harbourpost.example/", None),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
    ],
)
def test_a_page_may_say_its_own_address_on_its_own_site_alone(href: str, link: str | None) -> None:
    """Whoever states another site's address would have its story taken for that one."""
    assert facts(f'<link rel=canonical href="{href}">').canonical == link


@pytest.mark.parametrize(
    ("url", "link", "is_next"),
    [
        ("https://a.example/talks", "<a rel=next href=/talks?page=2>On</a>", True),
        ("https://a.example/talks?page=2", "<a href=/talks?page=3>3</a>", True),
        ("https://a.example/talks.html", "<a class=next href=/talks-2.html>On</a>", True),
        ("https://a.example/talks/", "<a href=/talks/2/>Weiter</a>", True),
        ("https://a.example/talks", "<a rel=next href=/storm>Next</a>", False),
        ("https://a.example/talks", "<a rel=next href=/talks-2>Next</a>", False),
        ("https://a.example/talks", "<a rel=next href=/talks?page=3>3</a>", False),
        ("https://a.example/talks", "<a rel=next href=https://b.example/talks?page=2>2</a>", False),
        ("https://a.example/talks", "<a class=comments href=/talks?page=2>2</a>", False),
    ],
)
def test_the_next_part_is_the_same_address_with_the_next_number(url: str, link: str, is_next: bool) -> None:
    """Blogs lead to their next article by the same words."""
    assert (facts(body=TEXT + link, url=url).next_page is not None) is is_next


def test_a_logo_is_no_picture() -> None:
    """Nor is anything but an address of the web."""
    stated = "".join(
        meta(og__image=address) for address in ("data:image/png;base64,x", "/logo.png", "/talks.jpg")
    )
    assert facts(stated).picture == "https://www.harbourpost.example/talks.jpg"


def test_all_that_is_stated_is_harmless() -> None:
    """A terminal obeys control characters wherever they come from."""
    odd = "Talks\x1b]52;c;x\x07 \u202eopen\n now"
    found = facts(
        block({**ARTICLE, "headline": odd, "author": "Ann\x1b Reed", "articleBody": odd * 30})
        + meta(og__site_name=odd)
    )
    texts = (found.title, *found.authors, found.site_name or "", found.article_body or "")
    assert all(
        not any(ord(sign) < 32 and sign != "\n" for sign in text) and "\u202e" not in text for text in texts
    )


@pytest.mark.parametrize(
    "url", ["", "talks", "http://[::1", "https://a:b@c:99999/", "\x00", "file:///etc/passwd"]
)
def test_a_page_without_an_address_is_read_all_the_same(url: str) -> None:
    """A file that somebody saved has none."""
    found = facts(block(ARTICLE) + '<link rel=canonical href="http://[::1"><a href="//["></a>', url=url)
    assert (found.title, found.canonical, found.next_page) == ("Talks open in the harbour", None, None)


def test_pages_that_mean_harm_are_read_at_once() -> None:
    """Time grows with the length alone."""
    ld = '<script type="application/ld+json">'
    heads = (
        f"{ld}{'[' * 50_000}{']' * 50_000}</script>",
        f"{ld}[{','.join([json.dumps({'@type': 'Article', 'author': {'name': 'x'}})] * 20_000)}]</script>",
        f"<title>{'a | ' * 50_000}</title>",
        block({"@type": "Article", "headline": "a - " * 100_000}),
        "<meta name=author content='Ann Reed, of the Post'>" * 8_000,
    )
    bodies = (
        "<span class='author byline date'>By Ann Reed</span>" * 8_000,
        "<a rel='author next' href='/2025/talks-open/2'>2</a>" * 8_000,
    )
    pages = [read_pieces(f"<title>T</title>{head}<h1>T</h1>") for head in heads]
    pages += [read_pieces(f"<title>T</title><h1>T</h1>{body}") for body in bodies]
    start = time.process_time()
    for page in pages:
        page_facts(page, URL)
    assert time.process_time() - start < 2
