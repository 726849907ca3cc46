"""XML mended before it is read: what is no reference is text, what is sound stays as it is."""

from __future__ import annotations

from pyexpat import ParserCreate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.sources.encodings import encoding_of
from tui.sources.xmltext import decode_xml, is_declared_otherwise, mend_xml

SOUP = st.text(st.sampled_from("a&;#x<!-[CDATA]>1\x00\x1f\ud800\ufffe é")) | st.lists(
    st.sampled_from(
        [
            "&amp;",
            "&copy;",
            "&#65;",
            "&#x1F600;",
            "&#0;",
            "&nix;",
            "&",
            "<![CDATA[a & b]]>",
            "<!-- & -->",
            "\x0b",
        ]
    )
).map("".join)


def text_of(xml: str) -> str:
    """Return the text that a parser finds; raises ExpatError."""
    found: list[str] = []
    parser = ParserCreate()
    parser.CharacterDataHandler = found.append
    parser.Parse(f"<a>{xml}</a>".encode("utf-8", "replace"), True)
    return "".join(found)


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("AT&T", "AT&T"),
        ("?a=1&copy=3&b", "?a=1&copy=3&b"),
        ("&copy; &nbsp;&hellip;", "© \u00a0…"),
        ("&amp;amp; &lt;", "&amp; <"),
        ("&nobody;", "&nobody;"),
        ("&#65;&#x42;&#X43;", "ABC"),
        ("&#0;&#11;&#xD800;&#xFFFE;&#x110000;&#99999999999;", "\ufffd\ufffd\ufffd\ufffd\ufffd&#99999999999;"),
        ("&#9;&#10;&#x10FFFF;", "\t\n\U0010ffff"),
        ("&#x;&#;&;", "&#x;&#;&;"),
        ("<![CDATA[a & b &copy; \x0b]]>&", "a & b &copy; \ufffd&"),
        ("<!-- a & b \x0c -->&", "&"),
        ("a\x00\x08\x0bb", "a\ufffd\ufffd\ufffdb"),
        ("\ufffe\uffff", "\ufffd\ufffd"),
        ("&NotEqualTilde;", "≂̸"),
    ],
)
def test_what_only_looks_like_a_reference_is_the_text_it_looks_like(xml: str, text: str) -> None:
    """And what is a reference is its character, though XML does not know the name."""
    assert text_of(mend_xml(xml)) == text


@given(SOUP)
def test_mending_twice_changes_nothing_more(xml: str) -> None:
    assert mend_xml(mend_xml(xml)) == mend_xml(xml)


@given(st.text(st.sampled_from("a&;#x1é\x00\x1f\ufffe b")))
def test_whatever_has_no_tags_can_be_read_once_it_is_mended(text: str) -> None:
    text_of(mend_xml(text))


@given(st.text("ab<é&>\"' ", max_size=20))
def test_what_is_sound_stays_as_it_is(text: str) -> None:
    """Escaped by whoever wrote it properly, in an element and in a section of CDATA."""
    sound = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert mend_xml(sound) == sound
    section = f"<![CDATA[{text}]]>"
    assert mend_xml(section) == section


def test_a_document_that_defines_names_keeps_them() -> None:
    """They are its own; bare ampersands are mended all the same."""
    xml = '<!DOCTYPE a [<!ENTITY copy "x">]><a>&copy; AT&T</a>'
    assert mend_xml(xml) == '<!DOCTYPE a [<!ENTITY copy "x">]><a>&copy; AT&amp;T</a>'


def test_a_section_that_never_ends_is_left_to_its_end() -> None:
    assert mend_xml("<![CDATA[a & b") == "<![CDATA[a & b"
    assert mend_xml("<!-- a & b") == "<!-- a & b"


# ── encodings ─────────────────────────────────────────────────────────────────────────────────


@given(st.text(max_size=40), st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]))
def test_a_mark_says_what_the_bytes_are(text: str, codec: str) -> None:
    """Whatever is declared; the mark itself is no text."""
    text = "".join(char for char in text if not "\ud800" <= char <= "\udfff").lstrip("\ufeff")
    document = '<?xml version="1.0" encoding="koi8-r"?><a>' + text
    assert decode_xml(document.encode(codec)) == document


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_letters_of_several_bytes_are_known_without_a_mark(codec: str) -> None:
    """XML 1.0, appendix F."""
    document = '<?xml version="1.0"?><a>é 日本</a>'
    assert decode_xml(document.encode(codec)) == document


@given(st.binary(max_size=80), st.none() | st.text(max_size=30))
def test_any_bytes_are_text(body: bytes, content_type: str | None) -> None:
    assert isinstance(decode_xml(b'<?xml version="1.0" encoding="gbk"?>' + body, content_type), str)
    assert isinstance(decode_xml(body, content_type), str)


@pytest.mark.parametrize(
    ("head", "content_type", "codec"),
    [
        ('<?xml version="1.0" encoding="koi8-r"?>', "text/xml; charset=cp1251", "koi8-r"),
        ('<?xml version="1.0"?>', "text/xml; charset=cp1251", "cp1251"),
        ('<?xml version="1.0"?>', 'text/xml; CHARSET = "windows-1251"', "cp1251"),
        ('<?xml version="1.0" encoding="nonsense"?>', "text/xml; charset=koi8-r", "koi8-r"),
        (" <?xml version='1.0' encoding = 'KOI8-R' ?>", None, "koi8-r"),
        ('<?xml version="1.0" encoding="utf-16"?>', "text/xml; charset=koi8-r", "koi8-r"),
        ('<?xml version="1.0"?>', None, "cp1252"),
    ],
)
def test_the_document_says_more_than_its_server(head: str, content_type: str | None, codec: str) -> None:
    """It outlives the server's settings; what cannot be so is passed over."""
    text = "Привет, как дела" if codec != "cp1252" else "café déjà vu Ærø"
    assert decode_xml(head.encode() + text.encode(codec), content_type) == head + text


@pytest.mark.parametrize(
    ("head", "is_other"),
    [
        (b'<?xml version="1.0"?>', False),
        (b'<?xml version="1.0" encoding="UTF-8"?>', False),
        (b'<?xml version="1.0" encoding="utf8"?>', False),
        (b'<?xml version="1.0" encoding="iso-8859-1"?>', True),
        (b'<?xml version="1.0" encoding="nonsense"?>', False),
        (b"<rss>", False),
    ],
)
def test_a_document_is_weighed_first_where_it_says_that_it_is_no_utf8(head: bytes, is_other: bool) -> None:
    assert is_declared_otherwise(head + b"<a/>") is is_other


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("latin1", "cp1252"),
        ("US-ASCII", "cp1252"),
        ("Windows_1251", "cp1251"),
        ("win-1250", "cp1250"),
        ("gb2312", "gb18030"),
        ("Shift-JIS", "cp932"),
        ("cp437", "cp437"),
        ("mac-cyrillic", "mac_cyrillic"),
        ("utf-16", None),
        ("UCS-2", None),
        ("punycode", None),
        ("unicode_escape", None),
        ("rot13", None),
        ("idna", None),
        ("cp99999", None),
        ("", None),
    ],
)
def test_a_label_is_an_encoding_of_the_web_or_none(label: str, codec: str | None) -> None:
    """Of Python's own codecs only tables of single bytes: some others take quadratic time, or run code."""
    found = encoding_of(label)
    assert (found.codecs[0] if found else None) == codec
