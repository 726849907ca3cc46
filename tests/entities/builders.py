"""Articles for the tests of the entities room."""

from __future__ import annotations

import re
from bisect import bisect_left

from tui.entities.reading import TokenizedText, read_leaves
from tui.entities.spans import NameSpan, surface
from tui.entities.tokens import Tokenizer
from tui.model.names import Entity, Mention, Names
from tui.model.prose import FRONT, Dateline, Paragraph, Prose, Section, Text, section_leaves

_MARK = re.compile(r"\{(\w+) ([^}]*)\}")
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


def marked(
    *texts: str, headline: str = "", tokenizer: Tokenizer | None = None
) -> tuple[list[TokenizedText], list[NameSpan]]:
    """Return texts laid out for the extractor, and what is marked in them: `{PER Ann Lee} left`."""
    plain = [_MARK.sub(lambda match: match[2], text) for text in (headline, *texts)]
    leaves = read_leaves(build_prose(*plain[1:], headline=plain[0]), tokenizer)
    marks = [(text, list(_MARK.finditer(text))) for text in (headline, *texts) if text]
    spans: list[NameSpan] = []
    for number, (_, found) in enumerate(marks):
        starts, cut = leaves[number].tokens.starts, 0
        for match in found:
            at = match.start() - cut
            first, last = bisect_left(starts, at), bisect_left(starts, at + len(match[2]))
            spans.append(NameSpan(number, first, last, match[1]))
            cut += len(match[0]) - len(match[2])
    return leaves, spans


def labelled(leaves: list[TokenizedText], spans: list[NameSpan]) -> list[tuple[str, str]]:
    """Return the label and the text of each span."""
    return [(span.label, surface(leaves, span)) for span in spans]
