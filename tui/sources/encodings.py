"""The names of encodings as documents and servers write them, and the codecs that read them.

The labels are those of the WHATWG Encoding Standard §4.2, and some that only feeds write. As there, the
name of a narrow encoding stands for the wider one that is meant: `iso-8859-1` for Windows-1252, `gb2312`
for GB 18030, `shift_jis` for Windows-31J. Labels are compared without signs: `win-1251` is `win1251`.
"""

from __future__ import annotations

import codecs
import re
from typing import Final, NamedTuple


class Encoding(NamedTuple):
    """An encoding that a label stands for."""

    codecs: tuple[str, ...]
    """Python's codecs that may read it, the first that can does."""
    is_multibyte: bool = False
    """Whether a character may take several bytes."""


# Codecs, then labels; of several codecs each knows characters that the one before it does not.
_TABLE: Final = """
utf-8: unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8 utf8mb4 utf
cp866: 866 cp866 csibm866 ibm866
iso8859_2: csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso_8859-2:1987 l2 latin2
iso8859_3: csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso_8859-3:1988 l3 latin3
iso8859_4: csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso_8859-4:1988 l4 latin4
iso8859_5: csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso_8859-5:1988
iso8859_6: arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e
 iso-8859-6-i iso-ir-127 iso8859-6 iso_8859-6:1987
iso8859_7: csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso_8859-7:1987
 sun_eu_greek
iso8859_8: csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 iso_8859-8:1988
 visual csiso88598i iso-8859-8-i logical
iso8859_10: csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 l6 latin6
iso8859_13: iso-8859-13 iso8859-13 l7 latin7
iso8859_14: iso-8859-14 iso8859-14 l8 latin8
iso8859_15: csisolatin9 iso-8859-15 iso8859-15 l9 latin9
iso8859_16: iso-8859-16 l10 latin10
koi8_r: cskoi8r koi koi8 koi8-r
koi8_u: koi8-ru koi8-u
mac_roman: csmacintosh mac macintosh x-mac-roman macroman
cp874: dos-874 iso-8859-11 iso8859-11 tis-620 windows-874 cp874
cp1250: cp1250 windows-1250 x-cp1250 win-1250
cp1251: cp1251 windows-1251 x-cp1251 win-1251 ansi-1251
cp1252: ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso_8859-1:1987
 l1 latin1 us-ascii windows-1252 x-cp1252 win-1252 ansi iso-latin-1 8859-1
cp1253: cp1253 windows-1253 x-cp1253 win-1253
cp1254: cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso_8859-9:1989 l5 latin5 windows-1254 x-cp1254
 win-1254
cp1255: cp1255 windows-1255 x-cp1255 win-1255
cp1256: cp1256 windows-1256 x-cp1256 win-1256
cp1257: cp1257 windows-1257 x-cp1257 win-1257
cp1258: cp1258 windows-1258 x-cp1258 win-1258
mac_cyrillic: x-mac-cyrillic x-mac-ukrainian mac-cyrillic
gb18030*: chinese csgb2312 csiso58gb231280 gb2312 gb_2312-80 gbk iso-ir-58 x-gbk gb18030 cn-gb cp936 ms936
 windows-936 euc-cn x-euc-cn
big5hkscs cp950*: big5 big5-hkscs cn-big5 csbig5 x-x-big5 cp950 windows-950 ms950
euc_jp euc_jis_2004*: cseucpkdfmtjapanese euc-jp x-euc-jp ujis
iso2022_jp_ext iso2022_jp_2004*: csiso2022jp iso-2022-jp
cp932 shift_jis_2004*: csshiftjis ms932 ms_kanji shift-jis sjis windows-31j x-sjis cp932 windows-932
cp949*: cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 windows-949
 cp949 uhc ks_c_5601 ks-x-1001 x-windows-949
hz*: hz-gb-2312 hz
iso2022_kr*: csiso2022kr iso-2022-kr
"""
_SIGNS: Final = re.compile(r"[^a-z0-9]+")
_OTHER_CODE_PAGE: Final = re.compile(r"(?:cp|ibm|mac)_?[a-z0-9]{2,12}")
"""Names that Python's own tables of single bytes may know; of other codecs of Python's none is asked."""
_SIXTEEN_BITS: Final = ("utf16", "utf32", "ucs", "iso10646", "unicode", "csunicode")


def _squeezed(label: str) -> str:
    return _SIGNS.sub("", label.lower())


def _encodings() -> dict[str, Encoding]:
    found: dict[str, Encoding] = {}
    for line in _TABLE.replace("\n ", " ").strip().split("\n"):
        names, _, labels = line.partition(": ")
        encoding = Encoding(tuple(names.rstrip("*").split()), names.endswith("*") or names == "utf-8")
        found.update((_squeezed(label), encoding) for label in labels.split())
    return found


_ENCODINGS: Final = _encodings()


def encoding_of(label: str) -> Encoding | None:
    """Return the encoding that a label stands for; None where it is unknown.

    Labels of 16 and 32 bits are none: who can read them in a document of bytes is told wrong.
    """
    name = _squeezed(label)
    # A document that says UTF-16 in ASCII letters cannot be that.
    known = _ENCODINGS.get(name)
    if known is not None or name.startswith(_SIXTEEN_BITS) or not _OTHER_CODE_PAGE.fullmatch(name):
        return known
    try:
        # Only code pages come here: `punycode` takes quadratic time, other codecs are no encodings.
        return Encoding((codecs.lookup(name).name,))
    except LookupError:
        return None
