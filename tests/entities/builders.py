"""Articles for the tests of the entities room."""

from __future__ import annotations

from tui.model.names import Entity, Mention, Names
from tui.model.prose import FRONT, Dateline, Paragraph, Prose, Section, Text, section_leaves

TALKS = (
    "Ukrainian President Volodymyr Zelenskyy arrived in Ankara on Thursday, Turkey's foreign ministry said.",
    "Zelenskyy met Turkish President Recep Tayyip Erdogan in the palace.",
    "Igor Kostyukov, chief of Russia's military intelligence agency, waited in Istanbul.",
    "Erdogan said that Zelenskyy would stay in Turkey. The Ukrainian delegation will fly to Poland.",
)


def build_prose(
    *paragraphs: str, headline: str = "", dek: str | None = None, dateline: str | None = None
) -> Prose:
    """Return an article of one section without a heading."""
    blocks = tuple(Paragraph(Text(each)) for each in paragraphs)
    place = Dateline(dateline) if dateline else None
    return Prose(headline, (Section(None, blocks),), dek=dek, dateline=place)


def text_at(prose: Prose, mention: Mention) -> str:
    """Return the characters that a mention stands for."""
    if mention.section == FRONT:
        leaf = (prose.headline, prose.dek or "")[mention.leaf]
    else:
        leaf = section_leaves(prose.sections[mention.section])[mention.leaf].plain
    return leaf[mention.start : mention.end]


def entities(names: Names) -> tuple[Entity, ...]:
    """Return people and places together."""
    return (*names.people, *names.places)
