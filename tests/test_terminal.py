"""The emulated terminal of the tests shows what pyte alone shows, only sooner."""

from __future__ import annotations

import pyte
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.terminal import Screen, Stream

PIECES = (
    "plain", "words", "│▌ “é” — …", "東京 half", "e\u0301", "\u00ad", "\r\n", "\t", "\x08", "\x0e", "\x0f",
    "\x1b7", "\x1b8", "\x1b[H", "\x1b[2;3H", "\x1b[;4f", "\x1b[K", "\x1b[1K", "\x1b[2J", "\x1b[3X", "\x1b[2@",
    "\x1b[2P", "\x1b[L", "\x1b[2M", "\x1b[4h", "\x1b[4ha", "\x1b[4l", "\x1b[?7l", "\x1b[?7h", "\x1b[2;4r",
    "\x1b[0m", "\x1b[m", "\x1b[1;31;48;5;17m", "\x1b[3;38;2;1;2;3m", "\x1b[7;22m", "\x1b[99999C", "\x1b[z",
    "\x1b]0;a title\x07", "\x1b(0", "\x1b(B", "\x1b%@", "\x1b%G",
)  # fmt: skip


@settings(max_examples=200)
@example(["plain", "\x1b[H", "\x1b[4ha"], [])
@given(st.lists(st.sampled_from(PIECES), max_size=30), st.lists(st.integers(0, 200), max_size=4))
def test_no_way_of_writing_is_shown_otherwise(pieces: list[str], cuts: list[int]) -> None:
    """Wherever what is written is cut on its way."""
    written = "".join(("\x1b#8", *pieces)).encode()  # on a screen full of letters
    plain, quick = pyte.Screen(12, 5), Screen(12, 5)
    streams = pyte.ByteStream(plain), Stream(quick)
    for start, end in zip((0, *sorted(cuts)), (*sorted(cuts), len(written)), strict=True):
        for stream in streams:
            stream.feed(written[start:end])
    for y in range(plain.lines):
        assert [quick.buffer[y][x] for x in range(12)] == [plain.buffer[y][x] for x in range(12)]
    assert (quick.cursor.x, quick.cursor.y) == (plain.cursor.x, plain.cursor.y)
    assert quick.cursor.attrs == plain.cursor.attrs
