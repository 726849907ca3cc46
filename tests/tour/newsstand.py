"""Fifty feeds of an invented press in nested folders, as an OPML list, and what they bring the next day.

The same every time but for the dates, which count back from now. `stories.txt` has the words of most; those
that the tour opens stand here in full.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from pathlib import Path

from PIL import Image, ImageDraw

from tests.feedserver import FeedServer
from tests.pictures.photos import packed

LIST = """\
News/World: Harbour Courier, The Meridian, Quay and Strait, Continental Wire, Morning Ledger
News/Europe: Douro Post, Adriatic Times, Baltic Review, Rhine Gazette, Alpine Herald, Aegean Letter
News/Overseas: Straits Journal, Bengal Observer, Nile Bulletin, Cape Standard, Andes Report, Prairie Star
News/At Home: Riverside Notes, The Lost Gazette
Science: Field Notes, Deep Water, Slow Medicine, The Herbarium
Science/Space: The Orbit, Low Earth, Antenna
Computers/Code: One Line at a Time, Plain Text, The Compiler Room, Small Machines
Computers/Security: Open Doors, The Patch
Culture/Books: Marginalia, The Second Shelf, Paperweight
Culture/Music: Nocturne, Four Strings
Sport: Added Time, Stroke and Tide, The Piste
Money: The Counting House, Ballast
To Hear: Night Train Radio, An Hour of Rivers
To See: Light on Water
Elsewhere: Утренняя почта, Ημερολόγιο του λιμανιού, 港の日々, بريد الميناء, गंगा समाचार
"""
"""Folders and their feeds."""
SECTIONS = {
    "World": "world", "Europe": "europe", "Overseas": "world", "Science": "science", "Space": "space",
    "Code": "code", "Security": "security", "Books": "books", "Music": "music", "Sport": "sport",
    "Money": "money",
}  # fmt: skip
TOWNS = (
    "Lisbon Porto Trieste Riga Tallinn Ghent Thessaloniki Izmir Alexandria Tunis Dakar Mombasa "
    "Colombo Penang Busan Nagasaki Valparaíso Cartagena Halifax Bergen Aarhus Gdańsk Varna Odesa Marseille "
    "Genoa Cádiz Cork Bristol Rotterdam Hamburg Turku Reykjavik Zadar"
).split()
HEIGHTS = ("Innsbruck", "Zermatt", "Chamonix", "Cusco", "Darjeeling", "Bolzano")
WOMEN = (
    "Marta Oliveira, Ines Carvalho, Hanna Lindqvist, Priya Raman, Zeynep Aydin, Maeve Byrne, "
    "Clara Brandt, Yuki Tanabe, Amara Diallo, Elena Petrova, Lucía Ferrer, Greta Solheim, Ruth Abbott"
).split(", ")
MEN = ("Tomás Aguilar, Piet de Vries, Kwame Mensah, Luca Moretti, Ivan Horvat, Rafael Nunes").split(", ")
WORDS = {
    "Утренняя почта": ("Порт Риги открыт после шторма", "Первые суда вошли в порт Риги утром в понедельник."),
    "Ημερολόγιο του λιμανιού": (
        "Το λιμάνι του Πειραιά άνοιξε ξανά",
        "Τα πρώτα πλοία έφτασαν στον Πειραιά το πρωί της Δευτέρας.",
    ),
    "港の日々": ("長崎の港、嵐のあと再開", "月曜日の朝、最初の船が長崎の港に入った。乗客は花を持っていた。"),
    "بريد الميناء": ("ميناء الإسكندرية يفتح أبوابه من جديد", "وصلت أولى السفن إلى الإسكندرية صباح الاثنين."),
    "गंगा समाचार": ("वाराणसी में नावें फिर चलीं", "सोमवार की सुबह पहली नाव वाराणसी के घाट पर पहुँची।"),
}
"""A headline and a text in other scripts."""

FERRY = "The ferry to Chios sails again, and brings the doctor"
FERRY_TEXT = (Path(__file__).parent / "ferry.html").read_text(encoding="utf-8")
FERRY_LATER = FERRY_TEXT.replace("four hundred crates", "six hundred crates").replace(
    "The company has promised one winter; Papadakis\nwants it in",
    "The company signed for three winters on Tuesday, as Papadakis had\nwanted it, in",
)
WINTER = "Mayor of Chios wants a winter boat"
WINTER_TEXT = """<p>CHIOS, Greece &mdash; A boat for eight months is half a boat, said Sofia Papadakis, the
mayor of Chios, in Athens on Friday. She wants one from December to March as well.</p>"""
KEYS = "The old customs house of Chios has a key again"
KEYS_TEXT = """<p>CHIOS, Greece &mdash; The lock was changed in 1974 and the key kept in Genoa. Sofia
Papadakis fetched it herself, and Jonas Weber, the harbour master, oiled the door.</p>"""
LEAGUE = "The table after the eleventh day: Porto on top by a goal"
LEAGUE_TEXT = """<p>PORTO, Portugal &mdash; A header by Tomás Aguilar put Porto on top.</p><table>
<tr><th></th><th>Team</th><th>Won</th><th>Drawn</th><th>Lost</th><th>Goals</th><th>Points</th>
</tr>""" + "".join(
    f"<tr><td>{place}</td><td>{team}</td><td>{won}</td><td>{drawn}</td><td>{11 - won - drawn}</td>"
    f"<td>{goals}</td><td>{3 * won + drawn}</td></tr>"
    for place, (team, won, drawn, goals) in enumerate(
        (("Porto", 7, 2, "21:9"), ("Cork", 7, 2, "20:9"), ("Bergen", 6, 3, "17:12"), ("Genoa", 5, 1, "15:15"),
         ("Turku", 3, 4, "11:13"), ("Varna", 1, 2, "6:22")), 1
    )
) + "</table>"  # fmt: skip
LIGHT = "Forty minutes of fog over the estuary"


@dataclass(frozen=True)
class Item:
    """One entry of a feed."""

    title: str
    html: str
    age_h: float | None
    author: str = ""
    enclosure: str = ""

    def date(self) -> datetime | None:
        return None if self.age_h is None else datetime.now(UTC) - timedelta(hours=self.age_h)


@dataclass
class Paper:
    """A feed: where it is, what it is called and holds."""

    path: str
    title: str
    folder: str
    items: list[Item] = field(default_factory=list)

    def body(self, site: str) -> tuple[bytes, str]:
        """Return it as RSS, as Atom or as a JSON Feed, as its path says, with its media type."""
        form = self.path.rpartition(".")[2]
        write = {"rss": _rss, "atom": _atom, "json": _json}[form]
        kind = "feed+json" if form == "json" else f"{form}+xml"
        return write(self, site).encode(), f"application/{kind}; charset=utf-8"


def papers() -> list[Paper]:
    """Return all fifty, with what they hold on the first day."""
    chance = random.Random(50)
    stock = _stock()
    made: list[Paper] = []
    for line in LIST.splitlines():
        folder, _, titles = line.partition(": ")
        for title in titles.split(", "):
            form = ("rss", "atom", "rss", "json")[len(made) % 4]
            paper = Paper(f"/{len(made):02}.{form}", title, folder)
            section = SECTIONS.get(folder.rpartition("/")[2])
            if section:
                paper.items = list(_written(stock[section], chance, 3, 1.5, 8))
            made.append(paper)
    by_title = {paper.title: paper for paper in made}
    by_title["Harbour Courier"].items.insert(0, Item(FERRY, FERRY_TEXT, 0.6, "Leila Aksoy"))
    by_title["Aegean Letter"].items.append(Item(WINTER, WINTER_TEXT, 27))
    by_title["Morning Ledger"].items.append(Item(KEYS, KEYS_TEXT, 30))
    by_title["Added Time"].items.insert(0, Item(LEAGUE, LEAGUE_TEXT, 1.2))
    by_title["Light on Water"].items = [
        Item(
            LIGHT,
            '<p>Seen from the lighthouse at Bergen.</p><figure><img src="SITE/fog.png" alt="Fog"/>'
            "<figcaption>The estuary at ten past seven</figcaption></figure><p>Then it was gone.</p>",
            3.1,
        )
    ]
    by_title["Riverside Notes"].items = [
        Item(f"Note {number}: {words}", f"<p>{words}. Seen from the bench by the weir.</p>", None)
        for number, words in (
            (3, "The heron is back"),
            (2, "Somebody painted the boathouse"),
            (1, "Low water"),
        )
    ]
    by_title["Night Train Radio"].items = [
        Item("Episode 12: The sleeper to Trieste", "<p>With Marta Oliveira.</p>", 5, enclosure="SITE/12.mp3"),
        Item("Episode 11: Lamps", "<p>Signal lamps, and who trims them.</p>", 170, enclosure="SITE/11.mp3"),
    ]
    by_title["An Hour of Rivers"].items = [
        Item("The Douro, from the mouth up", "<p>One hour, one river.</p>", 30, enclosure="SITE/douro.mp3")
    ]
    for hours, (title, (headline, text)) in enumerate(WORDS.items(), 2):
        by_title[title].items = [Item(headline, f"<p>{text}</p>", hours)]
    return made


def next_day(made: list[Paper]) -> None:
    """Let ten papers bring a story more, and the first of all say anew what it said."""
    chance = random.Random(51)
    stock = _stock()
    for paper in made[:10]:
        section = SECTIONS[paper.folder.rpartition("/")[2]]
        paper.items[:0] = _written(stock[section], chance, 1, 0.05, 0.4)
    courier = made[0]
    courier.items = [
        Item(FERRY, FERRY_LATER, one.age_h, one.author) if one.title == FERRY else one
        for one in courier.items
    ]


def serve(made: list[Paper], server: FeedServer) -> None:
    """Put them, and the picture of one, on a server; one of them is gone from it."""
    for paper in made:
        if paper.title != "The Lost Gazette":
            body, kind = paper.body(server.url(""))
            server.replies(paper.path, body, Content_Type=kind)
    server.replies("/fog.png", packed(fog()), Content_Type="image/png")


def opml(made: list[Paper], server: FeedServer) -> str:
    """Return the list of them, folders within folders."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?><opml version="2.0"><head><title>Mine</title></head><body>'
    ]
    at: list[str] = []
    for paper in made:
        folders = paper.folder.split("/") if paper.folder else []
        while at != folders[: len(at)]:
            lines.append("</outline>")
            at.pop()
        for name in folders[len(at) :]:
            lines.append(f'<outline text="{escape(name)}">')
            at.append(name)
        url = server.url(paper.path)
        lines.append(f'<outline type="rss" text="{escape(paper.title)}" xmlUrl="{escape(url)}"/>')
    return "\n".join([*lines, "</outline>" * len(at), "</body></opml>"])


def fog() -> Image.Image:
    """Draw a lighthouse over water, in the morning."""
    picture = Image.new("RGB", (480, 300))
    pen = ImageDraw.Draw(picture)
    for y in range(300):
        light = y // 24
        sky = (214 - 6 * light, 200 - 3 * light, 190 + 2 * light)
        pen.line((0, y, 480, y), sky if y < 200 else (70 - light, 96 + light, 120))
    pen.polygon(((330, 216), (342, 90), (362, 90), (374, 216)), "#f2ead8")
    pen.rectangle((338, 72, 366, 90), "#c03a2b")
    pen.rectangle((346, 78, 358, 88), "#ffe9a0")
    pen.polygon(((280, 232), (316, 208), (392, 208), (440, 232)), "#3a4048")
    return picture


# ── how they are written ──────────────────────────────────────────────────────────────────────


def _stock() -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    text = (Path(__file__).parent / "stories.txt").read_text(encoding="utf-8")
    for block in text.split("\n= ")[1:]:
        section, *lines = block.strip().split("\n")
        found.setdefault(section, []).append(lines)
    return found


def _written(
    stock: list[list[str]], chance: random.Random, many: int, age_h: float, within_h: float
) -> Iterator[Item]:
    for number in range(many):
        headline, *paragraphs = stock.pop(0)
        stock.append([headline, *paragraphs])
        (a, b), (p, author) = chance.sample(TOWNS, 2), chance.sample(WOMEN, 2)
        names: dict[str, object] = {
            "a": a,
            "b": b,
            "p": p,
            "q": chance.choice(MEN),
            "n": chance.randint(11, 39),
        }
        names |= {"m": (m := chance.choice(HEIGHTS)), "M": m.upper(), "A": a.upper()}
        text = "\n".join(one if one.startswith("<h2>") else f"<p>{one}</p>" for one in paragraphs)
        for name, value in names.items():
            text = text.replace(f"{{{name}}}", str(value))
        yield Item(
            headline.format(**names), text, age_h + chance.uniform(9 * number, 9 * number + within_h), author
        )


def _link(site: str, paper: Paper, item: Item) -> str:
    return f"{site}{paper.path}/{paper.items[::-1].index(item)}"


def _rss(paper: Paper, site: str) -> str:
    items = "".join(
        f"<item><title>{escape(one.title)}</title><link>{_link(site, paper, one)}</link>"
        + (f"<pubDate>{format_datetime(date)}</pubDate>" if (date := one.date()) else "")
        + (f'<author>{one.author}</author>' if one.author else "")
        + (f'<enclosure url="{one.enclosure.replace("SITE", site)}" type="audio/mpeg" length="43120000"/>'
           if one.enclosure else "")
        + f"<description>{escape(one.html.replace('SITE', site))}</description></item>"
        for one in paper.items
    )  # fmt: skip
    head = f"<title>{escape(paper.title)}</title><link>{site}/</link>"
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>{head}{items}</channel></rss>'


def _atom(paper: Paper, site: str) -> str:
    entries = "".join(
        f"<entry><title>{escape(one.title)}</title><id>{_link(site, paper, one)}</id>"
        f'<link href="{_link(site, paper, one)}"/>'
        + (f"<updated>{date.isoformat()}</updated>" if (date := one.date()) else "")
        + (f'<link rel="enclosure" href="{one.enclosure.replace("SITE", site)}" type="audio/mpeg"/>'
           if one.enclosure else "")
        + (f"<author><name>{one.author}</name></author>" if one.author else "")
        + f'<content type="html">{escape(one.html.replace("SITE", site))}</content></entry>'
        for one in paper.items
    )  # fmt: skip
    head = f"<title>{escape(paper.title)}</title><id>{site}{paper.path}</id>"
    return f'<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">{head}{entries}</feed>'


def _json(paper: Paper, site: str) -> str:
    items = [
        {
            "id": _link(site, paper, one),
            "url": _link(site, paper, one),
            "title": one.title,
            "content_html": one.html.replace("SITE", site),
            **({"date_published": date.isoformat()} if (date := one.date()) else {}),
            **({"authors": [{"name": one.author}]} if one.author else {}),
            **(
                {"attachments": [{"url": one.enclosure.replace("SITE", site), "mime_type": "audio/mpeg"}]}
                if one.enclosure
                else {}
            ),
        }
        for one in paper.items
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": paper.title, "items": items})
