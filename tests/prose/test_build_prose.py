"""An entry in any form becomes an article: nothing lost, nothing doubled, nothing that acts."""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.prose.test_plain_text import letters, words
from tui.errors import ParseError
from tui.model.blocksjson import sections_to_json
from tui.model.entries import ContentForm, RawEntry
from tui.model.prose import Dateline, Paragraph, Section, Text, section_leaves
from tui.prose import PROSE_VERSION, build_prose
from tui.sources.files import read_document
from tui.sources.seeds import parse_seed, split_seed
from tui.system.paths import shipped_dir
from tui.text.safe import clean

FORMS: tuple[ContentForm, ...] = ("html", "text", "markdown")
SEEDS = sorted(shipped_dir("seeds").glob("*.txt"))
NOW = datetime(2025, 5, 15, tzinfo=UTC)
SEED_LINES = st.sampled_from(
    [
        "HARBOUR POST",
        "Ferry Line Returns",
        "3/4/2021",
        "A summary. It has two sentences.",
        "The dek of it",
        "LONDON (AP) -- The talks began on Thursday.",
        "By Ann Reed",
        "A Heading of the Text",
        "A paragraph that ends in a stop.",
        "© Copyright 2021 Harbour Post. All rights reserved.",
        "- an item",
        "",
        "",
        "",
    ]
)


def all_words(document: str) -> tuple[Counter[str], Counter[str], str]:
    """The words of a seed, the words that come out of it as fields, text and furniture, and its headline."""
    parts, entry = split_seed(document), parse_seed("stem", document)
    prose = build_prose(entry)
    fields = [parts.masthead, entry.title, parts.date, entry.summary, entry.dek, prose.byline]
    dateline = [prose.dateline.place, prose.dateline.agency] if prose.dateline else []
    if entry.summary and not entry.content:
        fields.remove(entry.summary)  # it is the text then, and read as such
    out = letters(" ".join(field for field in [*fields, *dateline, *parts.furniture] if field))
    out += words(prose.sections)
    return folded(letters(document)), folded(out), entry.title


def folded(found: list[str]) -> Counter[str]:
    small = (word.replace("İ", "i").casefold() for word in found)
    return Counter(word for word in small if word != "by")


@given(st.lists(SEED_LINES, max_size=20).map("\n".join))
def test_each_word_of_a_seed_comes_out_once(document: str) -> None:
    """As a field, in the text or as furniture; only the headline may have been said more than once."""
    parts = split_seed(document)
    assume(parts.headline or parts.text)
    given_words, out, headline = all_words(document)
    repeated = folded(letters(headline))
    surplus = given_words - out
    assert not out - given_words
    assert set(surplus) <= set(repeated)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_each_shipped_seed_reads_whole(path: Path) -> None:
    """Each has all parts of the form, and each of its words once (the headline twice)."""
    document = path.read_text("utf-8")
    (entry,) = read_document(path.name, path.read_bytes(), NOW).entries
    prose = build_prose(entry)
    assert (entry.guid, entry.masthead) == (path.stem, "THE DATELINE SAMPLER")
    assert entry.published_at is not None
    assert path.stem.startswith(f"{entry.published_at:%Y-%m-%d}-")
    assert prose.summary
    assert prose.dek
    assert prose.dateline
    headings = [section.heading for section in prose.sections]
    assert headings[0] is None
    assert 5 <= len(headings) - 1 <= 9
    assert all(headings[1:])
    assert 450 <= prose.words <= 900
    given_words, out, headline = all_words(document)
    assert given_words - out == folded(letters(headline))
    assert not out - given_words


def test_there_are_twelve_seeds_and_they_show_what_the_reader_can() -> None:
    """Lists, tables and several forms of dateline, names that come back, letters beyond ASCII."""
    proses = [build_prose(parse_seed(path.stem, path.read_text("utf-8"))) for path in SEEDS]
    kinds = Counter(type(block).__name__ for prose in proses for s in prose.sections for block in s.blocks)
    assert len(proses) == 12
    assert kinds["ListBlock"] >= 2
    assert kinds["Table"] >= 1
    texts = [" ".join(leaf.plain for s in prose.sections for leaf in section_leaves(s)) for prose in proses]
    for name in (
        "Macron",
        "Putin",
        "Zelenskyy",
        "Guterres",
        "Istanbul",
        "Xi Jinping",
        "Ban Ki-moon",
        "Paris",
    ):
        assert sum(name in text for text in texts) >= 2, name


def test_the_istanbul_seed_has_the_people_of_the_event() -> None:
    """One seed tells the talks of May 2025."""
    text = (shipped_dir("seeds") / "2025-05-15-istanbul-talks.txt").read_text("utf-8")
    people = "Zelenskyy Putin Medinsky Galuzin Fomin Kostyukov Erdoğan Trump Rubio Witkoff Kellogg Ignatov"
    assert all(name in text for name in people.split())


def test_the_shared_document_reads_right() -> None:
    """The one real document in this form, where it is at hand."""
    shared = os.environ.get("DATELINE_SHARED")
    if not shared:
        pytest.skip("DATELINE_SHARED is not set")
    (path,) = Path(shared, "seeds").glob("*.txt")
    (entry,) = read_document(str(path), path.read_bytes(), NOW).entries
    prose = build_prose(entry)
    assert entry.masthead == "BREAKINGON"
    assert prose.headline.startswith("Historic Peace Talks in Istanbul: ")
    assert entry.published_at == datetime(2025, 5, 15, tzinfo=UTC)
    assert (prose.summary or "").endswith("can a breakthrough be achieved?")
    assert (prose.dek or "").endswith("Will these discussions lead to a breakthrough?")
    assert prose.dateline == Dateline("London")
    assert [section.heading for section in prose.sections].count(None) == 1
    assert len(prose.sections) == 9
    assert prose.sections[-1].heading == Text("Conclusion")
    given_words, out, headline = all_words(path.read_text("utf-8"))
    assert given_words - out == folded(letters(headline))
    assert not out - given_words


MARKUP = st.text(alphabet="<>/&;#xpbia1'\"= -\n\r\x1b\x07\u202e\ud800ab.*_[](){}`|!~+\\", max_size=120)


@settings(max_examples=60, deadline=None)  # the first reader of each form is loaded within it
@given(MARKUP, MARKUP, st.sampled_from(FORMS))
def test_any_entry_becomes_an_article(content: str, title: str, form: ContentForm) -> None:
    """Nothing raises, the headline is never empty, every leaf is harmless and its spans lie within it."""
    raw = RawEntry(None, None, title, content, form, summary=title, dek=title, authors=(title,))
    prose = build_prose(raw)
    assert prose.headline
    leaves = [leaf for section in prose.sections for leaf in section_leaves(section)]
    fields = [prose.headline, prose.dek, prose.byline, prose.summary, prose.dateline and prose.dateline.place]
    for text in [*(leaf.plain for leaf in leaves), *(field for field in fields if field)]:
        assert text == clean(text)
        assert "\r" not in text
    for leaf in leaves:
        assert all(0 <= span.start < span.end <= len(leaf.plain) for span in leaf.spans)


@pytest.mark.parametrize("form", FORMS)
def test_an_entry_without_text_has_no_sections(form: ContentForm) -> None:
    """Title-only entries are articles too."""
    prose = build_prose(RawEntry("1", None, "Only a title", " \n", form))
    assert (prose.headline, prose.sections, prose.summary) == ("Only a title", (), None)


def test_an_entry_without_content_is_read_from_its_summary() -> None:
    """The summary is the text then, in its own form."""
    prose = build_prose(RawEntry("1", None, "T", "", summary="<p>All there is.</p>"))
    assert prose.sections == (Section(None, (Paragraph(Text("All there is.")),)),)
    assert prose.summary == "All there is."


def test_what_the_source_did_not_say_is_none() -> None:
    """Never a stand-in."""
    prose = build_prose(RawEntry("1", None, "T", "Text here.", "text", dek="t"))
    assert (prose.dek, prose.byline, prose.dateline, prose.summary, prose.language) == (None,) * 5


def test_markdown_is_read_by_the_same_road_as_html() -> None:
    """Headings, lists, tables, code, links and raw HTML within it."""
    text = "# Talks\n\nSee [this](/a) and <b>that</b>.\n\n## More\n\n- one\n  - two\n\n"
    text += "```py\nx\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    prose = build_prose(RawEntry("1", "https://example.org/b", "Talks", text, "markdown"))
    kinds = [[type(block).__name__ for block in section.blocks] for section in prose.sections]
    assert kinds == [["Paragraph"], ["ListBlock", "Code", "Table"]]
    (paragraph,) = prose.sections[0].blocks
    assert isinstance(paragraph, Paragraph)
    assert [span.href for span in paragraph.text.spans if span.kind == "link"] == ["https://example.org/a"]


@pytest.mark.parametrize("unit", ["![", "*_", "> ", "|-\n", "[a]("])
def test_hostile_markdown_takes_time_in_proportion(unit: str) -> None:
    """Four times the text may take some four times as long, and never sixteen times."""
    durations = [_seconds(unit * (size // len(unit))) for size in (4_000, 16_000)]
    assert durations[1] < 10 * durations[0] + 0.5


def _seconds(text: str) -> float:
    started = time.process_time()
    build_prose(RawEntry("1", None, "T", text, "markdown"))
    return time.process_time() - started


def test_sections_of_our_own_are_left_as_they_are() -> None:
    """Their fields were taken out when they were made; what looks like one now is text."""
    sections = (Section(Text("T"), (Paragraph(Text("LONDON -- By Ann Reed.")),)),)
    raw = RawEntry(
        "1",
        None,
        "T",
        json.dumps(sections_to_json(sections)),
        "blocks",
        dateline=Dateline("Oslo"),
        authors=("Ann",),
    )
    prose = build_prose(raw)
    assert (prose.sections, prose.dateline, prose.byline) == (sections, Dateline("Oslo"), "Ann")


@pytest.mark.parametrize("content", ["{", "{}", '[{"blocks": 3}]', "[" * 100_000])
def test_blocks_that_cannot_be_read_are_our_error(content: str) -> None:
    """A damaged export is refused with a reason."""
    with pytest.raises(ParseError, match="cannot be read"):
        build_prose(RawEntry("1", None, "T", content, "blocks"))


def test_a_stated_dateline_is_kept_beside_the_one_in_the_text() -> None:
    """Where the source has a field for it, the text is not searched."""
    prose = build_prose(RawEntry("1", None, "T", "LONDON -- The talks.", "text", dateline=Dateline("Oslo")))
    assert prose.dateline == Dateline("Oslo")
    assert prose.words == 4


def test_the_version_is_a_number_that_can_rise() -> None:
    """The store asks which articles an older reading made."""
    assert PROSE_VERSION >= 1
