"""Stopping for the shell and coming back: the terminal is the shell's meanwhile, and whole again after."""

from __future__ import annotations

import os
import re
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal import Terminal, dateline
from tui.system.paths import Paths

MOUSE_AND_PASTE = (1000, 1003, 1006, 2004)


@pytest.fixture
def home(seeded: Paths, tmp_path: Path) -> Path:
    """The folder of a reader who has the bundled articles."""
    return tmp_path


@pytest.fixture
def shell(home: Path) -> Iterator[Terminal]:
    """A shell with job control, in which dateline has been typed and stands open."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash here")
    # Without its line editor: the line mode at its prompt is then the one that the terminal had before.
    command = [bash, "--norc", "--noprofile", "--noediting", "-i"]
    with Terminal(command, home=home, env={"PS1": "shell: "}) as terminal:
        terminal.wait("shell: ")
        terminal.send(f"{' '.join(dateline())}\n")
        opened(terminal)
        yield terminal


def opened(terminal: Terminal, words: str = "Istanbul") -> None:
    terminal.wait(lambda: is_on(terminal, 2004))
    terminal.wait(words)
    terminal.settle()


def is_on(terminal: Terminal, mode: int) -> bool:
    """Whether a private mode was last switched on."""
    switched = re.findall(rb"\x1b\[\?%d([hl])" % mode, terminal.raw)
    return switched[-1:] == [b"h"]


def stopped(terminal: Terminal, times: int = 1) -> None:
    """Wait until the shell has said that its job has stopped; all is the shell's then."""
    terminal.wait(lambda: terminal.raw.count(b"Stopped") == times)
    terminal.wait(terminal.is_given_back)
    assert not [mode for mode in MOUSE_AND_PASTE if is_on(terminal, mode)]
    pushed, popped = len(re.findall(rb"\x1b\[>\d+u", terminal.raw)), terminal.raw.count(b"\x1b[<u")
    assert pushed == popped  # the keyboard's protocol, which is kept on a stack


def asks(terminal: Terminal, line: str, answer: str) -> None:
    """Type a line into the shell and see what it says: it has the keys, and echoes them."""
    terminal.send(f"{line}\n")
    terminal.wait(lambda: answer.encode() in terminal.raw)


def is_whole(terminal: Terminal) -> bool:
    """Whether the title, the list and the footer are there, and nothing of the shell's."""
    lines = [line.strip() for line in terminal.lines]
    return "Istanbul" in terminal.text and "help" in lines[-1] and "shell:" not in terminal.text


def leave(terminal: Terminal) -> None:
    left = terminal.raw.count(b"\x1b[?1049l")
    terminal.send("q")
    terminal.wait(lambda: terminal.raw.count(b"\x1b[?1049l") > left)
    # What is typed before the shell reads again is thrown away, with what was typed to the reader.
    terminal.wait(lambda: b"shell: " in terminal.raw.rpartition(b"\x1b[?1049l")[2])
    asks(terminal, "echo left with $?", "left with 0")


def pid_of_reader(terminal: Terminal) -> int:
    children = Path(f"/proc/{terminal.process.pid}/task/{terminal.process.pid}/children")
    if not children.exists():
        pytest.skip("there is no telling who is whose child here")
    return int(children.read_text().split()[0])


def test_ctrl_z_gives_the_shell_the_terminal_and_fg_comes_back(shell: Terminal) -> None:
    """Twice, and made smaller meanwhile; then keys do what they did."""
    shell.send("\x1a")
    stopped(shell)
    asks(shell, "echo $((6*7))", "42")
    shell.send("fg\n")
    shell.wait(lambda: is_on(shell, 1049) and is_whole(shell))
    assert is_on(shell, 1003)
    shell.send("\x1a")
    stopped(shell, 2)
    shell.resize(80, 24)
    shell.send("fg\n")
    shell.wait(lambda: is_on(shell, 1049) and is_whole(shell))
    shell.send("?")
    shell.wait("Keys")
    shell.send("q")
    shell.wait(lambda: "Keys" not in shell.text)
    leave(shell)


@pytest.mark.parametrize(
    ("keys", "shown"),
    [("\r", "esc back"), ("/kyi", "search kyi"), (":", "Commands"), ("?", "Keys"), ("f", "No feeds yet")],
)
def test_it_may_be_asked_for_wherever_one_is(shell: Terminal, keys: str, shown: str) -> None:
    """In the midst of a word, too: what stood there stands there again."""
    shell.send(keys)
    shell.wait(shown)
    shell.send("\x1a")
    stopped(shell)
    asks(shell, "clear; echo $((6*7))", "42")
    shell.send("fg\n")
    shell.wait(lambda: is_on(shell, 1049) and re.search(shown, shell.text) is not None)
    shell.wait(lambda: "shell:" not in shell.text)
    shell.send("\x1b")
    shell.wait(lambda: re.search(shown, shell.text) is None)
    leave(shell)


def test_a_signal_stops_it_as_the_key_does_and_the_background_is_no_place_to_draw(shell: Terminal) -> None:
    """`kill -TSTP` from elsewhere; `bg` lets it run without the terminal, and it stops again."""
    os.kill(pid_of_reader(shell), signal.SIGTSTP)
    stopped(shell)
    asks(shell, "bg; sleep 1; jobs; echo $((6*7))", "42")
    assert not is_on(shell, 1049)
    shell.send("fg\n")
    shell.wait(lambda: is_on(shell, 1049) and is_whole(shell))
    leave(shell)


def test_stopped_by_force_it_takes_all_of_the_terminal_again(shell: Terminal) -> None:
    """`kill -STOP` lets nobody give anything back; the shell cleans up as it can, `fg` must be whole."""
    os.kill(pid_of_reader(shell), signal.SIGSTOP)
    shell.wait(lambda: b"Stopped" in shell.raw)
    asks(shell, "stty sane; clear; echo $((6*7))", "42")
    taken = shell.raw.count(b"\x1b[?1049h")
    shell.send("fg\n")
    shell.wait(lambda: shell.raw.count(b"\x1b[?1049h") > taken and is_whole(shell))
    leave(shell)


def test_ended_while_stopped_it_is_gone_at_once(shell: Terminal) -> None:
    """`kill %1` at the prompt."""
    shell.send("\x1a")
    stopped(shell)
    asks(shell, "kill %1; wait %1 2>/dev/null; fg %1 2>/dev/null; echo gone $((6*7))", "gone 42")
    assert shell.is_given_back()


def test_without_a_shell_there_is_nothing_to_go_back_to(home: Path) -> None:
    """Alone in a window it would stand still for ever."""
    with Terminal(dateline(), home=home) as terminal:
        opened(terminal)
        terminal.send("\x1a")
        terminal.wait("No shell")
        assert is_on(terminal, 1049)
        terminal.send("q")
        assert terminal.end() == 0


def test_stopped_in_a_storm_of_resizing_it_comes_back_whole(home: Path) -> None:
    """Whatever was being drawn when the signal came."""
    with Terminal(dateline(), home=home) as terminal:
        opened(terminal)
        for turn in range(6):
            for columns, rows in ((90, 20), (200, 60), (140, 30), (120, 40)):
                terminal.resize(columns, rows)
                terminal.pump(0.01 * turn)
            was = terminal.raw.count(b"\x1b[?1049l")
            os.kill(terminal.process.pid, signal.SIGTSTP)
            terminal.wait(lambda was=was: terminal.raw.count(b"\x1b[?1049l") > was)  # type: ignore[misc]
            terminal.settle(0.1)
            os.kill(terminal.process.pid, signal.SIGCONT)
            terminal.wait(lambda: is_on(terminal, 1049) and is_whole(terminal))
        terminal.send("q")
        assert terminal.end() == 0
