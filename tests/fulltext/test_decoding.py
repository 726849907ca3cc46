"""Pages are read in the encoding that they are in, whatever they and their servers say."""

from __future__ import annotations

import time

import pytest

from tui.fulltext.decoding import decode_page

RUSSIAN = "Порт открыт для судов с утра, сообщили власти города."
JAPANESE = "港は朝から船に開かれていると市の当局が発表した。カタカナも漢字もある。"
CHINESE = "港口从早上开始对船只开放，市政府表示。"
FRENCH = "Le port est ouvert dès l’aube, précise la mairie – « enfin »."


def page(text: str, head: str = "", html: str = "<html>") -> str:
    return f"<!doctype html>{html}<head>{head}<title>{text}</title></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(
    ("text", "codec", "head", "content_type"),
    [
        (RUSSIAN, "utf-8", "", None),
        (RUSSIAN, "utf-8-sig", "<meta charset=windows-1251>", "text/html; charset=koi8-r"),
        (RUSSIAN, "utf-16", "", None),
        (RUSSIAN, "utf-16-le", "", "text/html; charset=utf-16le"),
        (RUSSIAN, "utf-16-be", "", None),
        (RUSSIAN, "cp1251", "", "text/html; charset=windows-1251"),
        (RUSSIAN, "koi8-r", "<meta charset=windows-1251>", 'text/html; charset="KOI8-R"'),
        (RUSSIAN, "cp1251", "<meta charset='Windows-1251'>", None),
        (RUSSIAN, "cp1251", "<META content='text/html; CHARSET=cp1251' http-equiv=Content-Type>", None),
        (RUSSIAN, "cp1251", "<meta charset=utf-8><!-- wrong -->", "text/html; charset=windows-1251"),
        (RUSSIAN, "cp1251", "<!--<meta charset=koi8-r>--><meta charset=windows-1251>", None),
        (RUSSIAN, "cp1251", "<meta name=x content='charset=koi8-r'><meta charset=windows-1251>", None),
        (RUSSIAN, "cp1251", "<meta charset=windows-1251>", "text/html; charset=utf-8"),
        (RUSSIAN, "cp1251", " " * 2000 + "<meta charset=windows-1251>", None),
        (RUSSIAN, "utf-8", "<meta charset=utf-16>", None),
        (RUSSIAN, "utf-8", "<meta charset=iso-8859-1>", "text/html; charset=iso-8859-1"),
        (FRENCH, "cp1252", "<meta charset=x-user-defined>", None),
        (FRENCH, "cp1252", "<meta charset=iso-8859-1>", None),
        (FRENCH, "cp1252", "<meta charset=utf-8>", "text/html; charset=utf-8"),
        (FRENCH, "cp1252", "<meta charset=no-such-thing>", "text/html; charset=none"),
        (FRENCH, "cp1252", "", None),
        (JAPANESE, "cp932", "<meta charset=shift_jis>", None),
        (JAPANESE, "euc-jp", "<meta charset=euc-jp>", None),
        (JAPANESE, "iso-2022-jp", "<meta charset=iso-2022-jp>", None),
        (CHINESE, "gbk", "<meta charset=gb2312>", None),
        (CHINESE, "gb18030", "", "text/html; charset=gbk"),
    ],
)
def test_a_page_is_read_in_its_encoding(text: str, codec: str, head: str, content_type: str | None) -> None:
    """The mark, the server, the page: the first that the bytes bear out."""
    markup = page(text, head)
    assert decode_page(markup.encode(codec), content_type) == markup


@pytest.mark.parametrize(
    ("text", "codec", "language"),
    [
        (RUSSIAN, "cp1251", "ru"),
        (RUSSIAN, "utf-8", "ru-RU"),
        (JAPANESE, "cp932", "ja"),
        (JAPANESE, "euc-jp", "ja-JP"),
        (CHINESE, "gbk", "zh-CN"),
        ("港口從早上開始對船隻開放。", "big5", "zh-TW"),
        ("Η πόλη ανοίγει το λιμάνι.", "cp1253", "el"),
        ("Přístav otevřel už ráno.", "cp1250", "cs"),
    ],
)
def test_a_page_that_says_only_its_language(text: str, codec: str, language: str) -> None:
    """What such pages were written in before UTF-8."""
    markup = page(text, html=f'<html class="a" lang="{language}">')
    assert decode_page(markup.encode(codec)) == markup


def test_an_xml_declaration_counts_where_nothing_else_does() -> None:
    """Browsers read it since pages were XHTML."""
    markup = '<?xml version="1.0" encoding="windows-1251"?>' + page(RUSSIAN)
    assert decode_page(markup.encode("cp1251")) == markup


def test_a_few_damaged_bytes_do_not_make_another_encoding_of_a_page() -> None:
    """One wrong byte is one replacement character."""
    body = page(RUSSIAN).encode() + b"\xff" + RUSSIAN.encode()
    for content_type in (None, "text/html; charset=utf-8"):
        assert decode_page(body, content_type) == page(RUSSIAN) + "\ufffd" + RUSSIAN
    english = "The harbour’s open “again”".encode() + b" caf\xe9"
    assert decode_page(english, "text/html; charset=utf-8") == "The harbour’s open “again” caf\ufffd"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe\x00",
        b"\xff" * 2_000_000,
        b"<meta " * 300_000,
        bytes(range(256)) * 8_000,
        b"<meta charset=gb18030>" + b"\x81\xff" * 1_000_000,
    ],
)
def test_any_bytes_are_a_text_at_once(body: bytes) -> None:
    """Pages come from strangers."""
    start = time.process_time()
    for content_type in (None, "text/html; charset=euc-jp", "\x00charset=\ud800"):
        assert isinstance(decode_page(body, content_type), str)
    assert time.process_time() - start < 2
