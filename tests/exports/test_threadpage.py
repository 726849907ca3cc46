"""A thread's page as a document: every sentence whole, under its part, with the article it is of."""

from __future__ import annotations

from tests.screen.thread_samples import AGREED, PAGE, RISES
from tui.exports.threadpage import thread_markdown, thread_text
from tui.text.cells import cell_width

PARTS = ["What happened", "Who said what", "People", "Places", "Sources", "Articles"]


def test_plain_text_has_all_parts_and_breaks_no_line() -> None:
    lines = thread_text(PAGE, None).splitlines()
    assert lines[0] == AGREED.headline
    assert lines[1].startswith("4 articles by 3 sources, 12 May 2025 to 15 May 2025")
    assert [line for line in lines if line in PARTS] == PARTS
    assert f"  2023: {PAGE.timeline[0].told.text}" in lines
    at = lines.index(f"  2023: {PAGE.timeline[0].told.text}")
    assert lines[at + 1].strip() == f"{RISES.id}, Harbour Post, 12 May 2025"
    assert any(line.endswith("told by 2 sources") for line in lines)
    for saying in PAGE.sayings:
        sure = "" if saying.sure else "perhaps "
        assert f"    {sure}“{saying.text}”" in lines
    assert sum("put here by you" in line for line in lines) == 1


def test_on_a_terminal_lines_fit_and_lose_no_word() -> None:
    narrow = thread_text(PAGE, 46)
    assert all(cell_width(line) <= 46 for line in narrow.splitlines())
    assert "".join(narrow.split()) == "".join(thread_text(PAGE, None).split())


def test_markdown_links_each_sentence_to_its_article() -> None:
    """What is markup in a headline or a quotation comes out as words."""
    document = thread_markdown(PAGE)
    assert document.startswith(f"# {AGREED.headline}\n")
    assert [line[3:] for line in document.splitlines() if line.startswith("## ")] == PARTS
    assert "- 2023: The quay was last mended in 2023. (Harbour Post, 12 May 2025)" in document
