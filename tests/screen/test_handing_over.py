"""Stories handed to programs by keys, and keys that stand for several commands: on the real reader."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
from textual.geometry import Offset
from textual.selection import Selection
from textual.widgets import Input, Static

from tests.screen.test_reader_screen import Reader, hear, reading
from tests.store.stories import all_of
from tests.terminal import Terminal, dateline
from tui.errors import StoreBusy
from tui.library.frontdesk import Library
from tui.screens.chooser import Choices, Chooser
from tui.screens.help import HelpScreen, help_lines
from tui.settings.file import parse_config
from tui.settings.programs import own_commands
from tui.system.paths import Paths
from tui.text.weblinks import link_to_words
from tui.widgets.reading_pane import ReadingPane

NOTE = "import sys, json; json.dump([sys.argv[2:], sys.stdin.read()], open(sys.argv[1], 'w'))"


@pytest.fixture
def got(tmp_path: Path) -> Path:
    """Where the little program writes what it was given."""
    return tmp_path / "got.json"


def configure(paths: Paths, text: str) -> None:
    paths.config_dir.mkdir(parents=True, exist_ok=True)
    paths.config_file.write_text(text, encoding="utf-8")


def program(name: str, got: Path, *arguments: str, code: str = NOTE, **settings: object) -> str:
    command = [sys.executable, "-c", code, str(got), *arguments]
    lines = [f"[programs.{name}]", f"command = {json.dumps(command)}"]
    return "\n".join([*lines, *(f"{key} = {json.dumps(value)}" for key, value in settings.items()), ""])


async def settled(reader: Reader) -> None:
    await reader.ended("conversation")
    await reader.ended("programs", "marks")
    await reader.pilot.pause()


def labels(reader: Reader) -> list[str]:
    assert isinstance(reader.app.screen, Chooser)
    return [choice.label for choice in reader.app.screen.query_one(Choices).choices]


@pytest.mark.parametrize("form", ["markdown", "json", "text"])
async def test_a_story_is_handed_to_a_program_that_is_chosen(
    seeded: Paths, got: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the form that it wants, with what placeholders stand for as arguments."""
    configure(seeded, program("notes", got, "{title}", "{feed}", "{id}", input=form))
    async with reading(seeded) as reader:
        told = hear(reader, monkeypatch)
        story = all_of(reader.app.library)[0]
        await reader.press("vertical_line")
        assert labels(reader) == ["notes", "Type a command …"]
        await reader.press("enter")
        await settled(reader)
        arguments, text = json.loads(got.read_text())
        assert arguments == [story.headline.replace("/", "-"), story.feed, story.id]
        assert text == reader.app.library.article_in(story.id, form)  # type: ignore[arg-type]
        assert told == ["notes is done."]
        assert (form == "json") == text.startswith("{")
        assert (form == "markdown") == text.startswith("---")
        assert reader.screen.status == ""


async def test_a_command_is_typed_and_offered_again(
    seeded: Paths, got: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Straight away where no program is configured; words as a shell splits them, and no shell."""
    async with reading(seeded) as reader:
        told = hear(reader, monkeypatch)
        await reader.press("vertical_line")
        line = f"{sys.executable} -c '{NOTE.replace(chr(39), chr(34))}' {got} 'a b' ';' '$HOME'"
        reader.screen.query_one(Input).value = line
        await reader.press("enter")
        await settled(reader)
        arguments, text = json.loads(got.read_text())
        assert arguments == ["a b", ";", "$HOME"]
        assert text.startswith("---")
        await reader.press("vertical_line")
        assert labels(reader) == [line, "Type a command …"]
        got.unlink()
        await reader.press("enter")
        await settled(reader)
        assert got.exists()
        await reader.press("vertical_line", "down", "enter")
        prompt = reader.screen.query_one(Input)
        assert prompt.selected_text == line
        prompt.value = "nosuchprogram 'x"
        await reader.press("enter")
        await settled(reader)
        assert told[-1] == "! That is no command: No closing quotation."


async def test_a_link_is_one_argument_of_what_it_is_opened_with(
    seeded: Paths, got: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Programs for links are offered by `W`, those for stories by `|`; nothing is on standard input."""
    configure(seeded, program("player", got, input="link") + program("notes", got))
    async with reading(seeded) as reader:
        told = hear(reader, monkeypatch)
        with reader.app.library.database.write() as conn:
            conn.execute("UPDATE articles SET url = 'https://a.example/?a=1;b&c=$(d)'")
        story = all_of(reader.app.library)[0]
        assert story.url
        await reader.press("vertical_line")
        assert labels(reader) == ["notes", "Type a command …"]
        await reader.press("escape", "enter", "W")
        assert labels(reader) == ["player", "The browser", "Type a command …"]
        await reader.press("enter")
        await settled(reader)
        assert json.loads(got.read_text()) == [[story.url], ""]
        assert told == ["player is done."]


def select(reader: Reader) -> str:
    """Select with the mouse from within a paragraph to within the next; return what of the text that is."""
    pane = reader.screen.query_one(ReadingPane)
    assert pane.page_shown is not None
    lines = pane.page_shown.section_lines(1)
    pane.show_line(lines.start)
    last = next(
        number for number in lines if number > lines.start + 3 and pane.page_shown.lines[number].segments
    )
    selection = Selection(Offset(4, lines.start), Offset(5, last))
    reader.screen.selections = {pane: selection}
    found = pane.get_selection(selection)
    assert found is not None
    return found[0].replace("\n\n", "\n").strip()


@pytest.mark.parametrize("form", ["markdown", "json", "text"])
async def test_a_passage_that_is_selected_is_handed_over_instead_of_the_story(
    seeded: Paths, got: Path, form: str
) -> None:
    """By `|`, and by the program's own key; in the list the story under the cursor is meant."""
    configure(seeded, program("notes", got, "{link}", input=form, key="ctrl+n"))
    with Library.open(seeded).database.write() as conn:
        conn.execute("UPDATE articles SET url = 'https://a.example/' || id")
    async with reading(seeded) as reader:
        await reader.press("j", "enter")
        words = select(reader)
        assert "\n" in words
        await reader.press("vertical_line")
        assert "Hand the passage to" in screen_title(reader)
        await reader.press("enter")
        await settled(reader)
        (link,), text = json.loads(got.read_text())
        story = reader.screen.article
        assert story is not None
        assert link == link_to_words(story.headline.url or "", words)
        if form == "json":
            item = json.loads(text)
            assert (item["content_text"], item["url"], item["title"]) == (words, link, story.prose.headline)
            assert item["id"] != story.id
        elif form == "markdown":
            quotation, source = text.split("\n\n")
            assert re.sub(r"^> |\\", "", quotation, flags=re.MULTILINE) == words.replace("\n", "\n>\n")
            assert source == f"[{story.prose.headline}](<{link}>), {story.headline.feed}\n"
        else:
            assert text == f"{words}\n"
        got.unlink()
        await reader.press("ctrl+n")
        await settled(reader)
        assert json.loads(got.read_text())[1] == text
        await reader.press("shift+tab", "ctrl+n")
        await settled(reader)
        assert len(json.loads(got.read_text())[1]) > 3 * len(text)


async def test_a_passage_that_is_being_marked_is_handed_over_and_its_link_opened(
    seeded: Paths, got: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the same keys; marking it ends, as with a note. Without a page of its own there is no such link."""
    configure(seeded, program("say", got, input="text") + program("see", got, input="link"))
    with Library.open(seeded).database.write() as conn:
        conn.execute("UPDATE articles SET url = 'https://a.example/1#x'")
    async with reading(seeded) as reader:
        told = hear(reader, monkeypatch)
        pane = reader.screen.query_one(ReadingPane)
        await reader.press("j", "enter", "V", "w", "w")
        assert pane.passage is not None
        words = pane.passage.text
        await reader.press("vertical_line", "enter")
        await settled(reader)
        assert json.loads(got.read_text()) == [[], f"{words}\n"]
        assert pane.passage is None
        await reader.press("V", "w", "w", "W")
        assert "Open the link to the passage with" in screen_title(reader)
        await reader.press("enter")
        await settled(reader)
        link = link_to_words("https://a.example/1#x", words)
        assert json.loads(got.read_text()) == [[link], ""]
        with reader.app.library.database.write() as conn:
            conn.execute("UPDATE articles SET url = NULL")
        await reader.press("J", "V", "W", "enter")
        await settled(reader)
        assert told[-1] == "! This story has no page of its own."


def screen_title(reader: Reader) -> str:
    return str(reader.app.screen.query_one(".dialog--title", Static).render())


async def test_what_fails_is_told_with_its_first_line(
    seeded: Paths, got: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = program("bad", got, code="import sys; sys.exit('no such vault')", key="ctrl+b")
    configure(seeded, failing + '[programs.gone]\ncommand = ["nosuchprogram"]\nkey = "ctrl+n"')
    async with reading(seeded) as reader:
        told = hear(reader, monkeypatch)
        await reader.press("ctrl+b")
        await settled(reader)
        await reader.press("ctrl+n")
        await settled(reader)
        assert told == [
            "! bad failed, code 1: no such vault",
            "! nosuchprogram could not be started: No such file or directory.",
        ]


async def test_a_program_may_have_the_terminal(
    seeded: Paths, got: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then the reader waits for it; here there is none to lend, and the reader says so and lives on."""
    configure(seeded, program("pager", got, terminal=True, key="ctrl+b"))
    async with reading(seeded) as reader:
        told = hear(reader, monkeypatch)
        await reader.press("ctrl+b")
        await settled(reader)
        assert told == ["! There is no terminal here that another program could have."]
        monkeypatch.setattr(reader.app, "lend_terminal", lambda use: use())
        await reader.press("ctrl+b")
        await settled(reader)
        assert json.loads(got.read_text())[1].startswith("---")
        assert told[1:] == ["pager is done."]


MACRO = '[macros]\n"ctrl+t" = ["save", "program:notes", "next_unread", "next_unread"]\n'


async def test_a_macro_takes_its_steps_one_after_the_other(
    seeded: Paths, got: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program gets the story as it is once it was saved, and the next story is opened after that."""
    configure(seeded, MACRO + program("notes", got, "{id}", input="json"))
    async with reading(seeded) as reader:
        told = hear(reader, monkeypatch)
        first, second, third = all_of(reader.app.library)[:3]
        await reader.press("enter", "ctrl+t")
        await settled(reader)
        (id_,), text = json.loads(got.read_text())
        assert (id_, json.loads(text)["id"]) == (first.id, first.id)
        assert json.loads(text)["_dateline"]["saved_at"]
        opened = reader.screen.article
        assert opened is not None
        assert opened.id == third.id
        assert reader.app.library.headline(second.id).read
        assert told == ["Saved", "notes is done."] or told[1:] == ["notes is done."]


async def test_a_macro_stops_at_the_first_step_that_fails(
    seeded: Paths, got: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(seeded, MACRO + program("notes", got, code="raise SystemExit(3)"))
    async with reading(seeded) as reader:
        told = hear(reader, monkeypatch)
        first = all_of(reader.app.library)[0]
        await reader.press("enter", "ctrl+t")
        await settled(reader)
        opened = reader.screen.article
        assert opened is not None
        assert opened.id == first.id
        assert opened.headline.saved
        assert told[-1] == "! notes failed, code 3"
        assert "ctrl+t stopped before next_unread" in reader.screen.status


async def test_a_macro_stops_where_a_command_fails(
    seeded: Paths, got: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What could not be saved is not handed on as if it were."""
    configure(seeded, MACRO + program("notes", got))

    def save(*_: object) -> None:
        raise StoreBusy("The database is busy.")

    async with reading(seeded) as reader:
        told = hear(reader, monkeypatch)
        monkeypatch.setattr(reader.app.library, "save", save)
        await reader.press("enter", "ctrl+t")
        await settled(reader)
        assert told == ["! The database is busy."]
        assert not got.exists()
        assert "ctrl+t stopped before" in reader.screen.status


async def test_a_macro_may_ask_and_goes_on_with_the_answer(seeded: Paths) -> None:
    """A tag is typed in its midst; `m` and the next step follow when it was."""
    configure(seeded, '[macros]\n"ctrl+t" = ["tag", "toggle_read", "down"]\n')
    async with reading(seeded) as reader:
        first = all_of(reader.app.library)[0]
        await reader.pilot.press("ctrl+t")
        await reader.until(lambda: bool(reader.screen.query(Input)))
        await reader.pilot.press(*"grain", "enter")
        await settled(reader)
        now = reader.app.library.headline(first.id)
        assert (now.tags, now.read) == (("grain",), True)
        assert reader.screen.list.cursor == 1


OWN = (
    '[macros]\n"ctrl+t" = ["save", "program:notes"]\n"f6" = ["mark_above_read", "next_unread"]\n'
    '"f7" = ["mark_all_read", "details"]\n[keys]\nopen_with = ["W", "f8"]\n'
)


def test_the_help_has_them_first_and_by_the_place_they_act_in(got: Path) -> None:
    """A program without a key is had by the command that offers it; what shares no place is had anywhere."""
    link = program("player", got, input="link")
    config = parse_config(OWN + program("notes", got, key="ctrl+n") + link)
    lines = help_lines(config.keys, 90, (), own_commands(config))
    assert ["".join(piece for piece, _ in line) for line in lines][:8] == [
        "Your own",
        "  ctrl+t         Save, then notes",
        "  f7             All read, then details",
        "  ctrl+n         Hand the story to notes",
        "  W … f8 …       Open the link with player",
        "",
        "Your own, in the list",
        "  f6             Above read, then next",
    ]
    taken = help_lines({"open_with": ()}, 90, (), own_commands(config))
    assert "  : … ctrl+p …   Open the link with player" in [
        "".join(text for text, _ in line) for line in taken
    ]


async def test_the_palette_has_them_with_their_keys(seeded: Paths, got: Path) -> None:
    """What acts here comes first, and what was used last before all else."""
    configure(seeded, OWN + program("notes", got, "{id}"))
    async with reading(seeded) as reader:
        first = all_of(reader.app.library)[0]
        await reader.press("colon")
        assert labels(reader)[:4] == [
            "Save, then notes",
            "Above read, then next",
            "All read, then details",
            "Hand the story to notes",
        ]
        assert isinstance(reader.app.screen, Chooser)
        assert reader.app.screen.query_one(Choices).choices[1].detail == "f6"
        await reader.press(*"to notes", "enter")
        await settled(reader)
        assert json.loads(got.read_text())[0] == [first.id]
        await reader.press("colon")
        assert labels(reader)[0] == "Hand the story to notes"
        await reader.press(*"save, then", "enter")
        await settled(reader)
        assert reader.app.library.headline(first.id).saved
        await reader.press("enter", "colon", *"above read, then", "enter")
        await settled(reader)
        assert reader.app.messages[-1][1] == "That is for the list."
        await reader.press("question_mark")
        assert isinstance(reader.app.screen, HelpScreen)
        await reader.press("escape")


def test_a_program_has_the_real_terminal_and_ctrl_c_is_its_own(seeded: Paths, tmp_path: Path) -> None:
    """It reads the story, writes on the terminal, is interrupted there; and the reader goes on."""
    code = (
        "import sys, time\ntry: print('PAGER', len(sys.stdin.read()) > 100, sys.stdout.isatty(), flush=True);"
        " time.sleep(60)\nexcept KeyboardInterrupt: print('INTERRUPTED', flush=True); sys.exit(4)"
    )
    configure(seeded, program("pager", tmp_path / "got", code=code, terminal=True, key="ctrl+b"))
    with Terminal(dateline(), home=tmp_path) as terminal:
        terminal.wait("Istanbul")
        terminal.wait(lambda: b"\x1b[?1003h" in terminal.raw, 60)
        terminal.send("\x02")
        terminal.wait("PAGER True True")
        terminal.send("\x03")
        terminal.wait(lambda: b"INTERRUPTED" in terminal.raw)
        terminal.wait("pager failed, code 4")
        terminal.send("j?")
        terminal.wait("Your own")
        terminal.send("qq")
        assert terminal.end() == 0
        assert terminal.is_given_back()
