"""Playing: a file of an article handed to the reader's player, from where it was left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.cli.opening import opened_library, resolve_all
from tui.cli.output import emit, emit_json, say
from tui.drawing.files import clock, file_name, files_of, is_recording, kind_words, left_words
from tui.errors import DatelineError
from tui.library.played import PlayedDesk
from tui.settings.file import load_config
from tui.system.paths import user_paths
from tui.system.player import PlayedTo, Player

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from tui.model.blocksjson import JsonObject
    from tui.model.entries import Enclosure


def run_play(arguments: Namespace) -> int:
    """Play a file of an article, or list those that it has."""
    with opened_library() as library:
        (id_,) = resolve_all(library, [arguments.id])
        files = files_of(library.article(id_))
        played = PlayedDesk(library.database)
        if arguments.list or arguments.json:
            _show(played, files, as_json=arguments.json)
            return 0
        return _play(played, _chosen(files, arguments.number))


def _chosen(files: Sequence[Enclosure], number: int | None) -> Enclosure:
    """Return the file of a number, or the first that can be played. Raises DatelineError."""
    if number is None:
        recording = next((file for file in files if is_recording(file)), None)
        if recording is None:
            raise DatelineError("That article has nothing to play.")
        return recording
    if not 0 < number <= len(files):
        raise DatelineError(f"That article has no file {number}: dateline play --list ID shows them.")
    return files[number - 1]


def _play(played: PlayedDesk, file: Enclosure) -> int:
    left = played.left(file.url)
    come_to: list[PlayedTo] = []

    def told(place: PlayedTo) -> None:
        come_to[:] = [place]

    player = Player(load_config(user_paths()).player, file.url, start_s=left.at_s if left else 0.0, told=told)
    say(f"{file_name(file)}{f', from {clock(left.at_s)}' if left else ''}")
    try:
        ended = player.run_on_terminal()
    finally:
        for place in come_to:
            played.leave(file.url, place.at_s, place.of_s, is_over=place.is_over)
    if not ended.is_well:
        raise DatelineError(f"{player.command[0]} failed, code {ended.code}.")
    return 0


def _show(played: PlayedDesk, files: Sequence[Enclosure], *, as_json: bool) -> None:
    if as_json:
        emit_json([_file_json(played, file) for file in files])
    elif not files:
        say("That article has no files.")
    for number, file in enumerate(() if as_json else files, 1):
        left = played.left(file.url)
        words = left_words(file, left.at_s, left.of_s) if left else left_words(file)
        emit(f"{number:2}  {kind_words(file):15}  {words:>17}  {file_name(file)}")


def _file_json(played: PlayedDesk, file: Enclosure) -> JsonObject:
    left = played.left(file.url)
    return {
        "url": file.url,
        "media_type": file.media_type,
        "title": file.title,
        "length_bytes": file.length_bytes,
        "duration_s": file.duration_s,
        "position_s": left and left.at_s,
    }
