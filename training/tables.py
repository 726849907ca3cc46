"""Build the lists that the extractor looks names up in: everything in `tui/entities/data` but the weights."""

from __future__ import annotations

import gzip
import json
import zlib
from pathlib import Path

from training import clusters, gazetteer
from training.corpora import GMB, GMB_SPACY, OTHERS, read_rows

_OTHER_PEOPLES = {
    "Scottish": "GB",
    "Scots": "GB",
    "Scot": "GB",
    "Welsh": "GB",
    "Chechen": "RU",
    "Chechens": "RU",
}
_NO_COUNTRY = """European Europeans African Africans Asian Asians Arab Arabs Latin Kurdish Kurds Soviet Muslim
Muslims Moslem Moslems Islamic Islamist Islamists Christian Christians Catholic Catholics
Protestant Protestants Jewish Jew Jews Hindu Hindus Buddhist Buddhists Sikh Sikhs Sunni Sunnis
Shiite Shiites Shia Orthodox Olympic Latino Latinos Hispanic Aboriginal Inuit Tamil Tamils
Uyghur Uyghurs Uighur Uighurs Rohingya Zulu Hutu Tutsi"""


def write_tables(data: Path, geonames: Path, rg_csv: Path, out: Path) -> None:
    """Write the gazetteer, the name lists, the peoples and the word clusters."""
    with gzip.open(data / "gazetteer.json.gz", "rt", encoding="utf-8") as file:
        lists = json.load(file)
    for name in ("first", "last"):
        _write(out / f"{name}.z", "\n".join(sorted(set(lists[name]))))
    _write(out / "demonyms.z", "\n".join(f"{name}\t{code}" for name, code in sorted(_peoples().items())))
    _write(out / "gazetteer.z", gazetteer.build(geonames, rg_csv, _seen_places(data)))
    table = clusters.read_clusters(data / "word_clusters.tsv.gz")
    (out / "clusters.bin").write_bytes(clusters.pack(table))


def _write(path: Path, text: str) -> None:
    path.write_bytes(zlib.compress(text.encode("utf-8"), 9))


def _peoples() -> dict[str, str]:
    peoples = dict.fromkeys(_NO_COUNTRY.split(), "") | _OTHER_PEOPLES
    for code, _, _, _, names, *_ in gazetteer.read_table("countries.tsv"):
        for name in filter(None, names.split(";")):
            peoples.setdefault(name, code)
    return peoples


def _seen_places(data: Path) -> set[str]:
    """Return every text labelled as a place in the training corpora."""
    return {
        text[start:end]
        for name in (GMB, GMB_SPACY, *OTHERS)
        for text, spans in read_rows(data / "train" / f"{name}.jsonl.gz")
        for start, end, label in spans
        if label == "LOC"
    }
