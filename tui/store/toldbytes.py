"""What an article tells, as bytes: quotations and dates as places in its text.

All numbers are variable-length, low seven bits first; what stands near what came before is told by how far
off it is. A usual article comes to some sixty bytes.

    version (1), fingerprint of the text (4), the speakers that are names, the quotes, the dates
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from tui.errors import TextDamaged
from tui.model.kinds import EntityKind
from tui.model.names import Entity, Mention, Names, Person
from tui.model.prose import FRONT, Section, section_leaves
from tui.model.quotations import DirectQuote
from tui.model.temporal import DatedPhrase

_EPOCH: Final = date(2000, 1, 1).toordinal()
"""What the first date of an article is told from, in days."""
_VERSION: Final = 1
_FINGERPRINT: Final = slice(1, 5)
_NOBODY, _NAMED, _AS_IT_STANDS, _IN_WORDS = range(4)
"""How a speaker is told: not at all, as one of the names, as what stands at `said_at`, in words."""
_START: Final = Mention(0, 0, 0, 0)

Cut = Callable[[Mention], str]
"""Returns the words at a place of the text."""
NameKey = tuple[EntityKind, str]
"""A name of one article: its kind, and its fullest form there."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What one article tells beside its names."""

    quotes: tuple[DirectQuote, ...] = ()
    """In reading order."""
    dates: tuple[DatedPhrase, ...] = ()
    """In reading order."""


NOTHING: Final = Telling()


@dataclass(frozen=True, slots=True)
class PackedTold:
    """What an article tells, as far as it can be packed before its names have rows across articles."""

    speakers: tuple[tuple[int, NameKey], ...]
    """The names that are quoted: the number of each among `names.entities`."""
    rest: bytes

    def whole(self, ids: Mapping[NameKey, int], fingerprint: int) -> bytes:
        """Return all of it: `ids` leads to a name's row across articles, where it has one."""
        writer = _Writer(bytearray((_VERSION, *fingerprint.to_bytes(4, "little"))))
        writer.number(len(self.speakers))
        for number, name in self.speakers:
            writer.number(number)
            writer.number(ids.get(name, 0))
        return bytes(writer.out) + self.rest


def cut_from(sections: Sequence[Section], headline: str = "", dek: str | None = None) -> Cut:
    """Return what gives the words at a place of a text; of a place that is not there, none."""
    leaves = [[leaf.plain for leaf in section_leaves(section)] for section in sections]
    front = [headline, dek or ""]

    def cut(at: Mention) -> str:
        try:
            leaf = front[at.leaf] if at.section == FRONT else leaves[at.section][at.leaf]
            return leaf[at.start : at.end]
        except IndexError:
            return ""

    return cut


def pack(told: Telling, names: Names, cut: Cut) -> PackedTold | None:
    """Pack what an article tells; None where that is nothing. Raises ValueError for a date that is none."""
    if told == NOTHING:
        return None
    writer = _Writer(bytearray())
    numbers = _numbers(names)
    speakers = list(dict.fromkeys(key for q in told.quotes if (key := _key(q)) in numbers and key))
    writer.number(len(told.quotes))
    for quote in told.quotes:
        _write_quote(writer, quote, speakers, cut)
    writer.last = _START
    for phrase in told.dates:
        writer.place(Mention(phrase.section, phrase.leaf, phrase.start, phrase.end))
        writer.date(phrase.value)
    return PackedTold(tuple((numbers[key], key) for key in speakers), bytes(writer.out))


def unpack(blob: bytes, names: Names, cut: Cut, fingerprint: int) -> Telling | None:
    """Return what was packed; None where it was of another text. Raises TextDamaged."""
    try:
        if int.from_bytes(blob[_FINGERPRINT], "little") != fingerprint:
            return None
        reader = _Reader(blob, _FINGERPRINT.stop)
        entities = names.entities
        named = [entities[number] for number, _ in _speakers(reader)]
        quotes = tuple(_read_quote(reader, named, cut) for _ in range(reader.number()))
        reader.last = _START
        return Telling(quotes, tuple(_dates(reader)))
    except (IndexError, ValueError, OverflowError) as error:
        raise TextDamaged("What that article tells is damaged.") from error


def speakers_in(blob: bytes) -> set[int]:
    """Return the rows, across articles, of those whom an article quotes; none where that is damaged."""
    try:
        return {id_ for _, id_ in _speakers(_Reader(blob, _FINGERPRINT.stop)) if id_}
    except IndexError:
        return set()


def rows_in(blob: bytes, names: Names) -> dict[NameKey, int]:
    """Return the same by the names that they are in the article; raises IndexError where that is damaged."""
    entities = names.entities
    found = _speakers(_Reader(blob, _FINGERPRINT.stop))
    return {(entities[n].entity_kind, entities[n].name): row for n, row in found if row}


def is_legible(blob: bytes) -> bool:
    """Whether bytes are what an article tells, whatever it is."""
    try:
        reader = _Reader(blob, _FINGERPRINT.stop)
        most = max((number for number, _ in _speakers(reader)), default=-1)
        named = [Person("", ())] * (most + 1)
        for _ in range(reader.number()):
            _read_quote(reader, named, lambda _: "")
        return blob[0] == _VERSION and all(_dates(reader))
    except (IndexError, ValueError, OverflowError):
        return False


def _speakers(reader: _Reader) -> list[tuple[int, int]]:
    return [(reader.number(), reader.number()) for _ in range(reader.number())]


def _numbers(names: Names) -> dict[NameKey, int]:
    """Return the number of each name; of two that are called the same, that of the first."""
    numbers: dict[NameKey, int] = {}
    for number, entity in enumerate(names.entities):
        numbers.setdefault((entity.entity_kind, entity.name), number)
    return numbers


def _key(quote: DirectQuote) -> NameKey | None:
    return None if quote.kind is None or quote.speaker is None else (quote.kind, quote.speaker)


def _write_quote(writer: _Writer, quote: DirectQuote, speakers: Sequence[NameKey], cut: Cut) -> None:
    key = _key(quote)
    form = _NAMED if key in speakers else _form(quote, cut)
    has_place = quote.said_at is not None
    writer.number(quote.sure | has_place << 1 | form << 2 | (len(quote.parts) - 1) << 4)
    for part in quote.parts:
        writer.place(part)
    if quote.said_at is not None:
        writer.place(quote.said_at)
    if key in speakers:
        writer.number(speakers.index(key))
    elif form == _IN_WORDS:
        writer.text(quote.speaker or "")


def _form(quote: DirectQuote, cut: Cut) -> int:
    """Return how a speaker is told who is none of the names."""
    if quote.speaker is None:
        return _NOBODY
    is_there = quote.said_at is not None and cut(quote.said_at) == quote.speaker
    return _AS_IT_STANDS if is_there else _IN_WORDS


def _read_quote(reader: _Reader, named: Sequence[Entity], cut: Cut) -> DirectQuote:
    head = reader.number()
    parts = tuple(reader.place() for _ in range((head >> 4) + 1))
    said_at = reader.place() if head & 2 else None
    speaker, kind = None, None
    form = head >> 2 & 3
    if form == _NAMED:
        entity = named[reader.number()]
        speaker, kind = entity.name, entity.entity_kind
    elif form == _AS_IT_STANDS and said_at is not None:
        speaker = cut(said_at)
    elif form == _IN_WORDS:
        speaker = reader.text()
    return DirectQuote(parts, speaker, kind, said_at, sure=bool(head & 1))


def _dates(reader: _Reader) -> Iterator[DatedPhrase]:
    while reader.at < len(reader.blob):
        at = reader.place()
        yield DatedPhrase(at.section, at.leaf, at.start, at.end, reader.date())


def _folded(signed: int) -> int:
    """Return a number that is small where another one is near nought, on either side of it."""
    return signed << 1 if signed >= 0 else (-signed << 1) - 1


def _unfolded(number: int) -> int:
    return number >> 1 if number & 1 == 0 else -(number + 1 >> 1)


@dataclass(slots=True)
class _Writer:
    out: bytearray
    last: Mention = _START
    day: int = _EPOCH

    def number(self, value: int) -> None:
        if value < 0:
            raise ValueError("a length or a number is below nought")
        while value > 127:
            self.out.append(value & 127 | 128)
            value >>= 7
        self.out.append(value)

    def place(self, at: Mention) -> None:
        """Tell a place from the one before it."""
        sections, leaves = at.section - self.last.section, at.leaf - self.last.leaf
        self.number(_folded(leaves) << 1 | (sections != 0))
        if sections:
            self.number(_folded(sections))
        is_same = not (sections or leaves)
        self.number(_folded(at.start - self.last.end) if is_same else at.start)
        self.number(at.end - at.start)
        self.last = at

    def text(self, words: str) -> None:
        data = words.encode("utf-8", "surrogatepass")
        self.number(len(data))
        self.out += data

    def date(self, value: str) -> None:
        parts = [int(part) for part in value.split("-")]
        year, month, day_of_month = [*parts, 1, 1][:3]
        day = date(year, month, day_of_month).toordinal()
        self.number(_folded(day - self.day) * 3 + len(parts) - 1)
        self.day = day


@dataclass(slots=True)
class _Reader:
    blob: bytes
    at: int
    last: Mention = _START
    day: int = _EPOCH

    def number(self) -> int:
        value = shift = 0
        while (byte := self.blob[self.at]) > 127:
            value |= (byte & 127) << shift
            shift += 7
            self.at += 1
        self.at += 1
        return value | byte << shift

    def place(self) -> Mention:
        head = self.number()
        sections = _unfolded(self.number()) if head & 1 else 0
        leaves = _unfolded(head >> 1)
        start = self.number()
        if not (sections or leaves):
            start = _unfolded(start) + self.last.end
        end = start + self.number()
        self.last = Mention(self.last.section + sections, self.last.leaf + leaves, start, end)
        return self.last

    def text(self) -> str:
        size = self.number()
        self.at += size
        return self.blob[self.at - size : self.at].decode("utf-8", "surrogatepass")

    def date(self) -> str:
        head = self.number()
        self.day += _unfolded(head // 3)
        return date.fromordinal(self.day).isoformat()[: (4, 7, 10)[head % 3]]
