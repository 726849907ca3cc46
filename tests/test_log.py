"""The log: all processes write to it, whole records; it stays small, and holds nothing of what is read."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tui.errors import FetchError
from tui.settings.file import log_level
from tui.sources.workers import WorkPool
from tui.system import log
from tui.system.paths import user_paths


@pytest.fixture(autouse=True)
def _anew() -> None:
    log.begin("test", log_level)


def written() -> str:
    file = log.file_in(user_paths())
    return file.read_text(encoding="utf-8") if file.exists() else ""


def caught(fault: Exception) -> Exception:
    try:
        raise fault
    except Exception as raised:
        return raised


def configured(level: str) -> None:
    folder = user_paths().config_dir
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.toml").write_text(f'[log]\nlevel = "{level}"\n')
    log.begin("test", log_level)


def test_a_record_says_when_who_what_and_of_which() -> None:
    log.error("the names could not be found", caught(KeyError("Zelenskyy")), feed=3, article="k3v9")
    head, *way, last = written().splitlines()
    date, level, process, words = head.split(" ", 3)
    assert date.endswith("Z")
    assert (level, process) == ("ERROR", f"test[{os.getpid()}]")
    assert words == "the names could not be found feed=3 article=k3v9"
    assert all(line.startswith("    ") for line in (*way, last))
    assert "test_log.py:" in way[-1]
    assert last == "    KeyError"


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("https://ann:s3cret@example.org/feed?token=s3cret#s3cret failed", "https://example.org/… failed"),
        ("http://example.org/private/s3cret/rss", "http://example.org/…"),
        ("(https://s3cret@[::1]:8080/x)", "(https://[::1]:8080/…"),
        ("line\none\x1b[31m", "line one�[31m"),
    ],
)
def test_no_secret_and_no_control_gets_in(words: str, kept: str) -> None:
    """Of an address its host alone: tokens stand in paths too."""
    log.warning(words, caught(FetchError(words)), why=words)
    assert "s3cret" not in written()
    assert written().count(kept) == 3
    assert "\x1b" not in written()


def test_the_words_of_an_error_that_may_be_the_articles_stay_out() -> None:
    """What Python says of a wrong value repeats it."""
    log.error("it failed", caught(ValueError("a headline nobody may see")))
    log.error("it failed", caught(UnicodeEncodeError("ascii", "a headline", 0, 1, "a headline")))
    log.error("it failed", caught(TypeError("unsupported operand")))
    assert "headline" not in written()
    assert "TypeError: unsupported operand" in written()


def test_the_level_is_the_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Warnings without a word; everything where somebody looks for a fault."""
    log.info("done")
    assert written() == ""
    configured("error")
    log.warning("odd")
    assert written() == ""
    configured("info")
    log.info("done")
    log.debug("deep")
    assert (written().count("INFO"), written().count("DEBUG")) == (1, 0)
    monkeypatch.setenv(log.DEBUG, "1")
    log.begin("test", log_level)
    log.debug("deep")
    assert written().count("DEBUG") == 1


async def test_a_process_that_reads_feeds_logs_from_the_readers_level_on() -> None:
    """It is told by the one that starts it: it knows no configuration."""
    configured("info")
    async with WorkPool("tests.test_log:note", str) as pool:
        assert await pool.ask() == "noted"
    assert (written().count("INFO worker["), written().count("DEBUG")) == (1, 0)


def note() -> str:
    log.info("read")
    log.debug("deep")
    return "noted"


def test_the_same_again_and_again_fills_no_disk() -> None:
    """A fault in every one of a million articles."""
    for number in range(1_000):
        log.error("it failed", article=number)
    assert written().count("\n") == 20


def test_a_log_that_is_too_large_is_put_aside_and_few_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "LARGEST", 10_000)
    for number in range(6 * log.LARGEST // 300):
        log.error(f"{number} {'x' * 300}")
    file = log.file_in(user_paths())
    files = sorted(path.name for path in file.parent.iterdir())
    assert files == [file.name, f"{file.name}.1", f"{file.name}.2", f"{file.name}.lock"]
    assert all(path.stat().st_size <= log.LARGEST + 1_000 for path in file.parent.iterdir())
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in file.parent.iterdir())
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_several_processes_lose_and_mix_up_nothing() -> None:
    """Also while the file is put aside."""
    program = (
        "import sys; from tui.system import log; log.begin(sys.argv[1])\n"
        "for n in range(200): log.error(f'{sys.argv[1]} {n} ' + 'x' * 380)"
    )
    processes = [subprocess.Popen([sys.executable, "-c", program, f"p{number}"]) for number in range(4)]
    assert [process.wait(60) for process in processes] == [0] * 4
    file = log.file_in(user_paths())
    lines = [line for path in file.parent.glob("dateline.log*") for line in path.read_text().splitlines()]
    found = {tuple(line.split(" ")[3:5]) for line in lines}
    assert found == {(f"p{number}", str(n)) for number in range(4) for n in range(200)}
    assert all(" ERROR p" in line and line.count("ERROR") == 1 for line in lines)


@pytest.mark.parametrize("there", ["a file", "nothing that may be made"])
def test_where_no_log_can_be_written_nothing_fails(there: str) -> None:
    folder = user_paths().log_dir
    folder.parent.mkdir(parents=True, exist_ok=True)
    if there == "a file":
        folder.write_text("")
    else:
        folder.symlink_to("/dev/null/nothing")
    log.error("it failed", caught(KeyError("x")))


def test_what_other_libraries_log_comes_here_and_not_to_the_terminal(
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Without what they put into it; and so does a thread that ends by a fault."""
    before = logging.getLogger().handlers[:], threading.excepthook
    try:
        log.capture()
        log.capture()
        logging.getLogger("asyncio").error("Task failed: %s", "https://ann:s3cret@example.org/")
        thread = threading.Thread(target=lambda: {}["a headline"])  # type: ignore[index]
        thread.start()
        thread.join()
    finally:
        logging.getLogger().handlers[:], threading.excepthook = before
    assert written().count("asyncio: Task failed: %s") == 1
    assert "a thread ended by a fault" in written()
    assert "s3cret" not in written()
    assert "headline" not in written()
    assert capfd.readouterr() == ("", "")


def test_what_was_logged_is_counted() -> None:
    """Of the last days, in the files that were put aside too."""
    log.error("one", caught(KeyError("x")))
    log.warning("two")
    file = log.file_in(user_paths())
    old = Path(f"{file}.1")
    old.write_text("2020-01-01T00:00:00Z ERROR x[1] long ago\n")
    tally = log.tally(user_paths(), time.time() - 60)
    assert (tally.errors, tally.warnings) == (1, 1)
    assert log.tally(user_paths(), 0).errors == 2


def test_the_same_is_told_again_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    """A feed that fails every hour is seen to fail every hour."""
    now = time.monotonic()
    for minutes in (0, 9, 11):
        monkeypatch.setattr(time, "monotonic", lambda minutes=minutes: now + minutes * 60)
        for _ in range(30):
            log.error("it failed")
        assert written().count("\n") == (40 if minutes == 11 else 20)
    log.error("another")
    log.warning("it failed")
    assert written().count("\n") == 42


def test_the_way_to_a_fault_is_told_from_its_cause_on() -> None:
    """Also in a circle, and not what was raised `from None`; of a deep one the innermost steps."""

    def deep(steps: int) -> None:
        if steps:
            deep(steps - 1)
        raise TypeError("at last")

    try:
        try:
            raise KeyError("Zelenskyy")
        except KeyError as error:
            raise OSError("disk full") from error
    except OSError as fault:
        chained = fault
    way = log.way_to(chained)
    assert [line for line in way if not line.startswith(("tests", "/")) and " in " not in line] == [
        "OSError: disk full",
        "KeyError",
    ]
    assert log.where(chained).startswith("KeyError (")
    chained.__cause__.__cause__ = chained  # type: ignore[union-attr]
    assert log.way_to(chained) == way
    alone = OSError("disk full")
    alone.__context__, alone.__suppress_context__ = KeyError("x"), True
    assert log.way_to(alone) == ["OSError: disk full"]
    with pytest.raises(TypeError) as caught_deep:
        deep(60)
    *steps, what = log.way_to(caught_deep.value)
    assert (len(steps), what) == (25, "TypeError: at last")
    assert log.where(TypeError("alone")) == "TypeError: alone"


@pytest.mark.parametrize(
    ("words", "harmless"),
    [
        ("a\tb\r\nc", "a b c"),
        ("x" * 5_000, "x" * 400),
        ("HTTPS://a.example/x", "HTTPS://a.example/…"),
        ("gemini://ann@a.example:1965", "gemini://a.example:1965/…"),
        (
            "see 'https://a.example/x?y' or <http://b.example>",
            "see 'https://a.example/…' or <http://b.example/…>",
        ),
        ("a:b@c", "a:b@c"),
    ],
)
def test_words_are_one_line_of_bounded_length(words: str, harmless: str) -> None:
    assert log.harmless(words) == harmless


def test_a_log_that_was_never_written_holds_nothing() -> None:
    """And lines that are no records are passed by: a way to a fault, another program's words."""
    assert log.tally(user_paths(), 0) == (0, 0, "")
    log.info("no fault")
    log.warning("two", caught(KeyError("x")))
    with log.file_in(user_paths()).open("a") as file:
        file.write("2030-01-01T00:00:00Z INFO x[1] later\nERROR\n")
    assert log.tally(user_paths(), 0)[:2] == (0, 1)
    assert log.tally(user_paths(), 0).last < "2030"
