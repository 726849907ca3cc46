"""The command line's promises: where data and words go, what the codes mean, what the keys are."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.cli.conftest import STORY
from tests.cli.run import Shell, run_process
from tui.cli.parser import build_parser
from tui.cli.verbs import COMMANDS
from tui.library.frontdesk import Library
from tui.system.paths import user_paths

LIST_KEYS = (
    "id title feed url date_published date_arrived date_opened dek byline dateline read saved tags words"
).split()
ROW = re.compile(r"[a-z2-7]{12}  \d{4}-\d\d-\d\d \d\d:\d\d  (unread|read  )  (saved|-    )  .{20}  \S.*")


def first_id(shell: Shell) -> str:
    return str(shell("list", "--json").json()[0]["id"])


# ── lists ─────────────────────────────────────────────────────────────────────────────────────


def test_a_list_in_json_has_the_promised_keys(stories: Shell) -> None:
    """Scripts hold on to these names."""
    ran = stories("list", "--json")
    assert (ran.code, ran.err) == (0, "")
    (talks, lula) = ran.json()
    assert list(talks) == list(lula) == LIST_KEYS
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", talks.pop("date_arrived"))
    assert talks == {
        "id": talks["id"],
        "title": "Talks open in Istanbul",
        "feed": "Documents",
        "url": "https://example.org/talks",
        "date_published": "2025-05-15T12:00:00Z",
        "date_opened": None,
        "dek": "A first meeting in years",
        "byline": "Ann Reed",
        "dateline": {"place": "Istanbul", "agency": "AP"},
        "read": False,
        "saved": False,
        "tags": [],
        "words": 23,
    }
    assert (lula["url"], lula["dek"], lula["byline"], lula["dateline"]) == (None, None, None, None)


def test_an_empty_list_is_an_empty_array_and_a_calm_line(shell: Shell) -> None:
    """Nothing there is no failure."""
    assert shell("list", "--json") == (0, "[]\n", "")
    assert shell("list") == (0, "", "No articles there.\n")


def test_a_search_that_finds_nothing_proposes_one_that_does(stories: Shell) -> None:
    """On standard error, so that what is printed stays what it is; and nothing where nothing is like it."""
    assert stories("search", "istambul -talkz") == (
        *(0, ""),
        "Nothing found for istambul -talkz.\nDid you mean istanbul -talkz?\n",
    )
    assert stories("search", "istambul", "--json") == (0, "[]\n", "Did you mean istanbul?\n")
    assert stories("search", "qqqqqqq") == (0, "", "Nothing found for qqqqqqq.\n")


def test_a_printed_list_has_columns_that_stay(stories: Shell) -> None:
    """`cut`, `awk` and a screen reader find each thing where it was."""
    stories("save", first_id(stories))
    lines = stories("list", "--plain").out.splitlines()
    assert len(lines) == 2
    assert all(ROW.fullmatch(line) for line in lines)
    assert "\x1b" not in "".join(lines)


def test_a_limit_cuts_a_list_and_zero_does_not(stories: Shell) -> None:
    """Fifty rows fit a screen; a script wants them all."""
    assert len(stories("list", "--limit", "1", "--json").json()) == 1
    assert len(stories("list", "--limit", "0", "--json").json()) == 2


def test_lists_can_be_chosen(stories: Shell) -> None:
    """Unread, saved, a feed's, a tag's."""
    id_ = first_id(stories)
    stories("read", id_, "--mark")
    stories("tag", "grain", id_)
    assert [a["id"] == id_ for a in stories("list", "--unread", "--json").json()] == [False]
    assert [a["id"] == id_ for a in stories("list", "--saved", "--json").json()] == [True]
    assert [a["tags"] for a in stories("list", "--tag", "grain", "--json").json()] == [["grain"]]
    assert len(stories("list", "--feed", "docu", "--json").json()) == 2


def test_a_feed_that_is_not_there_is_said_in_one_line(stories: Shell) -> None:
    """Exit code 1, nothing on standard output."""
    assert stories("list", "--feed", "nope") == (1, "", "dateline: No feed answers to 'nope'.\n")


# ── reading ───────────────────────────────────────────────────────────────────────────────────


def test_an_article_in_json_has_text_and_names(stories: Shell) -> None:
    """The promised keys, and those of a list."""
    article = stories("read", first_id(stories)[:6], "--json").json()
    kinds = ["people", "places", "organisations"]
    assert list(article) == [
        *LIST_KEYS,
        "sections",
        *kinds,
        "date_changed",
        "links",
        "notes",
        "quotes",
        "dates",
    ]
    first, second = article["sections"]
    assert first["heading"] is None
    assert second["heading"] == "What is on the table"
    (block,) = first["blocks"]
    assert block["kind"] == "paragraph"
    assert block["text"].startswith("Ukrainian President Volodymyr Zelenskyy")
    (person,) = article["people"]
    assert set(person) == {"name", "aliases", "role", "mentions", "salience"}
    assert (person["name"], person["aliases"], person["mentions"]) == (
        "Volodymyr Zelenskyy",
        ["Zelenskyy"],
        2,
    )
    keys = {"name", "aliases", "kind", "country", "lat", "lon", "mentions", "salience"}
    assert all(set(place) == keys for place in article["places"])
    assert {"Istanbul", "Turkey"} <= {place["name"] for place in article["places"]}


def test_what_changed_in_an_article_is_printed(stories: Shell, tmp_path: Path) -> None:
    """As words in brackets for people, as parts for programs; nothing for an article that never changed."""
    path, other = tmp_path / "bridge.md", first_id(stories)
    ids: list[str] = []
    for cost in ("two", "six"):
        path.write_text(f"---\nid: bridge\n---\n# Bridge closes\n\nIt costs {cost} million.\n")
        ids += [story["id"] for story in stories("import", str(path), "--json").json()]
    (id_,) = set(ids)
    printed = stories("read", id_, "--changes").out
    assert "Change 1 of 1, seen " in printed
    assert "~ It costs [-two-] {+six+} million." in printed
    told = stories("read", id_, "--changes", "--json").json()
    assert list(told) == ["id", "title", "changes"]
    (change,) = told["changes"]
    assert list(change) == ["number", "date_seen", "words_added", "words_removed", "parts"]
    assert [part["kind"] for part in change["parts"]] == ["same", "changed"]
    unchanged = stories("read", other, "--changes")
    assert (unchanged.code, unchanged.out) == (0, "")
    assert "has not changed" in unchanged.err


def test_several_articles_in_json_are_one_array(stories: Shell) -> None:
    """One document, however many."""
    ids = [article["id"] for article in stories("list", "--json").json()]
    assert [article["id"] for article in stories("read", *ids, "--json").json()] == ids


def test_an_article_is_printed_with_its_links(stories: Shell) -> None:
    """Nothing is lost for want of a screen."""
    out = stories("read", first_id(stories)).out
    assert out.startswith(
        "Talks open in Istanbul\nA first meeting in years\nDocuments · By Ann Reed · 15 May 2025"
    )
    assert "Zelenskyy will meet [1] envoys." in out
    assert out.endswith("https://example.org/talks\n[1] https://example.org/a\n")


def test_reading_marks_nothing_unless_asked(stories: Shell) -> None:
    """A script that looks at everything has not read it."""
    id_ = first_id(stories)
    stories("read", id_)
    assert stories("list", "--json").json()[0]["read"] is False
    stories("read", id_, "--mark")
    assert stories("list", "--json").json()[0]["read"] is True


def test_ids_come_from_standard_input(stories: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """`… | dateline save -`."""
    ids = [article["id"] for article in stories("list", "--json").json()]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(ids)))
    assert stories("save", "-") == (0, "", "Saved 2 articles\n")
    assert len(stories("list", "--saved", "--json").json()) == 2


def test_an_id_that_nobody_has_is_one_line(stories: Shell) -> None:
    """And nothing is marked."""
    ran = stories("save", first_id(stories), "zzzzzz")
    assert (ran.code, ran.out) == (1, "")
    assert re.fullmatch(r"dateline: .*zzzzzz.*\n", ran.err)
    assert stories("list", "--saved", "--json").json() == []


# ── searching and names ───────────────────────────────────────────────────────────────────────


def test_a_search_finds_words_of_the_text(stories: Shell) -> None:
    """Also right after an import: nobody has to open the reader first."""
    (found,) = stories("search", "black", "sea", "--json").json()
    assert list(found) == LIST_KEYS
    assert found["title"] == "Talks open in Istanbul"


@pytest.mark.parametrize("query", ['"', "feed:", "-", "((", "*", "NEAR(", "é:"])
def test_any_search_is_a_search(stories: Shell, query: str) -> None:
    """Never an error, whatever is typed."""
    assert stories("search", "--json", "--", query).code == 0


def test_a_person_is_found_by_the_surname(stories: Shell) -> None:
    """`who` and `where` answer from the names of all stored articles."""
    (found,) = stories("who", "zelenskyy", "--json").json()
    assert found["title"] == "Talks open in Istanbul"
    (place,) = stories("where", "Turkey", "--json").json()
    assert place["title"] == "Talks open in Istanbul"
    assert stories("who", "nobody").err == "No stored article names nobody.\n"


# ── documents ─────────────────────────────────────────────────────────────────────────────────


def test_a_document_comes_from_standard_input(shell: Shell) -> None:
    """`curl … | dateline import -`."""
    ran = run_process(["import", "-", "--json"], shell.home, stdin=STORY.encode())
    assert ran.returncode == 0
    assert "Talks open in Istanbul" in [article["title"] for article in json.loads(ran.stdout)]


def test_standard_input_is_read_up_to_the_cap(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """What never ends must not fill the memory before it is refused."""

    class Endless(io.RawIOBase):
        def read(self, size: int = -1, /) -> bytes:
            assert 0 < size < 20_000_000
            return b"x" * size

    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=Endless()))
    ran = shell("import", "-")
    assert ran.code == 1
    assert "larger than 15 MB" in ran.err


def test_what_should_be_known_of_a_list_is_said(shell: Shell, tmp_path: Path) -> None:
    """The feed is taken, so the command has not failed; no password is printed."""
    (tmp_path / "urls").write_text("https://ann:s3cret@post.example/feed work\n", encoding="utf-8")
    ran = shell("import", tmp_path / "urls")
    assert ran.code == 0
    assert "dateline feeds set https://post.example/feed user=… password_command=…\n" in ran.err
    assert ran.err.endswith("Imported: 1 new feed.\n")
    assert "s3cret" not in ran.err + ran.out + shell("feeds", "--json").out + shell("export", "--opml").out


def test_a_file_that_cannot_be_read_is_named_and_the_others_load(shell: Shell, tmp_path: Path) -> None:
    """Exit code 1 tells the script; the line tells the person."""
    (tmp_path / "good.md").write_text("# A story\n\nWords.\n")
    (tmp_path / "bad.json").write_text("{")
    ran = shell("import", tmp_path / "bad.json", tmp_path / "good.md", tmp_path / "missing.txt", "--json")
    assert ran.code == 1
    assert [article["title"] for article in ran.json()] == ["A story"]
    assert "bad.json" in ran.err
    assert "missing.txt" in ran.err
    assert "Traceback" not in ran.err


def test_export_takes_what_is_saved_without_a_choice(stories: Shell) -> None:
    """What one keeps is what one takes along."""
    id_ = first_id(stories)
    stories("save", id_)
    feed = stories("export", "--format", "json").json()
    assert [item["id"] for item in feed["items"]] == [id_]


def test_the_name_of_the_file_chooses_the_format(stories: Shell, tmp_path: Path) -> None:
    """`-o saved.epub` is a book."""
    for name, beginning in (("a.epub", b"PK"), ("a.json", b"{"), ("a.md", b"---\n"), ("a.txt", b"Talks")):
        assert stories("export", "--all", "-o", tmp_path / name).code == 0
        assert (tmp_path / name).read_bytes().startswith(beginning)


def test_a_folder_gets_a_file_a_story(stories: Shell, tmp_path: Path) -> None:
    """Named so that a person finds it again."""
    ran = stories("export", "--all", "-o", f"{tmp_path}/out/")
    assert ran.err == f"Exported 2 articles to {tmp_path}/out/.\n"
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert [re.sub(r"-[a-z2-7]{12}", "", name) for name in names] == [
        "lula-wins-in-brazil.md",
        "talks-open-in-istanbul.md",
    ]


def test_a_book_of_nothing_leaves_the_old_book(stories: Shell, tmp_path: Path) -> None:
    """A failure keeps what was there."""
    (tmp_path / "a.epub").write_bytes(b"old")
    ran = stories("export", "--saved", "-o", tmp_path / "a.epub")
    assert (ran.code, ran.err) == (1, "dateline: There are no articles to make a book of.\n")
    assert [path.name for path in tmp_path.glob("*a.epub*")] == ["a.epub"]
    assert (tmp_path / "a.epub").read_bytes() == b"old"


# ── marks ─────────────────────────────────────────────────────────────────────────────────────


def test_tags_are_put_on_taken_off_and_listed(stories: Shell) -> None:
    """Tagging saves; the list counts."""
    id_ = first_id(stories)
    assert stories("tag", "grain", id_).code == 0
    assert stories("tag", "--json").json() == [{"tag": "grain", "articles": 1}]
    assert stories("tag").out == "     1  grain\n"
    assert stories("tag", "--remove", "grain", id_).code == 0
    assert stories("tag") == (0, "", "There are no tags.\n")
    assert stories("tag", "grain").code == 1


def test_unsave_takes_the_bookmark_away(stories: Shell) -> None:
    """And says so."""
    id_ = first_id(stories)
    stories("save", id_)
    assert stories("unsave", id_).code == 0
    assert stories("list", "--saved", "--json").json() == []


# ── care ──────────────────────────────────────────────────────────────────────────────────────


def test_config_prints_the_defaults_and_where_the_file_is(shell: Shell) -> None:
    """Neither makes the file."""
    from tui.settings.file import default_toml

    assert shell("config") == (0, default_toml(), "")
    assert shell("config", "path").out == f"{shell.home}/config/config.toml\n"
    assert not (shell.home / "config").exists()


def test_config_edit_runs_the_editor_without_a_shell(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a file made from the defaults, checked afterwards."""
    editor = tmp_path / "my editor.py"
    editor.write_text("import sys; open(sys.argv[2], 'a').write(sys.argv[1])")
    monkeypatch.setenv("VISUAL", f"{sys.executable} '{editor}' '# $(touch x); done\n'")
    ran = shell("config", "edit")
    assert (ran.code, ran.out) == (0, "")
    text = (shell.home / "config" / "config.toml").read_text()
    assert text.startswith("# dateline's settings.")
    assert text.endswith("# $(touch x); done\n")
    monkeypatch.setenv("VISUAL", f"{sys.executable} '{editor}' 'theme = 3'")
    ran = shell("config", "edit")
    assert ran.code == 1
    assert ran.err.startswith("dateline: config.toml, line ")


def test_an_editor_that_is_not_there_is_one_line(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not a traceback."""
    monkeypatch.setenv("VISUAL", "no-such-editor-anywhere")
    ran = shell("config", "edit")
    assert ran.code == 1
    assert ran.err.startswith("dateline: The editor no-such-editor-anywhere cannot be run")


def test_a_backup_brings_everything_back(stories: Shell, tmp_path: Path) -> None:
    """Bookmarks and all; the database before is kept."""
    id_ = first_id(stories)
    stories("save", id_)
    assert stories("backup", tmp_path / "b.db").out == f"{tmp_path}/b.db\n"
    stories("unsave", id_)
    ran = stories("restore", tmp_path / "b.db")
    assert ran.code == 0
    assert Path(ran.out.strip()).is_file()
    assert [article["id"] for article in stories("list", "--saved", "--json").json()] == [id_]


def test_restore_says_what_a_file_is_that_is_no_backup(stories: Shell, tmp_path: Path) -> None:
    """And leaves the database as it is."""
    text, damaged = tmp_path / "notes.txt", tmp_path / "damaged.db"
    text.write_text("Milk, bread.")
    stories("backup", damaged)
    held = bytearray(damaged.read_bytes())
    held[3 * 4096 : 30 * 4096] = bytes(27 * 4096)
    damaged.write_bytes(held)
    before = stories("list", "--json").out
    for name, said in (
        (text, "notes.txt is no database"),
        (damaged, "damaged.db is damaged; nothing was changed"),
        (tmp_path, "is a folder"),
        (tmp_path / "none", "There is no file"),
    ):
        ran = stories("restore", name)
        assert (ran.code, ran.out) == (1, "")
        assert said in ran.err
        assert "mended" not in ran.err
    assert stories("list", "--json").out == before


def test_marking_read_and_unread(stories: Shell) -> None:
    """One of the two has to be said; where an ID is unknown nothing is marked."""
    first, second = [article["id"] for article in stories("list", "--limit", "2", "--json").json()]

    def unread() -> set[str]:
        return {article["id"] for article in stories("list", "--unread", "--limit", "0", "--json").json()}

    assert stories("mark", first).code == 2
    assert stories("mark", "--read", first, "nosuch").code == 1
    assert {first, second} <= unread()
    assert "2 articles" in stories("mark", "--read", first[:8], second).err
    assert not {first, second} & unread()
    stories("mark", "--unread", second)
    assert {first, second} & unread() == {second}


def test_several_tags_have_commas_between_them(stories: Shell) -> None:
    """Each once; one that has a comma in it, from another program, can be taken off by its name."""
    (article,) = stories("list", "--limit", "1", "--json").json()
    stories("tag", " grain, ports,GRAIN,, ", article["id"])
    assert [tag["tag"] for tag in stories("tag", "--json").json()] == ["grain", "ports"]
    stories("tag", "--remove", "ports,grain", article["id"])
    assert stories("tag", "--json").json() == []
    assert stories("tag", " , ", article["id"]).code == 1
    library = Library.open(user_paths())
    library.tag([article["id"]], "red, white")
    library.close()
    stories("tag", "--remove", "red, white", article["id"])
    assert stories("tag", "--json").json() == []


def test_the_doctor_finds_a_sound_library_well(stories: Shell) -> None:
    """One line a check, or one JSON document."""
    ran = stories("doctor")
    assert ran.code == 0
    assert all(line.startswith("ok ") for line in ran.out.splitlines())
    checks = stories("doctor", "--json").json()
    assert all(set(check) == {"name", "ok", "detail"} for check in checks)


# ── usage, pipes, signals ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "typed",
    [
        ["list", "--limit", "-1"],
        ["list", "--limit", "x"],
        ["list", "--unread", "--saved"],
        ["read"],
        ["search"],
        ["export", "--format", "doc"],
        ["completions", "tcsh"],
    ],
)
def test_wrong_usage_is_code_2(shell: Shell, typed: list[str]) -> None:
    """Told apart from failing."""
    ran = shell(*typed)
    assert (ran.code, ran.out) == (2, "")
    assert "usage: dateline" in ran.err


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["lsit"], "no command 'lsit'; did you mean list?"),
        (["--plain", "LIST"], "no command 'LIST'; did you mean list?"),
        (["subscribe"], "no command 'subscribe'; did you mean add?"),
        (["xyzzy"], "no command 'xyzzy'; dateline --help lists them all."),
        (["list", "--unraed"], "list: no option '--unraed'; did you mean --unread?"),
        (["list", "--limt=3"], "list: no option '--limt'; did you mean --limit?"),
        (["read", "--jsn"], "read: no option '--jsn'; did you mean --json?"),
        (["search", "grain", "-tourism"], "search: no option '-tourism'; quote a search that has a - in it."),
        (["--plian"], "no option '--plian'; did you mean --plain?"),
    ],
)
def test_a_typo_is_one_line_that_names_what_was_meant(shell: Shell, typed: list[str], told: str) -> None:
    """Not a screenful of all there is."""
    assert shell(*typed) == (2, "", f"dateline: {told}\n")


def test_a_choice_that_is_none_names_the_nearest(shell: Shell) -> None:
    """The usage says what there is."""
    ran = shell("export", "--format", "markdwon")
    assert ran.code == 2
    assert ran.err.endswith("; did you mean markdown?\n")


@pytest.mark.parametrize("name", [command.name for command in COMMANDS])
def test_every_command_has_help_with_examples(shell: Shell, name: str) -> None:
    """One learns by example."""
    ran = shell(name, "--help")
    assert ran.code == 0
    assert f"examples:\n  dateline {name}" in ran.out or "| dateline import" in ran.out


def test_every_example_is_right(shell: Shell) -> None:
    """What the help shows can be typed."""
    import shlex

    for command in COMMANDS:
        for example in command.examples:
            words = shlex.split(example, comments=False)
            start = words.index("dateline")
            ends = [n for n, word in enumerate(words) if word in ("|", ">") and n > start]
            assert build_parser().parse_args(words[start + 1 : ends[0] if ends else None])


def test_without_a_terminal_the_headlines_are_printed(stories: Shell) -> None:
    """`dateline | head`, a cron job, a screen reader."""
    for words in ([], ["--plain"]):
        ran = stories(*words)
        assert ran.code == 0
        assert all(ROW.fullmatch(line) for line in ran.out.splitlines())


def test_a_fault_in_the_configuration_stops_no_list(shell: Shell) -> None:
    """Only what needs the settings complains of them."""
    (shell.home / "config").mkdir(parents=True)
    (shell.home / "config" / "config.toml").write_text("theme = 3")
    assert shell("list", "--json").code == 0


def test_a_reader_who_stops_reading_is_no_error(shell: Shell) -> None:
    """`dateline list | head -1` prints no complaint."""
    shell("list")
    command = [sys.executable, "-m", "tui", "config"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(timeout=30) == 141


@pytest.mark.parametrize("typed", ["config", "--version", "--help", "list --help", "man", "list"])
@pytest.mark.parametrize("where", [">/dev/full", ">&-"])
def test_what_cannot_be_printed_is_one_line(stories: Shell, typed: str, where: str) -> None:
    """A full disk, a closed output: nothing was printed, so the code says so."""
    if not os.path.exists("/dev/full"):
        pytest.skip("needs /dev/full")
    ran = subprocess.run(
        ["sh", "-c", f"'{sys.executable}' -m tui {typed} {where}"], stderr=subprocess.PIPE, check=False
    )
    assert ran.returncode == 1
    assert re.fullmatch(rb"dateline: .*\n", ran.stderr)


@pytest.mark.parametrize("closed", ["<&-", "2>&-", "<&- 2>&-", "<&- >&- 2>&-", "2>/dev/full"])
def test_closed_streams_are_no_error_and_nobody_else_gets_their_numbers(stories: Shell, closed: str) -> None:
    """A database that is file 1 would be printed into."""
    ran = subprocess.run(
        ["sh", "-c", f"'{sys.executable}' -m tui tag news {first_id(stories)} {closed}"], check=False
    )
    assert ran.returncode == 0
    assert dict.fromkeys(tag["tag"] for tag in stories("tag", "--json").json()) == {"news": None}
    assert stories("doctor").code == 0


def test_stopping_from_the_keyboard_is_quiet(shell: Shell, tmp_path: Path) -> None:
    """Ctrl+C: code 130, no traceback."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    process = subprocess.Popen(
        [sys.executable, "-m", "tui", "import", str(pipe)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "DATELINE_HOME": str(shell.home)},
    )
    with pipe.open("wb"):  # opens once the command reads from it
        process.send_signal(signal.SIGINT)
        # Python looks for signals between its own steps: one that comes just before a read begins is heard
        # when the read ends, and whoever sits at the keyboard presses again.
        try:
            out, err = process.communicate(timeout=10)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=10)
    assert (process.returncode, out) == (130, b"")
    assert b"Traceback" not in err


def test_words_that_the_terminal_cannot_show_are_no_error(stories: Shell) -> None:
    """An old terminal gets `?` for a letter it lacks."""
    ran = run_process(["list", "--plain"], stories.home, env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert ran.returncode == 0
    assert ran.stdout.isascii()


def test_controls_in_a_headline_never_reach_the_terminal(shell: Shell, tmp_path: Path) -> None:
    """A feed cannot set the clipboard or the title of the window."""
    (tmp_path / "evil.md").write_text('---\ntitle: "a\\u001b]52;c;aGk=\\u0007\\u202eb"\n---\n\nx \x1b[31m\n')
    shell("import", tmp_path / "evil.md")
    id_ = first_id(shell)
    for words in (["list"], ["read", id_], ["export", "--all"], ["export", "--all", "--format", "text"]):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shell(*words).out)


def test_the_version_imports_next_to_nothing() -> None:
    """`dateline --version` is asked by scripts, often."""
    program = (
        "import sys; from tui.__main__ import main; code = main(['--version']);"
        "print(sorted(m for m in sys.modules if m.startswith('tui.') and m != 'tui.__main__'), code)"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[1] == "[] 0"


def test_a_list_loads_neither_textual_nor_a_parser_of_feeds(shell: Shell) -> None:
    """It has to be there at once."""
    program = (
        "import sys; from tui.__main__ import main; main(['list']);"
        "heavy = {'textual', 'rich', 'feedparser', 'msgspec', 'justhtml', 'shtab', 'tui.settings.config',"
        "         'tui.fulltext'};"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    shell("list")
    ran = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        env={**os.environ, "DATELINE_HOME": str(shell.home)},
        check=True,
    )
    assert ran.stderr == "[]\n"
