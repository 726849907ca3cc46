"""What is still legible in a damaged database, page by page, without SQLite's help.

SQLite gives up at the first page that contradicts another. But a row lies whole in one page (what is
long goes on in a chain of others), so each page that was spared can be read by itself. Follows
https://www.sqlite.org/fileformat2.html; a cell that makes no sense is passed by.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, Self

from tui.store.schema import APPLICATION_ID, PAGE_BYTES

SqlValue = int | float | str | bytes | None
Record = tuple[SqlValue, ...]

MAGIC: Final = b"SQLite format 3\0"
_INDEX_INTERIOR: Final = 2
_TABLE_INTERIOR: Final = 5
_INDEX_LEAF: Final = 10
_TABLE_LEAF: Final = 13
_LONGEST_ROW: Final = 64_000_000
_WAL_HEAD: Final = 32
_FRAME_HEAD: Final = 24
_FRAMES_LOOKED_AT: Final = 64
_WAL_MAGIC: Final = {0x377F0682: "<", 0x377F0683: ">"}
"""What a write-ahead log begins with, and the byte order in which its sums are made."""
_INTEGERS: Final = (0, 1, 2, 3, 4, 6, 8)
"""Bytes of an integer, by its serial type."""
_NO_SENSE: Final = (IndexError, ValueError, struct.error)


def has_log_of_another(path: Path) -> bool:
    """Tell whether the log beside a database of ours is another program's.

    SQLite would take it for ours, and put its pages into the file when it is next closed. The file itself
    is only opened where that is likely: closing it takes SQLite's locks away from this process.
    """
    try:
        with path.with_name(path.name + "-wal").open("rb") as log:
            head = log.read(_WAL_HEAD)
            size = _u32(head, 8) if len(head) == _WAL_HEAD and _u32(head, 0) in _WAL_MAGIC else 0
            if not 512 <= size <= 65_536 or not _is_begun_by_another(log, size):
                return False
        with path.open("rb") as file:
            return _bears_our_stamp(file.read(100))
    except OSError:
        return False


def _is_begun_by_another(log: BinaryIO, size: int) -> bool:
    """Tell whether the first pages of a log hold a first page that is none of ours."""
    for _ in range(_FRAMES_LOOKED_AT):
        frame = log.read(_FRAME_HEAD + 100)
        if len(frame) < _FRAME_HEAD + 100:
            return False
        if _u32(frame, 0) == 1:
            return not _bears_our_stamp(frame[_FRAME_HEAD:])
        log.seek(size - 100, os.SEEK_CUR)
    return False


def _bears_our_stamp(head: bytes) -> bool:
    return head.startswith(MAGIC) and len(head) >= 100 and _u32(head, 68) == APPLICATION_ID


@dataclass(frozen=True, slots=True)
class BtreeCell:
    """One row as it lies in the file."""

    page: int
    rowid: int | None
    """None in an index, and in a table without row ids."""
    record: Record


class Pages:
    """The pages of a database file, newer ones in its write-ahead log before older ones in the file.

    A context manager; a part of the disk that cannot be read is a page that is lost.
    """

    def __init__(self, path: Path) -> None:
        """Raises OSError where the file cannot be opened."""
        self._file = path.open("rb")
        head = self._bytes(0, 100).ljust(100, b"\0")
        stated = _u16(head, 16)
        stated = 65_536 if stated == 1 else stated
        is_ours = head.startswith(MAGIC) and stated >= 512 and not stated & (stated - 1)
        self.size = stated if is_ours else PAGE_BYTES
        self._usable = self.size - (head[20] if is_ours else 0)
        wal = path.with_name(path.name + "-wal")
        self._newer = _logged(wal.read_bytes(), self.size) if wal.is_file() else {}
        if 1 in self._newer and _bears_our_stamp(head) and not _bears_our_stamp(self._newer[1]):
            self._newer = {}  # another program's log
        self.count = max(path.stat().st_size // self.size, *self._newer, 0)

    def __enter__(self) -> Self:
        """Nothing is left to be done."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the file."""
        self._file.close()

    def page(self, number: int) -> bytes:
        """Return a page; pages are counted from 1."""
        if number in self._newer:
            return self._newer[number]
        return self._bytes((number - 1) * self.size, self.size) if number > 0 else b""

    def _bytes(self, at: int, count: int) -> bytes:
        try:
            self._file.seek(at)
            return self._file.read(count)
        except OSError:
            return b""

    def rows(self, number: int, *, lenient: bool = False) -> Iterator[BtreeCell]:
        """Yield the rows of a page; none where it holds none, or no sense.

        `lenient` takes a text with bytes that are none, and marks them: for pages known to be a table's.
        """
        page, head = self._head(number)
        if len(page) < self.size:
            return
        kinds: tuple[int, ...] = (page[head],)
        if page[head] not in (_TABLE_LEAF, _INDEX_LEAF, _INDEX_INTERIOR, _TABLE_INTERIOR) and lenient:
            # Its head is lost. Its rows may be there: what is none of the table's will not fit it.
            kinds = (_TABLE_LEAF, _INDEX_LEAF)
        for kind in kinds:
            if kind in (_TABLE_LEAF, _INDEX_LEAF, _INDEX_INTERIOR):
                yield from self._rows(number, page, head, kind, lenient=lenient)

    def _rows(self, number: int, page: bytes, head: int, kind: int, *, lenient: bool) -> Iterator[BtreeCell]:
        in_table = kind == _TABLE_LEAF
        for cell in self._cells(page, head) if page[head] == kind else self._likely_cells(page, head):
            try:
                rowid: int | None = None
                at = cell + 4 if kind == _INDEX_INTERIOR else cell
                length, at = _varint(page, at)
                if in_table:
                    rowid, at = _varint(page, at)
                record = _record(self._payload(page, at, length, in_table), lenient=lenient)
                yield BtreeCell(number, _signed(rowid), record)
            except _NO_SENSE:
                continue

    def _likely_cells(self, page: bytes, head: int) -> list[int]:
        """Return where cells may begin in a page that does not say how many it has."""
        found: list[int] = []
        at, lowest = head + 8, self.size
        while at < lowest:
            cell = _u16(page, at)
            if at < cell < self.size - 3:
                found.append(cell)
                lowest = min(lowest, cell) if len(found) > 1 else lowest
            at += 2
        return found

    def free(self) -> set[int]:
        """Return the pages that are in no use; what lies in them is old."""
        found: set[int] = set()
        trunk = _u32(self.page(1), 32)
        while trunk not in found and len(page := self.page(trunk)) == self.size:
            found.add(trunk)
            many = min(_u32(page, 4), self.size // 4 - 2)
            found.update(_u32(page, 8 + 4 * number) for number in range(many))
            trunk = _u32(page, 0)
        return found

    def tree(self, root: int) -> set[int]:
        """Return the pages of a table or index, by its root; those below a page that is lost are missing."""
        found: set[int] = set()
        waiting = [root]
        while waiting:
            number = waiting.pop()
            page, head = self._head(number)
            if number in found or len(page) < self.size:
                continue
            found.add(number)
            if page[head] in (_INDEX_INTERIOR, _TABLE_INTERIOR):
                waiting.append(_u32(page, head + 8))
                waiting += [_u32(page, cell) for cell in self._cells(page, head) if cell + 4 <= self.size]
        return found

    def _head(self, number: int) -> tuple[bytes, int]:
        """Return a page and where its head stands: the first page opens with that of the file."""
        return self.page(number), 100 if number == 1 else 0

    def _cells(self, page: bytes, head: int) -> list[int]:
        """Return where the cells of a page begin."""
        start = head + (8 if page[head] in (_TABLE_LEAF, _INDEX_LEAF) else 12)
        most = min(_u16(page, head + 3), (self.size - start) // 2)
        return [_u16(page, start + 2 * number) for number in range(most)]

    def _payload(self, page: bytes, at: int, length: int, in_table: bool) -> bytes:
        """Return a row's bytes, with what of them lies in other pages."""
        if length > min(_LONGEST_ROW, self.count * self.size):
            raise ValueError(length)
        here = self._local(length, in_table)
        pieces = [page[at : at + here]]
        rest, number = length - here, _u32(page, at + here) if here < length else 0
        while rest > 0:
            chained = self.page(number)
            if len(chained) < self.size:
                raise ValueError(number)
            pieces.append(chained[4 : min(self._usable, 4 + rest)])
            rest -= self._usable - 4
            number = _u32(chained, 0)
        return b"".join(pieces)

    def _local(self, length: int, in_table: bool) -> int:
        """Return how many of a row's bytes lie in its own page."""
        usable = self._usable
        most = usable - 35 if in_table else (usable - 12) * 64 // 255 - 23
        if length <= most:
            return length
        least = (usable - 12) * 32 // 255 - 23
        there = least + (length - least) % (usable - 4)
        return there if there <= most else least


# ── the write-ahead log ───────────────────────────────────────────────────────────────────────


def _logged(log: bytes, size: int) -> dict[int, bytes]:
    """Return the pages of all transactions in a log that were finished, as its sums attest."""
    order = _WAL_MAGIC.get(_u32(log, 0)) if len(log) >= _WAL_HEAD else None
    if order is None or _u32(log, 8) != size:
        return {}
    finished: dict[int, bytes] = {}
    written: dict[int, bytes] = {}
    sums = _summed(order, log[: _WAL_HEAD - 8], (0, 0))
    for at in range(_WAL_HEAD, len(log) - _FRAME_HEAD - size + 1, _FRAME_HEAD + size):
        head, page = log[at : at + _FRAME_HEAD], log[at + _FRAME_HEAD : at + _FRAME_HEAD + size]
        sums = _summed(order, page, _summed(order, head[:8], sums))
        if head[8:16] != log[16:24] or struct.unpack(">II", head[16:24]) != sums:
            break
        written[_u32(head, 0)] = page
        if _u32(head, 4):
            finished |= written
            written = {}
    return finished


def _summed(order: str, data: bytes, sums: tuple[int, int]) -> tuple[int, int]:
    first, second = sums
    for one, other in struct.iter_unpack(f"{order}II", data):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + other + first) & 0xFFFFFFFF
    return first, second


# ── rows and numbers ──────────────────────────────────────────────────────────────────────────


def _record(payload: bytes, *, lenient: bool = False) -> Record:
    """Return the values of a row."""
    end, at = _varint(payload, 0)
    place = end
    values: list[SqlValue] = []
    while at < end:
        kind, at = _varint(payload, at)
        read, length = _reader(kind, lenient=lenient)
        if place + length > len(payload):
            raise ValueError(length)
        values.append(read(payload[place : place + length]))
        place += length
    return tuple(values)


def _reader(kind: int, *, lenient: bool) -> tuple[Callable[[bytes], SqlValue], int]:
    """Return how values of a serial type are read, and how many bytes they take."""
    if kind >= 13 and kind % 2:
        return (_any_text if lenient else _text), (kind - 13) // 2
    if kind >= 12:
        return bytes, (kind - 12) // 2
    if kind in (8, 9):
        return (lambda _: kind - 8), 0
    if kind == 7:
        return (lambda data: float(struct.unpack(">d", data)[0])), 8
    if kind == 0:
        return (lambda _: None), 0
    return (lambda data: int.from_bytes(data, "big", signed=True)), _INTEGERS[kind]


def _text(data: bytes) -> str:
    return data.decode("utf-8")


def _any_text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """Return a number of one to nine bytes, and where what follows begins."""
    value = 0
    for number in range(9):
        byte = data[at + number]
        if number == 8:
            return (value << 8) | byte, at + 9
        value = (value << 7) | (byte & 0x7F)
        if byte < 0x80:
            return value, at + number + 1
    raise ValueError(at)


def _signed(number: int | None) -> int | None:
    return number if number is None or number < 1 << 63 else number - (1 << 64)


def _u16(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "big")


def _u32(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "big")
