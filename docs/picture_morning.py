"""A library to take pictures of threads and briefings: one plan for a river, told by four papers over days.

All of it is made up.
"""

from __future__ import annotations

from picture_stock import Source, Story, deliver

from tui.library.frontdesk import Library
from tui.system.paths import Paths

RISES = """<p>HAMBURG, Germany -- The Elbe stood four metres over the oldest quay of Hamburg on Monday
evening, the port says. It was the third time since the quay was last mended in 2019.</p><p>“We were
lucky with the wind,” Harbour Master Joost Claasen said on Tuesday. Nobody was hurt.</p>"""
PLAN = """<p>HAMBURG, Germany -- Hamburg will move its oldest quay by forty metres to make room for the
Elbe, Mayor Anna Lindqvist said on Wednesday. The plan costs 1.2 billion euros; work begins in March
2027.</p><p>“We do not fight the river,” Anna Lindqvist said. “We make room for it.”</p><p>“It was about
time,” said Joost Claasen, who is harbour master. He has asked for a wall since 2019.</p>"""
COST = """<p>HAMBURG, Germany -- The quay that Hamburg moves for the Elbe costs a third more than was
said, the city's audit office found. Mayor Anna Lindqvist spoke on Wednesday of 1.2 billion euros; the
office counts 1.6 billion.</p><p>“Nobody has counted the lock,” said Petra Voss, who speaks for the
office. The first stone is to be laid in March 2027.</p>"""
AGREED = """<p>ROTTERDAM, Netherlands -- Rotterdam and Antwerp agree to the plan by which Hamburg moves
its oldest quay for the Elbe, ministers of both countries said. Brussels is to answer in May
2027.</p><p>“A river has one bed, not three,” Mayor Anna Lindqvist said in Rotterdam.</p><p>Petra Voss
of the audit office in Hamburg was not asked, she said.</p>"""
LINE = """<p>NAIROBI, Kenya -- Trains run from Nairobi to Mombasa in four hours since Sunday, when
Minister Grace Otieno opened the new line.</p><p>“My grandmother took two days,” Grace Otieno said in
Mombasa.</p>"""
FARES = """<p>MOMBASA, Kenya -- The fare on the new line from Nairobi to Mombasa is too high for those
who live beside it, village elders told Minister Grace Otieno.</p><p>“We see the train and take the
bus,” said Amos Kibet, who sells mangoes in Voi.</p>"""
TALKS = """<p>LIMA, Peru -- The talks with Chile go on, President Rosa Quispe said in Lima.</p>"""
GLACIER = (
    """<p>BERN, Switzerland -- A glacier hums before it breaks, and a microphone hears it a day ahead.</p>"""
)
PLAN_AGAIN = PLAN.replace("Hamburg will", "The city of Hamburg will")
LINE_AGAIN = LINE.replace("Trains run", "A train runs")
PAPERS = (
    Source(
        "http://post.example/feed",
        "Harbour Post",
        None,
        [
            Story("Rotterdam and Antwerp agree to Hamburg's plan for the Elbe", 1, AGREED),
            Story("Hamburg moves its oldest quay by forty metres for the Elbe", 30, PLAN),
            Story("The Elbe stands four metres over Hamburg's oldest quay", 60, RISES),
            Story("Trains run from Nairobi to Mombasa in four hours", 9, LINE),
        ],
    ),
    Source(
        "http://chronicle.example/feed",
        "Elbe Chronicle",
        None,
        [
            Story("Hamburg's quay costs a third more than the mayor said", 5, COST),
            Story("Lindqvist: Hamburg moves its oldest quay to make room for the Elbe", 29, PLAN_AGAIN),
        ],
    ),
    Source(
        "http://strait.example/feed",
        "Strait Times",
        None,
        [
            Story("Antwerp and Rotterdam back the quay that Hamburg moves for the Elbe", 2, AGREED),
            Story("Fare on the Nairobi to Mombasa line is too high, say elders", 4, FARES),
        ],
    ),
    Source(
        "http://gazette.example/feed",
        "Mill Gazette",
        None,
        [
            Story("Talks with Chile go on, says President Quispe", 3, TALKS),
            Story("Why a glacier hums before it breaks", 7, GLACIER),
            Story("New line from Nairobi to Mombasa opens with a four-hour train", 8, LINE_AGAIN),
        ],
    ),
)


def fill(paths: Paths) -> None:
    """Make a library of all this in the folders of `paths`; its reader follows the mayor."""
    library = Library.open(paths)
    for source in PAPERS:
        library.subscribe(source.address, source.title, source.folder)
    deliver(library, paths, PAPERS, ("",))
    found = library.follows.meant("Anna Lindqvist")
    library.follows.follow(found.kind, found.key, found.name)
    library.prepare()
    library.close()
