"""What `doctor` says: a line for each thing looked at, with what to do where it is not well."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.store.stories import NOW, Clock, deliver, many, open_library
from tui.errors import StoreError
from tui.library.frontdesk import Library
from tui.model.answers import Check
from tui.store import doctor
from tui.store.checkup import Finding, Progress
from tui.store.doctor import Looked
from tui.store.times import to_seconds
from tui.system.paths import user_paths

AT = to_seconds(NOW)
HOUR, DAY = 3_600, 86_400


def check(library: Library, name: str) -> Check:
    (found,) = (one for one in library.doctor() if one.name == name)
    return found


@pytest.fixture
def found(library: Library, monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, Check]]:
    """What is said of findings, and of how far a round is."""

    def told(findings: Sequence[Finding] = (), rounds: Progress | None = None) -> dict[str, Check]:
        monkeypatch.setattr(doctor, "look", lambda *_, **__: Looked(tuple(findings), rounds))
        return {one.name: one for one in library.doctor()}

    return told


def test_a_sound_library_is_well_in_every_line(library: Library) -> None:
    """In an order that does not change: folders first, the database last."""
    deliver(library, *many(2))
    checks = library.doctor()
    assert [one.name for one in checks] == [
        *("data folder", "config folder", "cache folder", "log folder", "configuration", "log", "SQLite"),
        *("disk", "database", "indexes", "texts", "counts", "searchable articles", "last check"),
    ]
    assert all(one.ok for one in checks if one.name != "disk")
    assert {one.detail for one in checks[8:13]} == {"well"}
    assert check(library, "last check").detail == "all of it was looked at just now"
    assert check(library, "configuration").detail.endswith("config.toml is not there: the defaults hold")
    assert check(library, "log").detail.endswith(": nothing in the last 7 days")


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("damage", "database"),
        ("schema", "database"),
        ("index", "indexes"),
        ("text", "texts"),
        ("count", "counts"),
        ("unsearchable", "searchable articles"),
    ],
)
def test_a_finding_stands_in_the_line_of_its_kind(
    found: Callable[..., dict[str, Check]], kind: str, name: str
) -> None:
    told = found([Finding(kind, "tags", "order", ("tags",))])  # type: ignore[arg-type]
    assert told[name] == Check(name, False, "rows of tags are out of order")
    others = {"database", "indexes", "texts", "counts", "searchable articles"} - {name}
    assert all(told[other].ok for other in others)


@pytest.mark.parametrize(
    ("tables", "detail"),
    [
        (["a"], "rows of a are out of order"),
        (["a", "a", "a"], "rows of a are out of order"),
        (["a", "b"], "rows of a are out of order; rows of b are out of order"),
        (list("abcde"), "; ".join(f"rows of {table} are out of order" for table in "abcde")),
        (
            list("abcdefg"),
            "; ".join(f"rows of {table} are out of order" for table in "abcde") + " and 2 more",
        ),
    ],
)
def test_five_findings_are_told_and_the_others_counted(
    found: Callable[..., dict[str, Check]], tables: list[str], detail: str
) -> None:
    """What is said already is not said again."""
    told = found([Finding("damage", "x", "order", (table,)) for table in tables])
    assert told["database"].detail == detail


@pytest.mark.parametrize(
    ("rounds", "said"),
    [
        (Progress(), "none was whole yet; nothing since then"),
        (Progress(began_at=AT - HOUR, done=3, total=40), "none was whole yet; 3 of 40 parts since then"),
        (Progress(whole_at=AT), "the last whole one was just now; nothing since then"),
        (Progress(whole_at=AT + DAY), "the last whole one was just now; "),
        (Progress(whole_at=AT - 2 * HOUR + 1), "the last whole one was just now; "),
        (Progress(whole_at=AT - 2 * HOUR), "the last whole one was 2 hours ago; "),
        (Progress(whole_at=AT - 48 * HOUR + 1), "the last whole one was 47 hours ago; "),
        (Progress(whole_at=AT - 48 * HOUR), "the last whole one was 2 days ago; "),
    ],
)
def test_how_much_was_looked_at_is_said(
    found: Callable[..., dict[str, Check]], rounds: Progress, said: str
) -> None:
    """Of a database that half a second is not enough for."""
    line = found((), rounds)["last check"]
    assert line.ok
    assert line.detail.startswith(said)
    assert line.detail.endswith("doctor --full looks at all of it now")


def test_a_database_that_cannot_be_looked_at_is_one_line(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> Looked:
        raise StoreError("The database could not do that.")

    monkeypatch.setattr(doctor, "look", fails)
    assert check(library, "database") == Check("database", False, "The database could not do that.")
    assert "last check" not in {one.name for one in library.doctor()}


@pytest.mark.parametrize(
    ("version", "fits", "said"),
    [
        ((3, 37, 0), True, "version 3.37.0"),
        ((3, 50, 1), True, "version 3.50.1"),
        ((3, 36, 9), False, "version 3.36.9; dateline needs 3.37.0 or newer"),
    ],
)
def test_an_old_sqlite_is_named_with_the_one_that_is_needed(
    library: Library, monkeypatch: pytest.MonkeyPatch, version: tuple[int, int, int], fits: bool, said: str
) -> None:
    monkeypatch.setattr(doctor, "sqlite_version", lambda: version)
    assert check(library, "SQLite") == Check("SQLite", fits, said)


@pytest.mark.parametrize(
    ("free", "ok"), [(doctor.FREE_BYTES, True), (doctor.FREE_BYTES - 1, False), (0, False)]
)
def test_a_disk_that_is_nearly_full_is_not_well(
    library: Library, monkeypatch: pytest.MonkeyPatch, free: int, ok: bool
) -> None:
    monkeypatch.setattr(doctor, "free_bytes", lambda _: free)
    assert check(library, "disk") == Check("disk", ok, f"{free // 1_000_000} MB are free beside the database")


def test_a_disk_that_cannot_be_asked_is_told(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: object) -> int:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(doctor, "free_bytes", fails)
    told = check(library, "disk")
    assert not told.ok
    assert told.detail.endswith(" cannot be looked at (Input/output error)")


def test_a_file_in_a_folders_place_is_named(library: Library) -> None:
    """One that is not there yet is well where it can be made; one that cannot be made is not."""
    paths = user_paths()
    assert not paths.cache_dir.exists()
    assert check(library, "cache folder") == Check("cache folder", True, str(paths.cache_dir))
    paths.cache_dir.parent.mkdir(parents=True, exist_ok=True)
    paths.cache_dir.write_text("no folder")
    assert check(library, "cache folder") == Check(
        "cache folder", False, f"{paths.cache_dir} cannot be written"
    )


def test_each_thing_that_is_wrong_in_the_configuration_is_a_line_of_its_own(library: Library) -> None:
    file: Path = user_paths().config_file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("sidebar = 3\nmouse = 4\n", encoding="utf-8")
    told = [one for one in library.doctor() if one.name == "configuration"]
    assert [one.ok for one in told] == [False, False]
    assert [one.detail.split(":")[0] for one in told] == ["config.toml, line 1", "config.toml, line 2"]
    file.write_text("", encoding="utf-8")
    assert check(library, "configuration") == Check("configuration", True, str(file))


def test_the_parts_that_are_done_are_told_while_all_is_looked_at(clock: Clock) -> None:
    """They rise to their number, whatever is found: a bar is drawn of them."""
    library = open_library(clock)
    told: list[tuple[int, int]] = []
    library.doctor(full=True, tell=lambda done, total: told.append((done, total)))
    library.close()
    assert told == sorted(told)
    assert len({total for _, total in told}) == 1
    assert told[-1][0] == told[-1][1]
