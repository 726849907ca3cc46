"""Words about files that belong to a story: what kind, how long, how large."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from tui.model.entries import Enclosure, recording
from tui.text.safe import clean_line

if TYPE_CHECKING:
    from tui.model.articles import Article

_KINDS = {"audio": "audio", "video": "video", "image": "picture"}


def is_recording(file: Enclosure) -> bool:
    """Whether a file is to be listened to or watched, by what its feed says."""
    return recording((file,)) is not None


def clock(seconds: float) -> str:
    """Return a length of time as players show it: `4:05`, `1:02:03`."""
    minutes, second = divmod(int(seconds), 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour}:{minute:02}:{second:02}" if hour else f"{minute}:{second:02}"


def size_words(length_bytes: int) -> str:
    """Return how large a file is: `34 MB`."""
    if length_bytes < 1_000_000:
        return f"{max(1, round(length_bytes / 1_000))} kB"
    megabytes = length_bytes / 1_000_000
    return f"{megabytes:.1f} MB" if megabytes < 10 else f"{megabytes:,.0f} MB"


def kind_words(file: Enclosure) -> str:
    """Return what a file is: `audio`, `video`, else its media type."""
    kind = (file.media_type or "").lower()
    return _KINDS.get(kind.partition("/")[0], kind or "file")


def length_words(file: Enclosure) -> str:
    """Return how long a file takes, or how large it is where nobody says how long; else empty."""
    if file.duration_s:
        return clock(file.duration_s)
    return size_words(file.length_bytes) if file.length_bytes else ""


def left_words(file: Enclosure, at_s: float | None = None, of_s: float | None = None) -> str:
    """Return how long a file is, and where it was left: `12:04 of 45:00`; `of_s` is what its player found."""
    whole = length_words(file) if file.duration_s or not of_s else clock(of_s)
    if at_s is None:
        return whole
    return f"{clock(at_s)} of {whole}" if whole else f"at {clock(at_s)}"


def file_name(file: Enclosure) -> str:
    """Return what a file is called: by its feed, else by the end of its address."""
    path = urlsplit(file.url).path.rstrip("/")
    return clean_line(file.title or unquote(path.rpartition("/")[2]) or file.url)


def files_of(article: Article) -> list[Enclosure]:
    """Return the files that belong to an article, but for pictures: what can be played first."""
    files = [one for one in article.enclosures if not one.relation and kind_words(one) != "picture"]
    return sorted(files, key=lambda one: not is_recording(one))
