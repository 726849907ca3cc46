"""Feeds for tests, made by code: small sound ones of each kind, and hostile ones."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Final

RSS_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"'
    ' xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    ' xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">\n'
)
ATOM_HEAD: Final = '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"'


def rss(
    *items: str, channel: str = "<title>Harbour Post</title><link>https://harbour.example/</link>"
) -> bytes:
    """Return an RSS 2.0 feed of these items' contents."""
    body = "".join(f"<item>{item}</item>\n" for item in items)
    return f"{RSS_HEAD}<channel>{channel}\n{body}</channel></rss>".encode()


def atom(*entries: str, feed: str = "<title>Harbour Post</title>", attributes: str = "") -> bytes:
    """Return an Atom 1.0 feed of these entries' contents."""
    body = "".join(f"<entry>{entry}</entry>\n" for entry in entries)
    return f"{ATOM_HEAD} {attributes}>{feed}\n{body}</feed>".encode()


def rdf(*items: str) -> bytes:
    """Return an RSS 1.0 feed of these items' contents."""
    body = "".join(
        f'<item rdf:about="https://harbour.example/{n}">{item}</item>' for n, item in enumerate(items)
    )
    return (
        '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        '<channel rdf:about="https://harbour.example/"><title>Harbour Post</title><link>https://harbour.example/</link>'
        f"<items><rdf:Seq/></items></channel>{body}</rdf:RDF>"
    ).encode()


SOUND: Final[dict[str, bytes]] = {
    "rss": rss(
        "<title>Talks resume</title><link>https://harbour.example/1</link><guid>https://harbour.example/1</guid>"
        "<pubDate>Thu, 15 May 2025 12:00:00 +0200</pubDate><dc:creator>Ann Roe</dc:creator>"
        "<category>World</category><description>They met.</description>"
        "<content:encoded><![CDATA[<p>They <b>met</b>.</p>]]></content:encoded>"
        '<enclosure url="/talk.mp3" type="audio/mpeg" length="1234"/>',
        '<title>Tom &amp;amp; Ann &lt;b&gt;win&lt;/b&gt;</title><guid isPermaLink="false">tag:2</guid>'
        "<author>ann@harbour.org (Ann Roe)</author><pubDate>15 May 25 12:00 EST</pubDate>"
        "<description>&lt;p&gt;Only &amp;eacute;.&lt;/p&gt;</description><link>/2?a=1&amp;b=2</link>",
        "<title>No more</title>",
    ),
    "rss links": rss(
        '<atom:link href="https://harbour.example/a"/><link>https://burner.example/x</link>'
        "<feedburner:origLink>https://harbour.example/1</feedburner:origLink><title>One</title>",
        "<title>Two</title><guid>/two</guid>",
        '<title>Three</title><link></link><guid isPermaLink="true">https://harbour.example/3</guid>',
        channel='<title>H</title><atom:link rel="self" href="https://harbour.example/feed"/><ttl>90</ttl>'
        "<language>en-gb</language><image><title>Logo</title><url>x</url><link>y</link></image>",
    ),
    "podcast": rss(
        "<title>Ep 1</title><itunes:author>Ann</itunes:author><itunes:keywords>sea, port</itunes:keywords>"
        '<description>Notes.</description><enclosure url="https://harbour.example/1.mp3" type="audio/mpeg"/>'
        "<itunes:duration>1:02:03</itunes:duration>"
        '<media:content url="https://harbour.example/1.mp4" medium="video" type="video/mp4" duration="95"'
        ' fileSize="1200"/>',
        "<title>Ep 2</title><itunes:summary>Only this.</itunes:summary>",
    ),
    "windows text in utf-8": rss(
        "<title>\u0093Quoted\u0094 caf\u00c3\u00a9</title><description>x</description>"
    ),
    "atom": atom(
        '<title type="html">A &amp;lt; B &lt;i&gt;so&lt;/i&gt;</title><id>urn:1</id><link href="/1"/>'
        "<published>2025-05-15T12:00:00Z</published><updated>2025-05-16T12:00:00+02:00</updated>"
        "<author><name>Ann Roe</name><email>a@harbour.example</email></author>"
        '<category term="world" label="World"/>'
        '<content type="html">&lt;p&gt;Text&lt;/p&gt;</content><summary>Short</summary>'
        '<link rel="enclosure" href="/a.mp3" type="audio/mpeg" length="9"/>',
        "<title>Plain &lt;b&gt;</title><id>https://harbour.example/2</id><updated>2025-05-15T12:00:00Z</updated>"
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'
        '<p>One<br/>two &amp; <a href="/x">three</a></p></div>'
        "</content>",
        "<title>Untyped</title><id>urn:3</id><updated>2025-05-15</updated><content>a &lt; b</content>",
        feed='<title>Harbour Post</title><author><name>The Desk</name></author><link href="https://harbour.example/"/>'
        '<link rel="self" href="https://harbour.example/feed"/>',
        attributes='xml:lang="en"',
    ),
    "atom with bases": atom(
        '<title>One</title><id>urn:1</id><link href="1.html"/><updated>2025-05-15T12:00:00Z</updated>'
        '<content type="html" xml:base="https://harbour.example/deep/">'
        '&lt;a href="x"&gt;y&lt;/a&gt;</content>',
        attributes='xml:base="https://harbour.example/news/"',
    ),
    "atom 0.3": (
        b'<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Old</title><entry><title>One</title><id>i</id>'
        b'<link rel="alternate" type="text/html" href="https://harbour.example/1"/>'
        b"<issued>2003-12-13T08:29:29-04:00</issued>"
        b"<modified>2003-12-13T18:30:02Z</modified>"
        b'<content type="text/html" mode="escaped">&lt;p&gt;Text&lt;/p&gt;</content>'
        b"</entry></feed>"
    ),
    "rdf": rdf(
        "<title>One</title><link>https://harbour.example/1</link><dc:date>2025-05-15T12:00:00Z</dc:date>"
        "<dc:creator>Ann</dc:creator><dc:subject>World</dc:subject><description>Text</description>"
    ),
    "rss 0.91": b'<?xml version="1.0" encoding="ISO-8859-1"?><rss version="0.91"><channel>'
    b"<title>Caf\xe9</title>"
    b"<item><title>\xdcber</title><link>https://harbour.example/1</link>"
    b"<description>\x93Hi\x94</description></item>"
    b"</channel></rss>",
}
"""Feeds that the fast road answers, between them with every element it takes."""


def _bomb() -> bytes:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<!DOCTYPE rss [<!ENTITY e0 "boom">{entities}]>'
    return (head + "<rss><channel><title>&e11;</title></channel></rss>").encode()


def _entity(system: str) -> bytes:
    return (
        f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{system}">]><rss version="2.0"><channel><title>t</title>'
        "<item><title>&x;</title></item></channel></rss>"
    ).encode()


BAD_DATES: Final = (
    "yesterday",
    "Thu, 99 Foo 2025",
    "2025-13-45T99:99:99Z",
    "0000-00-00T00:00:00Z",
    "9999-12-31T23:59:59-14:00",
    "04/05/2025",
    "1" * 500,
    "15 ногэ 2025",
)

FAR_DATES: Final = (
    "Sat, 01 Jan 0000 00:00:00 GMT",
    "0001-01-01T00:00:00+14:00",
    "1970-01-01T00:00:00Z",
    "1969-12-31T23:59:59-23:59",
    "2099-12-31T23:59:59Z",
    "9999-12-31T23:59:59Z",
    "99999-01-01T00:00:00Z",
    "Thu, 15 May 2025 12:00:00 -9999",
    "Thu, 15 May 2025 12:00:00 +2500",
    "Thu, 15 May 2025 99:99:99 GMT",
    "-5",
    "253402300800",
)
CONTROLS: Final = "".join(
    f"&#{number};" for number in (*range(1, 32), *range(127, 160), 8206, 8238, 8294, 65279)
)
"""References to all that a terminal might obey; HTML resolves them, wherever they stand."""


def _everywhere(text: str) -> bytes:
    """Return an RSS feed with a text in every field, as HTML within XML has it."""
    held = text.replace("&", "&amp;").replace("<", "&lt;")
    return rss(
        f"<title>Title {held}</title><link>https://harbour.example/{held[:40]}</link><guid>g {held}</guid>"
        f"<author>{held}</author><dc:creator>By {held}</dc:creator><category>{held}</category>"
        f"<pubDate>{held}</pubDate><description>Summary {held}</description>"
        f"<content:encoded>&lt;p title='{held}'&gt;Text {held}&lt;/p&gt;&lt;h2&gt;{held}&lt;/h2&gt;"
        f"&lt;pre&gt;{held}&lt;/pre&gt;&lt;img alt='{held}' src='/x'&gt;</content:encoded>"
        f'<enclosure url="https://harbour.example/a" type="audio/{held}" length="1"/>',
        channel=f"<title>Feed {held}</title><link>https://harbour.example/</link><language>{held}</language>",
    )


def _wrong_types() -> bytes:
    """Return a JSON Feed of whose items each has a value of the wrong type in one place."""
    sound: dict[str, object] = {
        "id": "a", "url": "https://harbour.example/a", "title": "Good", "content_html": "<p>x</p>",
        "content_text": "x", "summary": "s", "date_published": "2025-05-15T12:00:00Z", "tags": ["t"],
        "authors": [{"name": "A"}], "language": "en",
        "attachments": [{"url": "https://harbour.example/m", "size_in_bytes": 1}],
    }  # fmt: skip
    wrong: tuple[object, ...] = (
        None,
        True,
        -1,
        1e300,
        10**30,
        "",
        "x" * 2_000,
        [],
        {},
        [[[]]],
        {"name": {}},
        [None],
    )
    items: list[object] = [
        {**sound, "id": f"{field} {number}", field: value} | ({} if field != "id" else {"id": value})
        for field in sound
        for number, value in enumerate(wrong)
    ]
    return json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": 7, "items": [*items, *wrong]}
    ).encode()


HOSTILE: Final[dict[str, Callable[[], bytes]]] = {
    "entity bomb": _bomb,
    "external entity": lambda: _entity("file:///etc/passwd"),
    "external dtd": lambda: (
        b'<!DOCTYPE rss SYSTEM "http://127.0.0.1:1/x.dtd">' + rss("<title>ok</title>").split(b"?>", 1)[1]
    ),
    "a path": lambda: b"/etc/passwd",
    "a url": lambda: b"http://127.0.0.1:1/",
    "nothing": lambda: b"",
    "blanks": lambda: b" \n\t ",
    "nul": lambda: b"\0" * 10_000,
    "nul within": lambda: rss("<title>a\0b</title>"),
    "escapes": lambda: rss(
        "<title>a\x1b[31m\x07b &#27;[0m</title><description>&lt;p&gt;&amp;#27;]52;c;x&lt;/p&gt;</description>"
    ),
    "bidi": lambda: rss("<title>abc\u202efdp.exe\u2066</title>"),
    "surrogates": lambda: rss("<title>x</title>").replace(b"x<", b"\xed\xa0\x80<"),
    "surrogate references": lambda: rss("<title>&#xD800; &#x110000; &#0;</title>"),
    "wrong encoding": lambda: rss("<title>é</title>").decode().encode("latin-1"),
    "unknown encoding": lambda: rss("<title>x</title>").replace(b"UTF-8", b"x-klingon"),
    "utf-16 said, utf-8 sent": lambda: rss("<title>x</title>").replace(b"UTF-8", b"UTF-16"),
    "utf-16": lambda: rss("<title>é</title>").decode().replace("UTF-8", "UTF-16").encode("utf-16"),
    "utf-32": lambda: rss("<title>é</title>").decode().replace("UTF-8", "UTF-32").encode("utf-32"),
    "deep": lambda: b"<rss><channel><item>" + b"<a>" * 10_000 + b"</a>" * 10_000 + b"</item></channel></rss>",
    "deep, unclosed": lambda: b"<rss><channel>" + b"<item>" * 10_000,
    "deep text": lambda: rss("<description>" + "&lt;div&gt;" * 10_000 + "</description>"),
    "attributes": lambda: b"<rss " + b" ".join(b'a%d="x"' % n for n in range(10_000)) + b"><channel/></rss>",
    "unclosed": lambda: rss("<title>good</title>", "<title>also good</title>")[:-24],
    "two roots": lambda: rss("<title>one</title>") + rss("<title>two</title>").split(b"?>", 1)[1],
    "markup": lambda: rss("<title>[/] [TODO] [bold]x</title><link>javascript:alert(1)</link>"),
    "bad dates": lambda: rss(*(f"<title>x</title><pubDate>{stated}</pubDate>" for stated in BAD_DATES)),
    "double guids": lambda: rss(*["<title>x</title><guid>same</guid>"] * 5),
    "no guids": lambda: rss(*["<title>x</title>"] * 5),
    "bad links": lambda: rss(
        *(f"<title>x</title><link>{link}</link>" for link in ("http://[", "http://a:b/", "//", "x" * 9_000))
    ),
    "bad numbers": lambda: rss(
        '<enclosure url="https://a.example/" length="-1e99" type=""/>', channel="<ttl>1e9</ttl>"
    ),
    "html": lambda: b"<!doctype html><html><head><title>No feed</title></head><body><p>Hello</body></html>",
    "json": lambda: b'{"a": 1}',
    "json bomb": lambda: b'{"items":' + b"[" * 100_000,
    "json types": lambda: (
        b'{"version":"https://jsonfeed.org/version/1.1","title":[],"items":[1,null,{"id":{},"content_html":7}]}'
    ),
    "gif": lambda: b"GIF89a" + bytes(range(256)) * 40,
    "quadratic blow-up": lambda: (
        b'<!DOCTYPE rss [<!ENTITY a "'
        + b"x" * 100_000
        + b'">]><rss><channel><item><title>'
        + b"&a;" * 2_000
        + b"</title></item></channel></rss>"
    ),
    "parameter entities": lambda: (
        b'<!DOCTYPE r [<!ENTITY % a SYSTEM "http://127.0.0.1:1/x"> %a;]>'
        + rss("<title>x</title>").split(b"?>", 1)[1]
    ),
    "utf-16 without a mark": lambda: (
        rss("<title>é</title>").decode().replace("UTF-8", "UTF-16").encode("utf-16-le")
    ),
    "utf-16 of the other end": lambda: rss("<title>é</title>").decode().encode("utf-16-be"),
    "utf-8 called latin": lambda: rss("<title>é</title>").replace(b"UTF-8", b"iso-8859-1"),
    "half a character": lambda: rss("<title>x</title>") + "é".encode()[:1],
    "controls everywhere": lambda: _everywhere(CONTROLS),
    "markup everywhere": lambda: _everywhere("[/] [bold red]x[/] [@click=app.quit]y[/] [TODO] :smile:"),
    "names of entities": lambda: _everywhere(
        "&Tab;&NewLine;&zwnj;&rlm;&lrm;&shy;&NoBreak;&#x1b;]52;c;eA==&#7;"
    ),
    "far dates": lambda: rss(*(f"<title>x</title><pubDate>{stated}</pubDate>" for stated in FAR_DATES)),
    "namespaces": lambda: (
        b"<rss " + b" ".join(b'xmlns:n%d="urn:%d"' % (n, n) for n in range(10_000)) + b"><channel/></rss>"
    ),
    "instructions": lambda: (
        b"<rss><channel>" + b"<?x y?>" * 50_000 + b"<item><title>x</title></item></channel></rss>"
    ),
    "a long name": lambda: b"<rss><channel><item><" + b"n" * 1_000_000 + b"/></item></channel></rss>",
    "a crowd of authors": lambda: rss(
        "<title>x</title>" + "<author>a (b)</author><category>c</category>" * 20_000
    ),
    "json numbers": lambda: (
        b'{"version":"https://jsonfeed.org/version/1.1","items":[{"id":1e999,"title":'
        + b"9" * 5_000
        + b',"content_text":"x"},{"id":-0.0,"content_text":"y"}]}'
    ),
    "json types everywhere": _wrong_types,
    "json deep in an item": lambda: (
        b'{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"a","content_text":"x","_x":'
        + b'{"a":' * 50_000
        + b"1"
        + b"}" * 50_000
        + b"}]}"
    ),
    "json keys twice": lambda: (
        b'{"version":"https://jsonfeed.org/version/1.1","items":[],"items":[{"id":"a","id":"b","content_text":"x"}]}'
    ),
    "comments": lambda: (
        b"<rss><channel>" + b"<!-- x -->" * 20_000 + b"<item><title>x</title></item></channel></rss>"
    ),
    "cdata": lambda: (
        b"<rss><channel><item><title>" + b"<![CDATA[x" * 5_000 + b"</title></item></channel></rss>"
    ),
}
"""Bodies that no server should send."""
