"""A library to take pictures of: feeds in folders, one that fails, stories in many scripts, notes, follows.

All of it is made up. The feeds are served on loopback for the moment that one sync takes; what comes after
asks nobody.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from typing import Any, NamedTuple

from tui.library.album import Album
from tui.library.frontdesk import Library
from tui.settings.file import set_value
from tui.system.paths import Paths

PICTURE_URL = "http://post.example/harbour.png"
HARBOUR = """<p>HAMBURG, Germany -- The port of Hamburg will move its oldest quay by forty metres, Mayor Anna
Lindqvist said on Tuesday, after two years in which the Elbe rose <em>faster</em> than the city had
planned for. The <a href="http://post.example/plan">plan</a>, which costs <strong>1.2 billion
euros</strong>, was agreed with Rotterdam and Antwerp.</p> <figure><img
src="http://post.example/harbour.png" alt="A ship before the evening sun"> <figcaption>A ship leaves
the harbour on Monday evening.</figcaption></figure> <h2>What will be built</h2> <ul><li>A wall of
steel, two kilometres long</li><li>A lock for ships of up to 400 metres</li> <li>A park on what is
the quay today, with <a href="http://post.example/trees">three thousand trees</a></li></ul>
<blockquote><p>We do not fight the river. We make room for it.</p></blockquote> <p>said Lindqvist.
Joost van der Meer, who speaks for the port of Rotterdam, called the plan bold. The European
Commission in Brussels has two months to object.</p> <h2>What it costs</h2>
<table><tr><th>Part</th><th>Cost</th><th>Ready</th></tr><tr><td>Wall</td><td>610
million</td><td>2029</td></tr> <tr><td>Lock</td><td>420
million</td><td>2031</td></tr><tr><td>Park</td><td>170 million</td><td>2032</td></tr></table>
<p>Copenhagen and Gdansk plan walls of their own. In London, Mayor Lindqvist will speak on
Friday.</p>"""
CHANGED = HARBOUR.replace("forty metres", "sixty metres").replace("1.2 billion", "1.4 billion") + (
    "<p>An earlier version gave the costs of last year.</p>"
)
TEXTS = (
    "<p>ROTTERDAM, Netherlands -- Joost van der Meer met Mayor Anna Lindqvist in Rotterdam on Monday.</p>",
    "<p>NAIROBI, Kenya -- Minister Grace Otieno opened the line from Nairobi to Mombasa on Sunday.</p>",
    "<p>LIMA, Peru -- President Rosa Quispe said in Lima that the talks with Chile go on.</p>",
    "<p>TOKYO, Japan -- Prime Minister Kenji Arai spoke in Tokyo about trade with South Korea.</p>",
)


class Story(NamedTuple):
    """An entry of a feed."""

    headline: str
    hours: float | None
    """Before now; None: without a date."""
    text: str = ""
    extra: str = ""


class Source(NamedTuple):
    """A feed, and where it stands."""

    address: str
    title: str
    folder: str | None
    stories: Sequence[Story]


def _many(words: Sequence[str], every_hours: float) -> list[Story]:
    return [
        Story(headline, 1.5 + (number + 0.1) * every_hours, TEXTS[number % len(TEXTS)])
        for number, headline in enumerate(words)
    ]


AUDIO = '<enclosure url="http://quay.example/12.mp3" type="audio/mpeg" length="31457280"/>'
SOURCES = (
    Source(
        "http://post.example/feed",
        "Harbour Post",
        "World/Europe",
        [
            Story("Hamburg Makes Room for the Elbe", 0.4, HARBOUR),
            *_many(
                (
                    "Rotterdam and Hamburg Agree on a Common Price for Berths, and on Who Pays for It All",
                    "Rail line to Mombasa opens",
                    "Talks with Chile go on, says President Quispe",
                    "Trade: What Tokyo Offers",
                    "Ferries stay in port for a second day as winds reach hurricane force off Stavanger",
                    "Fog",
                ),
                7,
            ),
        ],
    ),
    Source(
        "http://courrier.example/rss.xml",
        "Le Courrier du Port et des Deux Rives",
        "World/Europe",
        _many(("Le quai le plus ancien de Hambourg recule de quarante mètres", "L’été sans pluie"), 11),
    ),
    Source(
        "http://hokko.example/atom.xml",
        "北港新聞",
        "World/Asia",
        _many(
            ("港の古い岸壁を四十メートル移設へ、市長が発表 総工費は十二億ユーロ", "台風十一号、夜半に上陸か"),
            9,
        ),
    ),
    Source(
        "http://mina.example/feed",
        "صحيفة الميناء",
        "World/Asia",
        _many(("هامبورغ تنقل أقدم أرصفتها أربعين متراً بعد ارتفاع مياه النهر",), 5),
    ),
    Source(
        "http://bandar.example/feed",
        "बंदरगाह समाचार",
        "World/Asia",
        _many(("हैम्बर्ग अपने सबसे पुराने घाट को चालीस मीटर पीछे हटाएगा", "मौसम: कल भारी वर्षा की संभावना"), 13),
    ),
    Source(
        "http://orbit.example/feed",
        "Open Orbit",
        "Science",
        _many(("A second probe reaches the shadowed crater 🛰️🌒", "Why glaciers hum"), 30),
    ),
    Source("http://quay.example/podcast", "Quay Talk", "Science", [Story("12: Tides", 50, TEXTS[0], AUDIO)]),
    Source("http://log.example/feed", "Ship's Log", None, [Story("A note without a date", None, TEXTS[1])]),
    Source("http://lost.example/feed", "Lost Lighthouse", None, []),
    Source("http://mill.example/feed", "Old Mill", None, []),
)


def fill(paths: Paths) -> None:
    """Make a library of all this in the folders of `paths`."""
    library = Library.open(paths)
    # Its stories share four texts, and would all be copies of one another.
    set_value(paths, "threads.join", False)
    library.read_seeds()
    for source in SOURCES:
        feed = library.subscribe(source.address, source.title, source.folder)
        if source.title == "Old Mill":
            library.pause(feed.id)
    deliver(library, paths, SOURCES, (HARBOUR, CHANGED))
    _mark(library, paths)
    library.prepare()
    library.look_after(lambda _done, _total: True)
    library.close()


def deliver(library: Library, paths: Paths, sources: Sequence[Source], texts: Sequence[str]) -> None:
    """Sync with the sources once for each text that the harbour's story has, and prepare what came."""
    with _served(sources) as (port, changed):
        set_value(paths, "sync.proxy", f"http://127.0.0.1:{port}")
        for text in texts:
            changed.append(text)
            with ThreadPoolExecutor(1) as thread:  # a sync runs a loop of its own
                thread.submit(library.sync, lambda _: None).result()
            library.prepare()
    set_value(paths, "sync.proxy", "direct")
    set_value(paths, "sync.interval_minutes", 0)


def _mark(library: Library, paths: Paths) -> None:
    """Read, save, tag, follow, keep, mute and picture a few things."""
    listed = library.search("is:unread", limit=60)
    stories = {hit.headline.headline: hit.headline.id for hit in listed}
    harbour = stories["Hamburg Makes Room for the Elbe"]
    library.mark_read([stories["Fog"], stories["L’été sans pluie"], stories["Why glaciers hum"]])
    for id in (stories["Trade: What Tokyo Offers"], stories["Rail line to Mombasa opens"]):
        library.note_opened(id)
    library.save([stories["Trade: What Tokyo Offers"], harbour])
    library.tag([harbour], "rivers")
    library.notes.add(harbour, "Ask the port about the park.")
    for name in ("Anna Lindqvist", "Rotterdam"):
        found = library.follows.meant(name)
        library.follows.follow(found.kind, found.key, found.name)
    library.rules.keep_search("Walls and locks", "wall lock")
    library.rules.mute_words("horoscope")
    Album(paths.picture_dir, library.database).keep(harbour, PICTURE_URL, _picture())


def _picture() -> bytes:
    """Draw a ship before the evening sun; nothing where there is no Pillow."""
    try:
        image: Any = import_module("PIL.Image")
        draw: Any = import_module("PIL.ImageDraw")
    except ImportError:
        return b""
    width, height, sea = 960, 540, 340
    picture = image.new("RGB", (width, height))
    pen = draw.Draw(picture)
    for y in range(height):
        part = y / sea if y < sea else (y - sea) / (height - sea)
        sky = (int(40 + 210 * part), int(60 + 90 * part), int(120 - 40 * part))
        water = (int(110 - 90 * part), int(80 - 40 * part), int(110 - 30 * part))
        pen.line((0, y, width, y), fill=sky if y < sea else water)
    pen.ellipse((600, 210, 740, 350), fill="#ffd27a")
    pen.rectangle((600, sea, 740, 350), fill="#6e506e")
    pen.polygon([(140, 330), (520, 330), (480, 400), (190, 400)], fill="#16181f")
    pen.rectangle((210, 270, 330, 330), fill="#20232c")
    pen.rectangle((250, 210, 275, 270), fill="#c0392b")
    for x in (370, 410, 450):
        pen.rectangle((x, 295, x + 30, 330), fill="#3c6e71")
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def _document(source: Source, text: str, now: datetime) -> bytes:
    def item(number: int, story: Story) -> str:
        date = (
            ""
            if story.hours is None
            else f"<pubDate>{format_datetime(now - timedelta(hours=story.hours))}</pubDate>"
        )
        body = text if story.text is HARBOUR else story.text
        return (
            f"<item><title>{escape(story.headline)}</title><link>{source.address}/{number}</link>"
            f"<guid>{source.address}/{number}</guid>{date}{story.extra}<description>{escape(body)}</description></item>"
        )

    items = "".join(item(number, story) for number, story in enumerate(source.stories))
    title = escape(source.title)
    head = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>'
    return f"{head}{items}</channel></rss>".encode()


@contextmanager
def _served(served: Sequence[Source]) -> Iterator[tuple[int, list[str]]]:
    """Be the proxy of all these feeds; the last text that is put into the list is the harbour's."""
    texts: list[str] = []
    sources = {source.address: source for source in served if source.stories}
    now = datetime.now(UTC)

    class Proxy(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            source = sources.get(self.path)
            body = _document(source, texts[-1], now) if source else b""
            self.send_response(200 if source else 404)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port, texts
    finally:
        server.shutdown()
        server.server_close()
