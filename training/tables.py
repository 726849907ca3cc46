"""Build the lists that the extractor looks names up in: everything in `tui/entities/data` but the weights."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Mapping
from pathlib import Path

from training import clusters, gazetteer
from training.corpora import GMB, GMB_SPACY, OTHERS, read_rows
from tui.entities.folding import fold

_PEOPLE = Path(__file__).parent / "sources" / "people"

_OTHER_PEOPLES = {
    "GB": """Scottish Scots Scot Scotsman Welsh Welshman Englishman Englishmen Englishwoman Briton Britons
    Brit Brits Londoner Londoners Cornish Cornishman""",
    "RU": "Chechen Chechens Muscovite Muscovites Siberian Siberians Dagestani Tatar Tatars Cossack Cossacks",
    "IE": "Irishman Irishmen Irishwoman",
    "FR": "Frenchman Frenchmen Frenchwoman Parisian Parisians Corsican Corsicans Breton Bretons Alsatian",
    "NL": "Dutchman Dutchmen Dutchwoman",
    "US": """Californian Californians Texan Texans Floridian Floridians Alaskan Alaskans Hawaiian Hawaiians
    Virginian Virginians Kansan Iowan Iowans Ohioan Ohioans Oregonian Oregonians""",
    "CA": "Quebecer Quebecers Quebecois Québécois Albertan Albertans Ontarian Newfoundlander",
    "AU": "Victorian Victorians Tasmanian Tasmanians Queenslander Queenslanders Aussie Aussies",
    "NZ": "Kiwi Kiwis Maori Māori",
    "DE": "Bavarian Bavarians Berliner Berliners Saxon Saxons",
    "ES": "Catalan Catalans Basque Basques Galician Andalusian",
    "IT": "Sicilian Sicilians Sardinian Sardinians Tuscan Neapolitan Venetian Venetians Milanese",
    "BE": "Flemish Walloon Walloons",
    "UA": "Crimean Crimeans",
    "CN": "Tibetan Tibetans Cantonese",
    "IN": "Bengali Bengalis Gujarati Goan",
    "PS": "Gazan Gazans",
    "AF": "Pashtun Pashtuns Hazara Hazaras",
    "PK": "Baloch Sindhi",
    "ET": "Tigrayan Tigrayans Oromo",
    "NG": "Yoruba Igbo Hausa Fulani",
    "KE": "Kikuyu Luo Masai Maasai",
}
"""Peoples of a part of a country, and names of peoples that the table of countries lacks."""
_NO_COUNTRY = """European Europeans African Africans Asian Asians Arab Arabs Latin Kurdish Kurds Soviet Muslim
Muslims Moslem Moslems Islamic Islamist Islamists Christian Christians Catholic Catholics
Protestant Protestants Jewish Jew Jews Hindu Hindus Buddhist Buddhists Sikh Sikhs Sunni Sunnis
Shiite Shiites Shia Orthodox Olympic Latino Latinos Hispanic Aboriginal Inuit Tamil Tamils
Nordic Scandinavian Scandinavians Balkan Andean Himalayan Amazonian Saharan Kashmiri Kashmiris Punjabi
Punjabis Bosniak Bosniaks Sami Druze Alawite Alawites Yazidi Yazidis Copt Copts Coptic Maronite Maronites
Bedouin Bedouins Uyghur Uyghurs Uighur Uighurs Rohingya Zulu Hutu Tutsi"""


def write_tables(data: Path, geonames: Path, rg_csv: Path, out: Path) -> None:
    """Write the gazetteer, the name lists, the peoples and the word clusters."""
    with gzip.open(data / "gazetteer.json.gz", "rt", encoding="utf-8") as file:
        lists = json.load(file)
    for name in ("first", "last"):
        _write(out / f"{name}.z", "\n".join(sorted(set(lists[name]))))
    _write(out / "demonyms.z", "\n".join(f"{name}\t{code}" for name, code in sorted(_peoples().items())))
    _write(out / "people.z", "\n".join(f"{form}\t{name}" for form, name in sorted(_spellings().items())))
    _write(out / "gazetteer.z", gazetteer.build(geonames, rg_csv, _seen_places(data)))
    people = {*lists["first"], *lists["last"]}
    _write(out / "villages.z", gazetteer.build_villages(geonames, people))
    table = clusters.read_clusters(data / "word_clusters.tsv.gz")
    (out / "clusters.bin").write_bytes(clusters.pack(table))


def _write(path: Path, text: str) -> None:
    path.write_bytes(zlib.compress(text.encode("utf-8"), 9))


def _peoples() -> dict[str, str]:
    peoples = dict.fromkeys(_NO_COUNTRY.split(), "")
    peoples |= {name: code for code, names in _OTHER_PEOPLES.items() for name in names.split()}
    for code, _, _, _, names, *_ in gazetteer.read_table("countries.tsv"):
        for name in filter(None, names.split(";")):
            peoples.setdefault(name, code)
    return peoples


def _spellings() -> dict[str, str]:
    """Return spellings of people's names, folded, each with the one that all of the same person count as."""
    home: dict[str, str] = {}
    # English first: what its file has on the right stays what the others count as.
    for code in ("en", "de", "es", "fr", "it", "pt"):
        for line in (_PEOPLE / f"{code}.tsv").read_text(encoding="utf-8").splitlines():
            form, name = (fold(part) for part in [*line.split("\t"), ""][:2])
            # A single word never joins two articles, whatever it stands for.
            if " " in form and " " in name and not line.startswith("#"):
                mine, other = _home(home, form), _home(home, name)
                if mine != other:
                    home[mine] = other
    return {form: _home(home, form) for form in home}


def _home(home: Mapping[str, str], form: str) -> str:
    """Return what a spelling counts as in the end: one language's spelling is another's exception."""
    while form in home:
        form = home[form]
    return form


def _seen_places(data: Path) -> set[str]:
    """Return every text labelled as a place in the training corpora."""
    return {
        text[start:end]
        for name in (GMB, GMB_SPACY, *OTHERS)
        for text, spans in read_rows(data / "train" / f"{name}.jsonl.gz")
        for start, end, label in spans
        if label == "LOC"
    }
