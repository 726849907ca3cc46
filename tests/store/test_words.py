"""What a word is: in scripts without blanks, with signs, in its other spellings; found, and lit."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.steps import take
from tests.store.stories import all_of, build_entry, deliver, found
from tui.library.frontdesk import Library
from tui.model.scopes import MUTED
from tui.store import lettering, searchable
from tui.store.delivered import plain_body
from tui.store.matching import Vocabulary, marks_of, spans
from tui.store.query import Query, Term
from tui.store.schema import TOKENIZER
from tui.text.folding import fold

STORIES = {
    "quake": ("大阪で停電、鉄道は平常", "大阪市内で大規模な停電が発生し、復旧は2025年度になる見込み。"),
    "china": ("上海证券今日收盘", "国家能源局公布了最新的用电数据。"),
    "thai": ("พายุเข้าภาคใต้", "กรมอุตุนิยมวิทยาประกาศเตือนประชาชน"),
    "korea": ("서울 지하철 파업", "대한민국에서 처음으로 합의했다."),
    "burma": ("မြန်မာနိုင်ငံ", "ရန်ကုန်မြို့တွင်မိုးရွာ"),
    "khmer": ("ព្រះរាជាណាចក្រកម្ពុជា", "រាជធានីភ្នំពេញ"),
    "hindi": ("दिल्ली में बारिश", "सरकार ने घोषणा की।"),
    "att": ("AT&T buys a tower", "The carrier said R&B fans and Q&A sessions matter, 3.5% more."),
    "tea": ("At tea with T. Smith", "R was there, and B. At 3.5 or 5 o'clock."),
    "cpp": ("C++ and F# compared", "Version C++20 is out; Disney+ is not, nor node.js."),
    "c": ("C sharpens its tools", "C# is for .NET, from $TSLA and @jack with #metoo."),
    "net": ("A net of fishermen", "Metoo, said Jack of Tsla; vitamin C."),
    "yolka": ("Ёлка на площади", "Её зажгли вечером."),
    "street": ("Die Straße nach Łódź", "Øresund and Đà Nẵng, the Ægean, İstanbul ve Iğdır; Bundes\u00adtag."),
    "greek": ("Ο Οδυσσέας", "ΑΘΉΝΑ, Ὀδυσσεύς."),
    "arabic": ("أخبار اليوم", "كِتَابٌ جديد في القاهرة عام ٢٠٢٥"),
    "hebrew": ("שָׁלוֹם", "ירושלים"),
    "wide": ("Ｆｕｌｌ ｶﾞｲﾄﾞ", "don’t stop, O’Brien — the “co‑op” café."),
    "india": ("India votes", "In India’s towns people vote."),
    "race": ("Indianapolis races", "The Indians of Indiana."),
}
FINDS = [
    ("停電", "quake"), ("電が", "quake"), ("大規模", "quake"), ("阪", "quake"), ("線", ""),
    ("2025年", "quake"), ("年度", "quake"), ("内で大規模な停", "quake"), ("规模", ""),
    ("能源局", "china"), ("证券", "china"), ("证", "china"), ("ประกาศ", "thai"), ("ภาคใต้", "thai"),
    ("นิยม", "thai"), ("민국", "korea"), ("지하철", "korea"), ("한", "korea"), ("နိုင်ငံ", "burma"),
    ("တွင်", "burma"), ("កម្ពុជា", "khmer"), ("ពេញ", "khmer"), ("दिल्ली", "hindi"), ("दल", ""),
    ("AT&T", "att"), ("at&t buys", "att"), ('"at&t buys"', "att"), ("R&B", "att"), ("q&a", "att"),
    ("at", "att tea"), ("3.5%", "att"), ("3.5", "att tea"), ("C++", "cpp"), ("c#", "c"), ("F#", "cpp"),
    (".NET", "c"), ("net", "c net"), ("$tsla", "c"), ("@jack", "c"), ("#metoo", "c"),
    ("tsla", "c net"), ("C", "cpp c net"), ("disney+", "cpp"), ("node.js", "cpp"), ("C++ -F#", ""),
    ("vitamin -C++", "net"), ("AT＆T", "att"), ("C+", ""), ("елка", "yolka"), ("ёлка", "yolka"),
    ("ее", "yolka"), ("strasse", "street"), ("STRASSE", "street"), ("lodz", "street"),
    ("oresund", "street"), ("da nang", "street"), ("aegean", "street"), ("istanbul", "street"),
    ("igdir", "street"), ("bundestag", "street"), ("αθηνα", "greek"), ("οδυσσευσ", "greek"),
    ("Οδυσσέας", "greek"), ("كتاب", "arabic"), ("اخبار", "arabic"), ("القاهره", "arabic"),
    ("2025", "quake arabic"), ("שלום", "hebrew"), ("full ガイド", "wide"), ("don't", "wide"),
    ("o'brien", "wide"), ("“co-op”", "wide"), ("cafe", "wide"), ("india ", "india"),
    ("india", "india"), ("indi ", ""), ("indi", "india race"), ("indian*", "race"),
]  # fmt: skip


@pytest.fixture
def told(library: Library) -> Library:
    """All the stories, prepared."""
    deliver(
        library,
        *(
            build_entry(name, title=f"{name} {head}", content=f"<p>{text}</p>")
            for name, (head, text) in STORIES.items()
        ),
    )
    library.prepare()
    return library


def names(library: Library, query: str) -> set[str]:
    return {headline.split()[0] for headline in found(library, query)}


def test_words_are_found_as_they_are_written(told: Library) -> None:
    wrong = {query: names(told, query) for query, right in FINDS if names(told, query) != set(right.split())}
    assert wrong == {}


@pytest.mark.parametrize(
    ("query", "text", "lit"),
    [
        ("停電", "大規模な停電が、停電", ["停電", "停電"]),
        ("大規模な停電", "大規模な停電が", ["大規模な停電"]),
        ("円", "円高で百円、円円", ["円", "円", "円", "円"]),
        ("2025年", "復旧は2025年度", ["2025年"]),
        ("민국", "대한민국에서", ["민국"]),
        ("ด่วน", "ข่าวด่วนวันนี้", ["ด่วน"]),
        ("दिल्ली", "नई दिल्ली में", ["दिल्ली"]),
        ("AT&T", "At T-Mobile, AT&T and at t", ["AT&T"]),
        ('"at&t said"', "AT&T said, at t said", ["AT&T said"]),
        ("C++", "C, C# and C++20 in C++", ["C++", "C++"]),
        (".NET", "A net for .NET (.Net)", [".NET", ".Net"]),
        ("3.5%", "3.5 or 3.5% or 3.5 %", ["3.5%", "3.5 %"]),
        ("$TSLA", "TSLA is $TSLA", ["$TSLA"]),
        ("strasse", "Die Straße; STRASSE", ["Straße", "STRASSE"]),
        ("елка", "Ёлка, елка", ["Ёлка", "елка"]),
        ("كتاب", "هذا كِتَابٌ", ["كِتَابٌ"]),
        ("bundestag", "Der Bundes\u00adtag tagt", ["Bundes\u00adtag"]),
        ("aether", "the Æther", ["Æther"]),
        ("cafe", "cafe\u0301s and café", ["cafe\u0301s", "café"]),
        ("India ", "India, India's Indians in Indianapolis", ["India", "India"]),
        ("government ", "Governments’ govern", ["Governments", "govern"]),
        ("the war in gaza", "The war in the Gaza strip", ["war", "Gaza"]),
        ('"the war"', "The war in the strip", ["The war"]),
        ("the", "The war in the strip", ["The", "the"]),
    ],
)
def test_just_what_was_asked_for_is_lit(library: Library, query: str, text: str, lit: list[str]) -> None:
    (spans,) = library.match_spans(query, [text])
    assert [text[start:end] for start, end in spans] == lit


def test_a_whole_word_lights_no_longer_one(told: Library) -> None:
    """Unless nothing has the word as it is: then it is one that is still being typed."""
    text = "India, Indianapolis"
    assert told.match_spans("India", [text]) == (((0, 5),),)
    assert told.match_spans("Indi", [text]) == (((0, 5), (7, 19)),)
    listed = told.search_listing("indian", typing=True)
    assert {row.headline.split()[0] for row in listed.window(0, 9)} == {"race"}
    assert listed.spans(0) == ((5, 17),)
    assert [h.headline.split()[0] for h in told.search_listing("in", typing=True).window(0, 99)].count(
        "race"
    ) == 1


PIECES = st.sampled_from(
    [
        "東",
        "京",
        "都",
        "が",
        "ア",
        "ｶﾞ",
        "한",
        "국",
        "ก",
        "่",
        "า",
        "क",
        "ि",
        "A",
        "b",
        "2",
        " ",
        "、",
        "&",
        "ß",
        "ё",
        "é",
        "+",
        ".",
    ]
)
WRITTEN = st.lists(PIECES, max_size=14).map("".join)


@contextmanager
def indexed(text: str) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as conn:
        conn.execute(f"CREATE VIRTUAL TABLE t USING fts5 (x, tokenize = '{TOKENIZER}')")
        conn.execute("INSERT INTO t VALUES (?)", (lettering.lettered(fold(text)),))
        yield conn


@settings(max_examples=300, deadline=None)
@given(WRITTEN, st.integers(0, 14), st.integers(1, 8))
def test_any_part_of_a_run_is_found_and_lit_where_it_stands(text: str, at: int, length: int) -> None:
    """What lies within letters that are written without blanks is found from any letter to any other."""
    run = "".join(re.findall(r"[東京都がア한국]", text))
    part = run[at % max(1, len(run)) :][:length]
    if not part:
        return
    marks = marks_of(Query(((Term(part),),)), Vocabulary())
    (lit,) = spans(marks, [f"x{run}y"])
    covered = {place for start, end in lit for place in range(start, end)}
    right = {m.start() + 1 + step for m in re.finditer(f"(?={part})", run) for step in range(len(part))}
    assert covered == right


@settings(max_examples=200, deadline=None)
@given(WRITTEN)
def test_places_lead_back_to_the_letters(text: str) -> None:
    """Each character that the index is given comes from where it is said to come from."""
    made = lettering.lettered_with_places(text)
    assert made.text == lettering.lettered(fold(text))
    for at, character in enumerate(made.text):
        if character.isalnum() and character < "\U000f0000":
            start, end = made.place(at, at + 1)
            assert character in fold(text[start:end])


# ── files of before ───────────────────────────────────────────────────────────────────────────


def put_back(library: Library) -> None:
    """Make all lines of the index as older files have them."""
    with library.database.write() as conn:
        rows = [row for (row,) in conn.execute("SELECT row FROM articles ORDER BY row")]
        for row in rows:
            searchable.unindex_article(conn, row)
        take(conn, 13)
        for row in rows:
            form, data = conn.execute("SELECT form, data FROM bodies WHERE article = ?", (row,)).fetchone()
            searchable.index_article(conn, row, plain_body(form, data))
        conn.execute("INSERT INTO search (search) VALUES ('integrity-check')")


def words_of(library: Library) -> list[tuple[object, ...]]:
    """Return what the index holds: each word, where it stands."""
    with library.database.write() as conn:
        conn.execute("CREATE VIRTUAL TABLE temp.held USING fts5vocab (main, search, instance)")
        held = conn.execute("SELECT term, doc, col, offset FROM temp.held ORDER BY 2, 3, 4").fetchall()
        conn.execute("DROP TABLE temp.held")
        conn.execute("INSERT INTO search (search) VALUES ('integrity-check')")
    return held


def test_an_older_index_is_made_anew_piece_by_piece_and_searched_meanwhile(told: Library) -> None:
    """What is found is never less than before; once all is done it is as if it had been so from the start."""
    new = words_of(told)
    put_back(told)
    old = words_of(told)
    assert old != new
    assert names(told, "大阪") == {"quake"}
    assert names(told, "ёлка") == {"yolka"}
    assert names(told, "AT&T") >= {"att"}
    assert names(told, "電が") == set()
    deliver(told, build_entry("late", title="late 大規模な停電が", content="<p>AT&T</p>"))
    assert names(told, "規模") == {"late"}
    while told.has_older_rows():
        assert names(told, "大阪") == {"quake"}
        assert names(told, "AT&T") >= {"att", "late"}
        with told.database.write() as conn:
            searchable.renew_lines(conn, 3)
    assert names(told, "電が") == {"quake", "late"}
    assert names(told, "AT&T") == {"att", "late"}
    told.prepare(limit=1)
    assert [word for word in words_of(told) if word[1] != len(STORIES) + 1] == new


def test_mutes_by_words_are_about_what_is_written_once_the_index_is_new(told: Library) -> None:
    """`C++` hid every lone c as long as signs were nothing."""
    put_back(told)
    told.rules.mute_words("C++")
    assert {headline.headline.split()[0] for headline in all_of(told, MUTED)} == {"cpp", "c", "net"}
    told.catch_up(lambda _: True)
    told.rules.settle()
    assert [headline.headline.split()[0] for headline in all_of(told, MUTED)] == ["cpp"]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["renew", "change", "prepare"]), max_size=12), st.data())
def test_lines_are_taken_out_as_they_were_put_in(
    library: Library, steps: list[str], data: st.DataObject
) -> None:
    """Whatever is changed, prepared or removed while old lines are made anew."""
    texts = [f"{head} {text}" for head, text in STORIES.values()]
    deliver(
        library,
        *(build_entry(f"g{n}", title=f"{n} 大阪 C++", content=f"<p>{texts[n]}</p>") for n in range(8)),
    )
    library.prepare()
    put_back(library)
    for number, step in enumerate(steps):
        entry = f"g{data.draw(st.integers(0, 7))}"
        if step == "change":
            deliver(
                library,
                build_entry(entry, title=f"{number} ёлка", content=f"<p>{number} 東京 &amp; .NET</p>"),
            )
        elif step == "prepare":
            library.prepare(limit=1)
        else:
            with library.database.write() as conn:
                searchable.renew_lines(conn, 2)
    library.catch_up(lambda _: True)
    assert not library.has_older_rows()
    as_it_is = words_of(library)
    with library.database.write() as conn:
        for (row,) in conn.execute("SELECT row FROM articles ORDER BY row").fetchall():
            searchable.unindex_article(conn, row)
    assert words_of(library) == []
    with library.database.write() as conn:
        for row, form, blob in conn.execute(
            "SELECT article, form, data FROM bodies ORDER BY article"
        ).fetchall():
            searchable.index_article(conn, row, plain_body(form, blob))
    assert words_of(library) == as_it_is
