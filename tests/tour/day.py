"""A day with dateline: what a reader with fifty feeds types, and what is seen after each key.

Nothing is configured. It runs in a shell on a real pty; docs/tour.md tells the same day, and shows the
pictures that `make_tour.py` takes of this script on its way.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.feedserver import FeedServer
from tests.sync.site import site
from tests.terminal import Terminal
from tests.tour import newsstand
from tests.tour.newsstand import FERRY, LIGHT, Paper

CODES = {
    "enter": "\r", "esc": "\x1b", "tab": "\t", "space": " ", "ctrl+z": "\x1a", "↓": "\x1b[B", "↑": "\x1b[A",
    "ctrl+d": "\x04", "ctrl+u": "\x15",
}  # fmt: skip
"""What a terminal sends for keys that are no letters."""
Picturing = Callable[[str, Terminal], None]


class Tour:
    """The reader at the terminal: types, looks, and notes which keys were pressed."""

    def __init__(
        self, terminal: Terminal, home: Path, papers: list[Paper], server: FeedServer, picture: Picturing
    ) -> None:
        self.terminal = terminal
        self.home = home
        self.papers = papers
        self.server = server
        self.pressed: set[str] = set()
        self._picture = picture

    def press(self, *keys: str) -> None:
        """Press keys, by the names the help has for them."""
        self.pressed.update(keys)
        self.terminal.send("".join(CODES.get(key, key) for key in keys))

    def write(self, words: str) -> None:
        """Type words where words are wanted."""
        self.terminal.send(words)

    def see(self, *patterns: str) -> None:
        """Wait until all of them are on the screen."""
        for pattern in patterns:
            self.terminal.wait(pattern)

    def lose(self, pattern: str) -> None:
        """Wait until it is on the screen no more."""
        self.terminal.wait(lambda: not re.search(pattern, self.terminal.text))

    @property
    def headline(self) -> str:
        """The beginning of the open story's headline, which stands above it."""
        return self.terminal.lines[0][38:62].strip()

    def reads(self, headline: str) -> None:
        """Wait until a story is open."""
        self.terminal.wait(lambda: self.headline.startswith(headline[:20].strip()))

    def reads_another(self, headline: str) -> None:
        """Wait until one is open that is not this one."""
        self.terminal.wait(lambda: self.headline not in ("", headline))

    def row(self, words: str) -> str:
        """Return the line that has some words."""
        return next(line for line in self.terminal.lines if words in line)

    def search(self, words: str, found: int) -> None:
        """Search, from the list."""
        self.press("/")
        self.see(r"\n search ")
        self.write(words)
        self.see(rf"{found} found")
        self.press("enter")
        self.lose(r"\n search ")

    def shell(self, line: str, answer: str) -> None:
        """Type a line into the shell, and wait for what it says."""
        self.terminal.wait(lambda: self.terminal.raw.endswith(b"$ "))
        before = len(self.terminal.raw)
        self.terminal.send(f"{line}\n")
        self.terminal.wait(
            lambda: re.search(answer, self.terminal.raw[before:].decode(errors="replace")) is not None
        )

    def picture(self, name: str) -> None:
        """Have a picture taken, where pictures are wanted."""
        self._picture(name, self.terminal)


@contextmanager
def at_the_desk(home: Path, picture: Picturing = lambda _name, _terminal: None) -> Iterator[Tour]:
    """A shell in which `dateline` can be typed, and a server with fifty feeds."""
    bash = shutil.which("bash")
    assert bash is not None
    programs = home / "bin"
    programs.mkdir()
    command = programs / "dateline"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m tui "$@"\n')
    command.chmod(0o755)
    papers = newsstand.papers()
    shell = [bash, "--norc", "--noprofile", "--noediting", "-i"]
    env = {"PS1": "$ ", "PATH": f"{programs}:/usr/bin:/bin", "TERM": "xterm-256color"}
    with site() as server:
        newsstand.serve(papers, server)
        (home / "mine.opml").write_text(newsstand.opml(papers, server), encoding="utf-8")
        with Terminal(shell, home=home, columns=124, rows=34, env=env, record=False) as terminal:
            yield Tour(terminal, home, papers, server, picture)


# ── the day ───────────────────────────────────────────────────────────────────────────────────


def subscribe(tour: Tour) -> None:
    """The list of another reader goes in, and fifty feeds are asked."""
    tour.shell(f"cd {tour.home}", "")
    tour.shell("dateline import mine.opml", "Imported: 50 new feeds")
    tour.shell("dateline sync", r"136 new articles, 1 feed failed")
    tour.shell("dateline prepare", r"prepared|nothing|ready")
    tour.terminal.wait(lambda: tour.terminal.raw.endswith(b"$ "))
    tour.terminal.send("dateline\n")
    tour.see("All 148", FERRY)


def browse(tour: Tour) -> None:
    """Folders, a list, stories one after the other."""
    tour.picture("list")
    tour.press("f")
    tour.see("50 feeds · 1 failing", "▾ Computers +18 of 18", "One Line at a Time +3 of 3")
    tour.press("!")
    tour.see("404")
    tour.press("p")
    tour.see("paused")
    tour.press("g", "j", "j", "j", "space")
    tour.see(r"▸ Computers \(6\)", "6 feeds")
    tour.press("space")
    tour.see("▾ Computers +18 of 18")
    tour.picture("feeds")
    tour.press("j", "j", "k", "enter")
    tour.see("Computers . Code +12")
    tour.press("enter")
    tour.reads("A parser that says")
    first = tour.headline
    tour.press("J")
    tour.reads_another(first)
    tour.press("K")
    tour.reads(first)


def mark(tour: Tour) -> None:
    """All above is read, and is not; three stories at once have a tag."""
    tour.press("esc", "esc", "1", "g")
    tour.see("All 148  Unread 146  Saved 0")
    tour.press("j", "j", "j", "j", "^")
    tour.see("Unread 142", "Marked 4 articles read")
    tour.press("u")
    tour.see("Unread 146")


def search(tour: Tour) -> None:
    """Words and an operator; what is found by a name is kept as a list of its own."""
    tour.search("ferry where:chios", 1)
    tour.search("who:papadakis", 3)
    tour.see(FERRY, "winter boat", "has a key again", "A boat for eight months is half a boat")
    tour.press("S")
    tour.see("name who:papadakis")
    tour.write("Chios")
    tour.press("enter")
    tour.see("Saved the search “Chios”")
    tour.press("f")
    tour.see("▾ Searches +3", "Chios +3 of 3")
    tour.press("esc")
    tour.lose("50 feeds")


def read(tour: Tour) -> None:
    """A long story: sections, a passage highlighted, a note."""
    tour.press("g", "enter")
    tour.see("People +4", "Places +7", "doctor, two brides|two brides and four", "Passengers +212 +240")
    tour.press("}", "}")
    tour.see("│ +What the ferry carries")
    tour.press("I")
    tour.see("The doctor +Chios, Cesme, Nadia Haddad, Jonas Weber", "enter goes there")
    tour.press("g", "j", "enter")
    tour.lose("enter goes there")
    tour.see("│ +Eleven years without a boat")
    tour.press("<")
    tour.see("The text is 49 cells wide")
    tour.press(">")
    tour.see("The text is 53 cells wide")
    tour.press("{", "{")
    tour.see("By Leila Aksoy · Izmir, Turkey")
    tour.press("V", "j", "j", "j", "V", "w", "w")
    tour.see("enter highlight")
    tour.press("enter")
    tour.see("†", "Noted “")
    tour.press("V", ")", "C")
    tour.see("note to")
    tour.write("ask the harbour master")
    tour.press("enter")
    tour.see("†¹ ask the harbour master")


def names(tour: Tour) -> None:
    """A person lit throughout, followed, and seen on her page; a place called as it is called."""
    tour.press("tab", "j", "enter")
    tour.see(r"Sofia Papadakis 1/3")
    tour.press("n")
    tour.see(r"Sofia Papadakis 2/3")
    tour.picture("story")
    tour.press("w")
    tour.see("Following Sofia Papadakis", "Papadakis +» 3")
    tour.press("*")
    tour.see("mayor of Chios", "3 stories, 5 mentions", "In the same stories", "» The old customs house")
    tour.picture("name")
    tour.press("esc")
    tour.see("  Names ")


def correct(tour: Tour) -> None:
    """A place is called as those who live there call it; the map knows where the others are."""
    tour.press("G", "k", "k", "k", "k", "k")
    tour.see("▌Cesme")
    tour.press("c")
    tour.see("type to narrow", "Rename")
    tour.write("rename")
    tour.press("enter")
    tour.see(r"\n rename Cesme")
    tour.write("Çeşme")
    tour.press("enter")
    tour.see("In this story", "In all")
    tour.press("enter")
    tour.see("“Cesme” is called Çeşme", "Çeşme +3")
    tour.press("M")
    tour.see("6 places, 1 not certain", "Athens")
    tour.press("n", "n", "+")
    tour.press("esc")
    tour.see("Genoa 1/1")
    tour.press("esc", "esc", "esc")
    tour.see("enter open  s save")


def look(tour: Tour) -> None:
    """A picture in its place, and a table."""
    tour.search("forty minutes", 1)
    tour.press("enter")
    tour.reads(LIGHT)
    tour.press("P")
    tour.see("▀{9}|▄{9}")
    tour.picture("picture")
    tour.press("P")
    tour.lose("▀{9}|▄{9}")
    tour.press("esc", "esc")


def put_in_order(tour: Tour) -> None:
    """Several at once, words that one would not read, another order, what is unread alone."""
    tour.press("esc", "1", "g")
    tour.see("All 148  Unread 144  Saved 1")
    tour.press("j", "j", ".", "j", ".")
    tour.see("2 selected")
    tour.press("t")
    tour.see(r"\n tag ")
    tour.write("ask")
    tour.press("enter")
    tour.see("Tagged 2 articles “ask”", "Saved 3")
    tour.press("u")
    tour.see("Saved 1 ")
    tour.press("s")
    tour.see("Saved 2 ")
    tour.press("x")
    tour.see("Mute: hide stories, delete none")
    tour.write("words")
    tour.press("enter")
    tour.see(r"\n words|\n mute")
    tour.write("parrots")
    tour.press("enter")
    tour.see("Until I lift it")
    tour.press("enter")
    tour.see("Muted “parrots”: 3 articles hidden", "All 145  Unread 141")
    tour.press("U", "O")
    tour.see("the oldest first · unread only")
    tour.press("O", "O", "O", "U")
    tour.see("All 145  Unread 141")
    tour.press("A")
    tour.see("Unread 0 ")
    tour.press("u")
    tour.see("Unread 141")
    tour.press("H")
    tour.see("opened, and when +4", LIGHT)
    tour.press("?")
    tour.see("Keys")
    tour.press("esc")
    tour.lose("│ Keys")


def take_out(tour: Tour) -> None:
    """Stories as files, by keys and in the shell, to which ctrl+z goes back for a while."""
    tour.press("3", "g")
    tour.see(rf"▌ +★ » {FERRY}")
    tour.press("e")
    tour.see("Written to ")
    tour.press("|")
    tour.see(r"\n pipe ")
    tour.write("tee kept.md")
    tour.press("enter")
    tour.see("tee: title: ")
    assert FERRY in _text(tour.home / "kept.md")
    tour.press("y")
    tour.see("Copied the link")
    assert re.search(rb"\x1b\]52;c;[\w+/=]+", tour.terminal.raw)
    (markdown,) = tour.home.glob("the-ferry*.md")
    assert "ask the harbour master" in _text(markdown)
    tour.press("ctrl+z")
    tour.terminal.wait(lambda: b"Stopped" in tour.terminal.raw)
    tour.shell(
        "dateline export --saved -o saved.epub; dateline export --saved -o saved.json; echo $((6*7))", "42"
    )
    assert FERRY in str(zipfile.ZipFile(tour.home / "saved.epub").namelist()) or _in_book(
        tour.home / "saved.epub"
    )
    kept = json.loads(_text(tour.home / "saved.json"))
    assert {item["title"] for item in kept["items"]} >= {FERRY}
    tour.terminal.send("fg\n")
    tour.see("Saved 2", "enter open")


def leave(tour: Tour) -> None:
    """Out, by the key that is said in the bottom line."""
    tour.press("q")
    tour.terminal.wait(lambda: tour.terminal.raw.endswith(b"$ "))


def next_morning(tour: Tour) -> None:
    """Ten papers bring something, and the ferry's story says more than it did."""
    newsstand.next_day(tour.papers)
    newsstand.serve(tour.papers, tour.server)
    tour.terminal.send("dateline\n")
    tour.see("All 145  Unread 141  Saved 2")
    tour.press("R")
    tour.see(r"10 new stories\.")
    assert "Lost Gazette" not in tour.terminal.text
    tour.press("1")
    tour.see("All 155  Unread 151  Saved 2")
    tour.press("]")
    tour.see("‹ Chios +3", "» Mayor of Chios")
    tour.press("3", "g", "enter")
    tour.reads(FERRY)
    tour.press("g")
    tour.see("†¹ ask the harbour master", "two brides and†? six hundred crates", "Çeşme +3", "» 3")
    tour.press("v")
    tour.see(
        "Change 1 of 1", "what came", "four six hundred crates", "signed for three winters|on Tuesday, as"
    )
    tour.picture("changes")
    tour.press("v")
    tour.lose("Change 1 of 1")
    tour.press("space", "space", "q", "q")
    tour.terminal.wait(lambda: tour.terminal.raw.endswith(b"$ "))
    assert tour.terminal.is_given_back()
    tour.shell("dateline notes", "ask the harbour master")
    tour.shell("dateline follows", "Sofia Papadakis")


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _in_book(path: Path) -> bool:
    book = zipfile.ZipFile(path)
    return any(FERRY in book.read(name).decode() for name in book.namelist() if name.endswith("html"))


DAY: tuple[Callable[[Tour], None], ...] = (
    subscribe, browse, mark, search, read, names, correct, look, put_in_order, take_out, leave, next_morning,
)  # fmt: skip
