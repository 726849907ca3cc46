"""The seed form: each line of a document ends up in one place, wherever it stood."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui.errors import ParseError
from tui.sources.seeds import SeedParts, parse_seed, read_date, split_seed
from tui.text.safe import clean

WHOLE = """HARBOUR POST

Ferry Line Returns After a Winter

3/4/2021
The ferry sails again from Monday. Will people come back?
Ferry Line Returns After a Winter
A small town gets its link to the mainland back.

OBAN, Scotland -- The ferry to the islands sails again on Monday. It had been laid up since October.

What Was Repaired

The engine, above all.

What It Costs

- one way: 4 pounds
- there and back: 7 pounds

Harbourpost.example is a house that reports from the coast. We like ships.
© Copyright 2021 Harbour Post. All rights reserved."""

LINES = st.sampled_from(
    [
        "HARBOUR POST",
        "Ferry Line Returns",
        "FERRY LINE RETURNS",
        "3/4/2021",
        "31/12/2021",
        "May 15, 2025",
        "guid: urn:x:1",
        "A summary. It has two sentences.",
        "The dek of it",
        "LONDON -- The talks began on Thursday.",
        "PARIS/BERLIN – Two cities spoke.",
        "A Heading of the Text",
        "A paragraph that ends in a stop.",
        "Harbour Post is a house by the sea.",
        "© Copyright 2021 Harbour Post. All rights reserved.",
        "- an item",
        "1. a numbered item",
        "| a | b |",
        "\u00a0",
        "",
        "",
        "",
    ]
)
DOCUMENTS = st.lists(LINES, max_size=24).map("\n".join)


def lines_of(parts: SeedParts) -> Counter[str]:
    fields = [parts.masthead, parts.headline, parts.date, parts.summary, parts.dek]
    lines = [*(field for field in fields if field), *parts.text.split("\n"), *parts.furniture]
    if parts.guid:
        lines.append(f"guid: {parts.guid}")
    return Counter(" ".join(line.split()) for line in lines if line.strip())


def folded(line: str) -> str:
    return "".join(char for char in line.casefold() if char.isalnum())


def test_a_document_with_all_its_parts_has_each_in_its_place() -> None:
    """The form of docs/decisions/0031."""
    parts = split_seed(WHOLE)
    assert parts.masthead == "HARBOUR POST"
    assert parts.headline == "Ferry Line Returns After a Winter"
    assert parts.date == "3/4/2021"
    assert parts.summary == "The ferry sails again from Monday. Will people come back?"
    assert parts.dek == "A small town gets its link to the mainland back."
    assert parts.text.startswith("OBAN, Scotland -- The ferry")
    assert parts.text.endswith("- there and back: 7 pounds")
    assert [line[:12] for line in parts.furniture] == ["Harbourpost.", "© Copyright "]


@given(DOCUMENTS)
@example("3/4/2021\n3/4/2021\n\nText.")
@example("A\n\nA\nA\nB")
def test_no_line_is_lost_and_none_doubled(document: str) -> None:
    """Each line is in exactly one part, in its own words; only the headline said again is dropped."""
    parts = split_seed(document)
    given_lines = Counter(" ".join(line.split()) for line in clean(document).split("\n") if line.strip())
    missing = given_lines - lines_of(parts)
    assert not lines_of(parts) - given_lines
    assert all(folded(line) == folded(parts.headline) for line in missing)


@given(st.text())
def test_any_text_can_be_taken_apart_without_loss(document: str) -> None:
    """A file dropped into the folder may hold anything."""
    parts = split_seed(document)
    lines = clean(document.lstrip("\ufeff").replace("\f", "\n")).split("\n")
    missing = Counter(" ".join(line.split()) for line in lines if line.strip()) - lines_of(parts)
    assert all(folded(line) == folded(parts.headline) for line in missing)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("blank", ["", " ", "\u00a0", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_marks_change_nothing(line_end: str, blank: str, mark: str) -> None:
    """The same document from Windows, or saved with a byte-order mark, is the same article."""
    lines = [line or blank for line in WHOLE.split("\n")]
    assert split_seed(mark + line_end.join(lines) + line_end) == split_seed(WHOLE)


@pytest.mark.parametrize(
    ("order", "summary", "dek"),
    [
        (["3/4/2021", "Summary here.", "Ferry Back", "Dek here"], "Summary here.", "Dek here"),
        (["Summary here.", "3/4/2021", "Ferry Back", "Dek here"], "Summary here.", "Dek here"),
        (["Ferry Back", "Dek here", "3/4/2021"], None, "Dek here"),
        (["3/4/2021", "Summary here.", "FERRY BACK!"], "Summary here.", None),
        (["3/4/2021", "Summary here.", "Dek here"], "Summary here.", "Dek here"),
        (["3/4/2021", "", "Summary here.", "", "Ferry Back", "", "Dek here"], "Summary here.", "Dek here"),
        (["3/4/2021"], None, None),
    ],
)
def test_the_order_within_the_block_is_a_hint(order: list[str], summary: str | None, dek: str | None) -> None:
    """What a line is follows from where it stands to the repeated headline, and not from its number."""
    document = "\n".join(["Ferry Back", "", *order, "", "LEITH -- The text begins.", "", "It goes on."])
    parts = split_seed(document)
    assert (parts.headline, parts.summary, parts.dek) == ("Ferry Back", summary, dek)
    assert parts.date == "3/4/2021"
    assert parts.text == "LEITH -- The text begins.\n\nIt goes on."


def test_a_text_with_no_part_of_the_form_is_a_headline_and_paragraphs() -> None:
    """Any text file can be read."""
    parts = split_seed("On walking\n\nI walk each day. It is good.\n\nNobody knows why.\n")
    assert parts == SeedParts(
        None, "On walking", None, None, None, None, "I walk each day. It is good.\n\nNobody knows why.", ()
    )


def test_a_capital_headline_over_a_sentence_is_no_masthead() -> None:
    """Without a headline below it, the first line is the headline, however it is written."""
    parts = split_seed("WAR ENDS\n\nThe war is over. People danced.\n")
    assert (parts.masthead, parts.headline) == (None, "WAR ENDS")


def test_a_masthead_in_small_letters_is_known_by_the_headline_that_comes_again() -> None:
    """The repeated headline says which of the first two lines it is."""
    parts = split_seed("The Harbour Post\n\nFerry Back\n\n3/4/2021\nSum.\nFerry Back\nDek\n\nText.")
    assert (parts.masthead, parts.headline) == ("The Harbour Post", "Ferry Back")


def test_a_text_that_begins_with_its_dateline_has_no_headline() -> None:
    """A sentence is not torn out of the text to stand above it."""
    parts = split_seed("LONDON -- The talks began on Thursday.\n\nThey go on.")
    assert parts.headline == ""
    assert parts.text == "LONDON -- The talks began on Thursday.\n\nThey go on."


def test_one_line_is_a_headline() -> None:
    """A note of one line is an article without text."""
    entry = parse_seed("note", "Buy bread")
    assert (entry.title, entry.content, entry.guid) == ("Buy bread", "", "note")


def test_a_copyright_line_inside_the_text_stays() -> None:
    """Only what closes the document is furniture."""
    text = "Notice\n\n© 2021 stands on every page.\n\nThe law does not ask for it."
    assert split_seed(text).furniture == ()


def test_the_last_paragraph_above_a_lone_copyright_line_is_kept() -> None:
    """Only a description of the house goes with the © line: one that bears its name, or stands beside it."""
    parts = split_seed("Notice\n\nFirst thought.\n\nLast thought.\n\n© 2021 A. Author")
    assert parts.text == "First thought.\n\nLast thought."
    assert parts.furniture == ("© 2021 A. Author",)


def test_a_stated_guid_is_the_guid_and_else_the_stem_is() -> None:
    """A renamed file that states its guid is the same article."""
    assert parse_seed("stem", "Title\n\nguid: urn:x:1\n3/4/2021\n\nText.").guid == "urn:x:1"
    assert parse_seed("stem", "Title\n\n3/4/2021\n\nText.").guid == "stem"


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff", " \u00a0\n\t"])
def test_an_empty_seed_is_refused(text: str) -> None:
    """There is nothing to list."""
    with pytest.raises(ParseError, match="no text"):
        parse_seed("stem", text)


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("5/15/2025", datetime(2025, 5, 15, tzinfo=UTC)),
        ("05/05/2025", datetime(2025, 5, 5, tzinfo=UTC)),
        ("2025-05-15", datetime(2025, 5, 15, tzinfo=UTC)),
        ("May 15, 2025", datetime(2025, 5, 15, tzinfo=UTC)),
        ("15 May 2025", datetime(2025, 5, 15, tzinfo=UTC)),
        ("15/5/2025", None),
        ("2/30/2025", None),
        ("1/1/0000", None),
        ("May 2025", None),
        ("15 May 16, 2025", None),
        ("yesterday", None),
    ],
)
def test_dates_are_read_in_the_forms_listed_and_never_guessed(stated: str, day: datetime | None) -> None:
    """A wrong date would put an article where nobody finds it; one as stated is shown instead."""
    assert read_date(stated) == day


def test_an_unreadable_date_is_kept_as_stated() -> None:
    """The reader sees what the document says."""
    entry = parse_seed("stem", "Title\n\n15/5/2025\n\nText.")
    assert (entry.published_at, entry.published_stated) == (None, "15/5/2025")


def test_a_very_long_file_is_read_in_a_moment() -> None:
    """Rules that look back and forth could take hours over a line of a million blanks."""
    for unit in ("A - ", "LONDON (", "© ", "x" * 200 + "\n", "a\n\n", "- ", "\u00a0 "):
        split_seed(unit * (400_000 // len(unit)))
