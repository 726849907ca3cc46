"""What was typed for a feed, a mute, a list or a name: the one that is meant, or who else it may be."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.run import Shell
from tests.store.stories import build_entry, deliver, many
from tui.cli import rules
from tui.cli.opening import find_feed
from tui.errors import Ambiguous, NotFound
from tui.library.frontdesk import Library
from tui.system.paths import user_paths


def opened() -> Library:
    return Library.open(user_paths())


@pytest.fixture
def feeds(shell: Shell) -> Shell:
    """Four feeds, of which one is called as another is numbered."""
    library = opened()
    for url, title in (
        ("https://a.example/", "Harbour Post"),
        ("https://b.example/", "Hill Post"),
        ("https://c.example/", "1"),
        ("https://d.example/", "Post"),
    ):
        library.subscribe(url, title)
    library.close()
    return shell


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("1", "https://a.example/"),
        ("3", "https://c.example/"),
        ("https://b.example/", "https://b.example/"),
        ("POST", "https://d.example/"),
        ("harbour", "https://a.example/"),
        ("hill post", "https://b.example/"),
    ],
)
def test_a_feed_is_its_number_its_address_its_title_or_a_part_of_it(
    feeds: Shell, typed: str, url: str
) -> None:
    """In that order: a title in full goes before those that hold it."""
    library = opened()
    assert find_feed(library, typed).url == url
    library.close()


def test_a_part_that_several_feeds_have_is_answered_with_their_titles(feeds: Shell) -> None:
    library = opened()
    with pytest.raises(Ambiguous, match="2 feeds answer to 'h'") as told:
        find_feed(library, "h")
    assert "Harbour Post, Hill Post" in str(told.value)
    with pytest.raises(NotFound, match="No feed answers to 'x'"):
        find_feed(library, "x")
    library.close()


def test_a_mute_is_lifted_by_its_number_or_its_words(stories: Shell) -> None:
    """A number that is muted as a word is still a number first; what two mutes are called needs one."""
    for words in ("grain", "1", "Zelenskyy"):
        assert stories("mute", words).code == 0
    assert stories("mute", "--who", "Volodymyr Zelenskyy").code == 0
    assert stories("unmute", "1").err == "“grain” is muted no more.\n"
    assert stories("unmute", "1").err == "“1” is muted no more.\n"
    assert stories("unmute", "GRAIN").err == (
        "dateline: Nothing is muted as 'GRAIN'; dateline mutes lists what is.\n"
    )
    left = [mute["name"] for mute in stories("mutes", "--json").json()]
    assert left == ["Volodymyr Zelenskyy", "Zelenskyy"]
    assert stories("mute", "Volodymyr Zelenskyy").code == 0
    ran = stories("unmute", "volodymyr", "zelenskyy")
    assert ran.code == 1
    assert "2 mutes are called 'volodymyr zelenskyy': give one of their numbers, 5, 4." in ran.err


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        (("--unread",), {"Lula wins in Brazil"}),
        (("--saved",), {"Talks open in Istanbul"}),
        (("--tag", "peace"), {"Talks open in Istanbul"}),
        (("--search", "por"), {"Talks open in Istanbul"}),
        (("--muted",), {"Lula wins in Brazil"}),
        (("--history",), {"Talks open in Istanbul"}),
        (("--who", "zelenskyy"), {"Talks open in Istanbul"}),
        (("--where", "istanbul"), {"Talks open in Istanbul"}),
        (("--find", "por* OR tal*"), {"Talks open in Istanbul"}),
        ((), {"Talks open in Istanbul"}),
    ],
)
def test_a_list_is_chosen_by_an_option(stories: Shell, typed: tuple[str, ...], titles: set[str]) -> None:
    """Without one it is all that is shown. An export is chosen so too; without one of what is saved."""
    (talks,) = stories("search", "talks", "--json").json()
    stories("tag", "peace", talks["id"])
    stories("read", talks["id"], "--mark")
    stories("search", "--save", "Ports", "ports")
    if typed != ("--unread",):
        stories("mute", "lula")
    assert {one["title"] for one in stories("list", *typed, "--json").json()} == titles
    exported = stories("export", *typed, "--format", "json").json()["items"]
    assert {one["title"] for one in exported} == titles
    assert stories("map", *typed, "--json").code == 0


def test_an_article_typed_twice_is_one(stories: Shell) -> None:
    """By its whole id and its beginning, in the order of the first."""
    first, second = (one["id"] for one in stories("list", "--json").json())
    read = stories("read", second, first[:6], first, second[:7], "--json").json()
    assert [one["id"] for one in read] == [second, first]


def test_options_of_a_list_and_ids_exclude_one_another(stories: Shell) -> None:
    (talks, _) = stories("list", "--json").json()
    ran = stories("export", talks["id"], "--saved")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("dateline: Give IDs, or an option that chooses a list (--saved, --")
    assert stories("map", talks["id"], "--unread").err == ran.err


def test_a_long_list_is_printed_page_by_page_without_a_double(shell: Shell) -> None:
    """Two pages and a bit, and a limit that ends on a page's edge; a search too."""
    library = opened()
    deliver(library, *many(410))
    library.prepare(names=False)
    library.close()
    wanted = [f"Story {n}" for n in range(410)]
    for limit, count in (("0", 410), ("200", 200), ("201", 201)):
        listed = shell("list", "--limit", limit, "--json").json()
        assert [one["title"] for one in listed] == wanted[:count]
    found = shell("search", "story", "--limit", "0", "--json").json()
    assert [one["title"] for one in found] == wanted
    assert len(shell("search", "story", "--limit", "7", "--json").json()) == 7


def test_what_an_import_did_is_one_sentence(shell: Shell, tmp_path: Path) -> None:
    """Only what there was of is counted."""
    folder = tmp_path / "papers"
    folder.mkdir()
    path = folder / "a.md"
    path.write_text("---\nguid: a\n---\n# A story\n\nWords.\n")
    assert shell("import", path).err.endswith("Imported: 1 new.\n")
    assert shell("import", path).err.endswith("Imported: 1 known already.\n")
    path.write_text("---\nguid: a\n---\n# A story\n\nOther words.\n")
    (folder / "b.md").write_text("# Another\n\nWords.\n")
    (folder / "c.json").write_text("{")
    ran = shell("import", folder)
    assert ran.code == 1
    assert ran.err.endswith("Imported: 1 new, 1 changed, 1 could not be read.\n")
    empty = tmp_path / "empty"
    empty.mkdir()
    assert shell("import", empty).err.endswith("Imported: nothing.\n")


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1_000, "1.0 kB"),
        (9_949, "9.9 kB"),
        (12_345, "12 kB"),
        (2_500_000, "2.5 MB"),
        (999_000_000_000, "999 GB"),
        (5_000_000_000_000, "5000 GB"),
    ],
)
def test_bytes_are_told_as_one_reads_them(count: int, told: str) -> None:
    assert rules._size(count) == told


@pytest.fixture
def aged(shell: Shell) -> Shell:
    """Five stories of one feed; two are read."""
    library = opened()
    deliver(library, *many(5, content="<p>Words.</p>"))
    library.mark_read([story.id for story in library.listing().window(3, 2)])
    library.close()
    return shell


@pytest.mark.parametrize(
    ("wished", "said"),
    [
        (("--keep-articles", "1", "--dry-run"), "1 article would be removed, about "),
        (("--keep-articles", "1", "--unread", "--dry-run"), "4 articles would be removed, about "),
        (
            ("--keep-articles", "9", "--dry-run"),
            "0 articles would be removed, about 0 B. Nothing was changed.",
        ),
        (("--keep-articles", "1", "--compact"), "Removed 1 article"),
        ((), "Everything is kept: nothing is set under [retention]"),
    ],
)
def test_pruning_says_what_it_does_and_does_not(aged: Shell, wished: tuple[str, ...], said: str) -> None:
    before = len(aged("list", "--json").json())
    ran = aged("prune", *wished)
    assert ran.code == 0
    assert said in ran.err
    gone = before - len(aged("list", "--json").json())
    assert gone == (1 if "--compact" in wished else 0)


def test_on_a_terminal_a_share_is_told_in_words(aged: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """From which day to which, about how much, and how many of them are unread."""
    monkeypatch.setattr(rules, "is_terminal", lambda: True)
    (line,) = aged("prune", "--keep-articles", "1", "--unread", "--dry-run").out.splitlines()
    assert line.split()[:2] == ["4", "post.example/feed"]
    assert " 2025-05-20 to 2025-05-20  about " in line
    assert line.endswith(" kB, 2 unread")
    (plain,) = aged("prune", "--keep-articles", "1", "--unread", "--dry-run", "--plain").out.splitlines()
    assert plain.split()[:5] == ["4", "2", "unread", "2025-05-20", "2025-05-20"]


# ── names of an article ───────────────────────────────────────────────────────────────────────


@pytest.fixture
def two_of_a_name(shell: Shell) -> Shell:
    """A story that names two people of one surname, and one that names somebody else."""
    library = opened()
    text = "<p>Marco Rubio met Angela Rubio in Paris. Marco Rubio spoke. Angela Rubio listened.</p>"
    deliver(library, build_entry("a", title="Talks", content=text))
    deliver(library, build_entry("b", title="Rain", content="<p>Marco Polo sailed. Marco Polo wrote.</p>"))
    library.prepare()
    library.close()
    return shell


def id_of(shell: Shell, title: str) -> str:
    return next(str(one["id"]) for one in shell("list", "--json").json() if one["title"] == title)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("rubio", "--hide"), "2 names there answer to 'rubio': "),
        (("nobody", "--hide"), "The article names nobody, no place and no organisation 'nobody'."),
        (
            ("marco rubio", "--kind", "place", "--hide"),
            "The article names nobody, no place and no organisation 'marco rubio'.",
        ),
        (("marco rubio", "--split", "Mark"), "Marco Rubio does not go by 'Mark' there: "),
        (("marco rubio", "--merge", "Ann Nobody"), "No story names 'Ann Nobody'; --rename gives Marco Rubio"),
        (("marco rubio", "--rename", " "), "A name has between 1 and 200 characters"),
        (("marco rubio", "--rename", "…"), "A name has between 1 and 200 characters"),
        (("marco rubio", "--rename", "x" * 201), "A name has between 1 and 200 characters"),
    ],
)
def test_what_is_not_the_only_one_is_not_corrected(
    two_of_a_name: Shell, typed: tuple[str, ...], said: str
) -> None:
    """In one line, and nothing is written down."""
    ran = two_of_a_name("correct", id_of(two_of_a_name, "Talks"), *typed)
    assert (ran.code, ran.out) == (1, "")
    assert said in ran.err
    assert two_of_a_name("corrections", "--json").json() == []


def test_several_articles_names_are_told_one_under_the_other(two_of_a_name: Shell) -> None:
    """Each under its headline; with what was corrected, and a calm line where nobody is named."""
    talks, rain = id_of(two_of_a_name, "Talks"), id_of(two_of_a_name, "Rain")
    assert two_of_a_name("correct", rain, "Marco Polo", "--hide").code == 0
    ran = two_of_a_name("names", talks, rain)
    lines = ran.out.splitlines()
    assert lines[0] == f"{talks}  Talks"
    assert lines[lines.index("") + 1] == f"{rain}  Rain"
    assert "Corrected by you" in lines
    assert lines[-1].endswith("“Marco Polo” is no person")
    assert ran.err == "No people, places or organisations are named there.\n"
