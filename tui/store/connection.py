"""The door to the database: connections, transactions, and SQLite's errors in our words.

One connection a thread. All reading goes through `Database.read` and all writing through
`Database.write`; both raise children of StoreError only, so nothing beyond them knows sqlite3's. Both look
whether the file at the path is still the one that is open: see `store.exchange`.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Final, NamedTuple

from tui.errors import StoreBusy, StoreDamaged, StoreError, StoreReplaced, StoreUnwritable
from tui.store.exchange import Exchange, Identity, identity_of, is_unfinished
from tui.store.waiting import Courtesy

BUSY_TIMEOUT_MS: Final = 5_000
_CACHE_KB: Final = 6_000

_REPLACED: Final = (
    "Another file was put in the place of {}. It is opened anew; what was asked for just now was not kept."
)
_GONE: Final = "The database {} is not there any more: nothing is kept."

_NO_TEXT: Final = "Could not decode to UTF-8"
"""So begins what Python says of a text with bytes that are none."""
_DAMAGED: Final = frozenset((sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB))
_BUSY: Final = frozenset((sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED))
_UNWRITABLE: Final = frozenset(
    (
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PERM,
    )
)


_LEFT_OPEN_AFTER_S: Final = 0.5
"""How long closing waits for a thread that uses its connection just now."""


class _Held(NamedTuple):
    """A thread's connection, and the file that it is to."""

    thread: threading.Thread
    conn: sqlite3.Connection
    identity: Identity
    use: threading.RLock
    """Held by the thread while it uses the connection: what is closed then ends the whole process."""


def _as_it_is(_path: Path) -> None:
    """Take a file as it is."""


class Database:
    """One database file, and each thread's connection to it.

    Where another file has been put in its place (a backup was restored, damage was mended), whatever is
    begun raises StoreReplaced until `renew` is called: what was read before is of the other file, and numbers
    of rows and feeds may mean others now.
    """

    def __init__(
        self,
        path: Path,
        *,
        readonly: bool = False,
        busy_timeout_ms: int = BUSY_TIMEOUT_MS,
        make_ready: Callable[[Path], None] = _as_it_is,
    ) -> None:
        """`make_ready` is called with the path before another file is used that stands there."""
        self.path = path
        self._name = str(path)
        self.readonly = readonly
        self.on_replaced: Callable[[], object] | None = None
        """Called when another file is found, by whatever thread finds it; must not use the database."""
        self._busy_timeout_ms = busy_timeout_ms
        self._make_ready = make_ready
        self._local = threading.local()
        self._lock = threading.Lock()
        self._open: list[_Held] = []
        self._courtesy = Courtesy(path)
        self._exchange = Exchange(path)
        self._identity: Identity | None = None
        """The file that is read and written; None until it is opened."""
        self._is_replaced = False

    @contextmanager
    def read(self) -> Generator[sqlite3.Connection]:
        """Yield this thread's connection for questions. Raises children of StoreError."""
        with self._suspecting(), translated(self.path):
            held = self._connection()
            with held.use:
                yield held.conn

    @contextmanager
    def write(self, *, durable: bool = False) -> Generator[sqlite3.Connection]:
        """Yield this thread's connection inside a transaction that holds the write lock.

        Committed when the block ends, rolled back when it raises. `durable` waits until the disk has
        it: for what the reader did with their own hands. Raises children of StoreError.
        """
        if self.readonly:
            raise StoreUnwritable(f"The database {self.path} was opened for reading only.")
        with self._suspecting(), translated(self.path), self._exchange.kept_off(self._timeout_s):
            held = self._connection(writing=True)
            with held.use:
                # For each transaction anew: one connection writes the reader's marks and what nobody waits
                # for.
                held.conn.execute("PRAGMA synchronous = FULL" if durable else "PRAGMA synchronous = NORMAL")
                with transaction(held.conn, self._courtesy.waiting()):
                    yield held.conn
            # Whoever moved the file without asking for the lock (by hand) has the reader do it again.
            self._check_in_place()

    def renew(self) -> None:
        """Use the file that stands at the path now. Raises StoreErrors where it is none of ours."""
        if self._is_replaced:
            if identity_of(self.path) is None:
                raise StoreUnwritable(_GONE.format(self.path))
            self._make_ready(self.path)
            with self._lock:
                self._identity, self._is_replaced = None, False
        self._drop_if_old()

    @property
    def identity(self) -> Identity | None:
        """The file that is read and written; None before it was."""
        return self._identity

    def somebody_waits(self) -> bool:
        """Tell whether anybody waits to write: who does so just now then comes to an end."""
        return self._courtesy.somebody_waits()

    def make_way(self) -> None:
        """Let whoever waits to write do so: for what writes much, between two transactions."""
        self._courtesy.make_way()

    def stamp(self) -> tuple[int, ...]:
        """Return what differs once anything was written, by whichever program; empty where nobody can say."""
        try:
            # A commit writes to the log alone; the file changes when the log is brought into it.
            looked_at = [os.stat(f"{self.path}{end}") for end in ("", "-wal")]
        except OSError:
            return ()
        return tuple(part for seen in looked_at for part in (seen.st_ino, seen.st_mtime_ns, seen.st_size))

    def close(self) -> None:
        """Close every connection, of whatever thread; using the database again opens new ones.

        What a thread is using still after half a second stays open as long as the thread does.
        """
        with self._lock:
            connections, self._open = self._open, []
            self._local = threading.local()
        until = time.monotonic() + _LEFT_OPEN_AFTER_S
        for held in connections:
            if held.use.acquire(timeout=max(until - time.monotonic(), 0)):
                with suppress(sqlite3.Error):
                    held.conn.close()
                held.use.release()
        self._courtesy.close()
        self._exchange.close()
        self._identity, self._is_replaced = None, False

    @property
    def _timeout_s(self) -> float:
        return self._busy_timeout_ms / 1000

    @contextmanager
    def _suspecting(self) -> Generator[None]:
        """Note damage that SQLite meets, so that the file is looked at when it is opened next."""
        try:
            yield
        except StoreDamaged as error:
            if isinstance(error.__cause__, sqlite3.Error):
                with suppress(OSError):
                    suspicion(self.path).touch(mode=0o600)
            raise

    def _connection(self, *, writing: bool = False) -> _Held:
        """Return this thread's connection to the file at the path.

        Raises StoreReplaced where that is another one now, or another is about to be put there; and where
        there is none, StoreUnwritable to who wants to write.
        """
        there = identity_of(self._name)
        if writing and there is None:
            raise StoreUnwritable(_GONE.format(self.path))
        with self._lock:
            if self._is_another(there) or (writing and is_unfinished(self._name)):
                raise self._found_another()
        if self._drop_if_old():  # others have gone over to another file since
            raise StoreReplaced(_REPLACED.format(self.path))
        held: _Held | None = getattr(self._local, "held", None)
        return self._connected() if held is None else held

    def _is_another(self, there: Identity | None) -> bool:
        """Whether what stands at the path is known not to be the file that is used. With the lock held."""
        return self._is_replaced or bool(there and self._identity and there != self._identity)

    def _drop_if_old(self) -> bool:
        """Close this thread's connection where it is to a file from before; tell whether it was."""
        held: _Held | None = getattr(self._local, "held", None)
        if held is None or held.identity == self._identity:
            return False
        del self._local.held
        with self._lock:
            self._open = [other for other in self._open if other is not held]
        held.conn.close()
        return True

    def _connected(self) -> _Held:
        """Open a connection for this thread; nobody exchanges the file meanwhile."""
        with nullcontext() if self.readonly else self._exchange.kept_off(self._timeout_s):
            conn = connect(self.path, readonly=self.readonly, busy_timeout_ms=self._busy_timeout_ms)
            there = identity_of(self._name)
        with self._lock:
            # Threads come and go with what the screen asks: without this each would leave a file open.
            self._close_abandoned()
            if there is None or self._is_replaced or there != (self._identity or there):
                conn.close()
                raise self._found_another()
            self._identity = there
            held = _Held(threading.current_thread(), conn, there, threading.RLock())
            self._open.append(held)
        self._local.held = held
        return held

    def _check_in_place(self) -> None:
        """Raise StoreReplaced where what was just written stands in a file that nobody will open."""
        if identity_of(self._name) != self._identity:
            with self._lock:
                raise self._found_another()

    def _found_another(self) -> StoreReplaced:
        """Note that another file stands at the path, and tell it the first time; return what to raise.

        With the lock held.
        """
        is_news, self._is_replaced = not self._is_replaced, True
        # Every verb that is under way finds it: the reader is told of it once.
        if is_news and self.on_replaced is not None:
            self.on_replaced()
        return StoreReplaced(_REPLACED.format(self.path))

    def _close_abandoned(self) -> None:
        """Close the connections of threads that have ended."""
        for held in self._open:
            if not held.thread.is_alive():
                held.conn.close()
        self._open = [held for held in self._open if held.thread.is_alive()]


def suspicion(path: Path) -> Path:
    """Return the file that stands beside a database in which damage was met."""
    return path.with_name(f"{path.name}.suspect")


def connect(
    path: Path, *, readonly: bool = False, create: bool = False, busy_timeout_ms: int = BUSY_TIMEOUT_MS
) -> sqlite3.Connection:
    """Open a connection with our settings; `create` where there may be no file yet.

    Raises sqlite3's errors: for use inside `translated`.

    A small cache and no mapping: the reader's whole process stays within 60 MB, and the system caches
    the file anyway.
    """
    timeout_s = busy_timeout_ms / 1000
    if readonly:
        return _connect_to_read(path, timeout_s)
    is_new = create and not path.exists()
    conn = _connect(path, "mode=rwc" if create else "mode=rw", timeout_s)
    try:
        if is_new:
            with suppress(OSError):
                path.chmod(0o600)  # what stands beside it takes after it
        conn.execute("PRAGMA synchronous = NORMAL")
        conn.execute("PRAGMA foreign_keys = ON")
    except BaseException:
        conn.close()
        raise
    return conn


def _connect_to_read(path: Path, timeout_s: float) -> sqlite3.Connection:
    """Open a file for questions only, also where nothing can be put beside it: it cannot change there."""
    try:
        conn = _connect(path, "mode=ro", timeout_s)
    except sqlite3.OperationalError:
        if os.access(path.parent, os.W_OK) or not os.access(path, os.R_OK):
            raise
        return _connect(path, "immutable=1", timeout_s)
    return conn


def _connect(path: Path, mode: str, timeout_s: float) -> sqlite3.Connection:
    conn = sqlite3.connect(
        f"{path.absolute().as_uri()}?{mode}",
        uri=True,
        timeout=timeout_s,
        # Transactions are begun here, and never by Python's module unasked.
        isolation_level=None,
        # `close` and `_close_abandoned` end connections of other threads.
        check_same_thread=False,
    )
    try:
        conn.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
        conn.execute("PRAGMA temp_store = MEMORY")
        conn.execute(
            "SELECT 1 FROM sqlite_master LIMIT 1"
        ).fetchall()  # opens the file, and the log beside it
    except BaseException:
        conn.close()
        raise
    return conn


def written_state(conn: sqlite3.Connection) -> tuple[int, int]:
    """Return what differs once this connection or another program has written to the database."""
    # It changes with what other connections commit; one's own writing is counted beside.
    (others,) = conn.execute("PRAGMA data_version").fetchone()
    return int(others), conn.total_changes


@contextmanager
def one_moment(conn: sqlite3.Connection) -> Generator[None]:
    """Let a block of questions be answered from one state of the database, whoever writes meanwhile."""
    conn.execute("BEGIN")
    try:
        yield
    finally:
        with suppress(sqlite3.Error):
            conn.execute("COMMIT")


@contextmanager
def transaction(
    conn: sqlite3.Connection, waiting: AbstractContextManager[None] | None = None
) -> Generator[None]:
    """Hold the write lock for a block: commit at its end, roll back when it raises.

    `waiting` is entered for as long as it takes to get the lock.
    """
    with waiting or nullcontext():
        # Not deferred: one that had read before it wrote would fail at once where another wrote meanwhile,
        # and not wait for its turn.
        conn.execute("BEGIN IMMEDIATE")
    try:
        yield
        conn.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            conn.execute("ROLLBACK")
        raise


@contextmanager
def translated(path: Path) -> Generator[None]:
    """Turn sqlite3's errors into StoreBusy, StoreUnwritable, StoreDamaged or StoreError.

    Misuse of the module is a mistake of ours and stays loud.
    """
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except sqlite3.DatabaseError as error:
        raise _in_our_words(error, path) from error
    except UnicodeDecodeError as error:  # SQLite quotes in its message what a damaged schema says
        raise _damaged(path) from error


def _damaged(path: Path) -> StoreDamaged:
    return StoreDamaged(f"The database {path} is damaged. It is mended when dateline is started next.")


def _in_our_words(error: sqlite3.Error, path: Path) -> StoreError:
    """Choose by SQLite's primary result code."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _BUSY:
        return StoreBusy(f"Another program is writing to {path} and does not let go; nothing was changed.")
    if code in _DAMAGED or str(error).startswith(_NO_TEXT):
        return _damaged(path)
    if code == sqlite3.SQLITE_FULL:
        return StoreUnwritable(f"The disk is full: nothing more can be written to {path}.")
    if code in _UNWRITABLE:
        return StoreUnwritable(f"The database {path} cannot be opened or written ({error}).")
    return StoreError(f"The database {path} could not do that: {error}.")
