"""Make what `tui/threads` weighs by: `python -m training.threads --help`."""

from __future__ import annotations

import argparse
import math
import zlib
from collections import defaultdict
from pathlib import Path

from tui.text.rarewords import COMMON, STEM, words_of

OUT = Path(__file__).resolve().parent.parent / "tui" / "threads" / "data"
LANGUAGES = (
    "en ar bg ca cs da de el es fa fi fr he hi hu id it nb nl pl pt ro ru sk sv tr uk vi".split()
)  # fmt: skip
ENGLISH_WORDS, OTHER_WORDS = 20_000, 2_000
STEP = 0.25
ELSEWHERE = 0.75


def common_stems() -> dict[str, float]:
    """Return the beginnings of common words → tenfold logarithm of how often they stand in a billion words.

    Of several languages the one counts that has it most often; what English has too counts less in others, or
    `France` would tell nothing.
    """
    # Here, so that the rest does without the package.
    from wordfreq import top_n_list, zipf_frequency

    most: dict[str, float] = {}
    for language in LANGUAGES:
        counted: dict[str, float] = defaultdict(float)
        for word in top_n_list(
            language, ENGLISH_WORDS if language == "en" else OTHER_WORDS, wordlist="small"
        ):
            for part in words_of(word):
                if len(part) > 1:
                    counted[part[:STEM]] += 10 ** zipf_frequency(word, language, wordlist="small")
        for stem, often in counted.items():
            level = math.log10(often) - (ELSEWHERE if stem in most else 0.0)
            most[stem] = max(most.get(stem, 0.0), level)
    return most


def write_common(out: Path) -> None:
    """Write `common.z`: a line a level, the level's number first."""
    levels: dict[int, list[str]] = defaultdict(list)
    for stem, level in common_stems().items():
        levels[round(level / STEP)].append(stem)
    text = "\n".join(f"{level} {' '.join(sorted(stems))}" for level, stems in sorted(levels.items()))
    (COMMON if out == OUT else out / COMMON.name).write_bytes(zlib.compress(text.encode(), 9))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", action="store_true", help="write the common words")
    parser.add_argument("--stories", type=Path, help="train the judges of these stories, JSON lines")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; say how well unseen ones are told"
    )
    parser.add_argument("--out", type=Path, default=OUT)
    arguments = parser.parse_args()
    if arguments.words:
        write_common(arguments.out)
    if arguments.stories:
        # Here, so that common words can be written without numpy and scikit-learn.
        from training import joined, joining

        if arguments.check:
            joined.check(arguments.stories)
        else:
            joining.write_judges(arguments.stories, arguments.out)


if __name__ == "__main__":
    main()
