"""Dates: the forms that feeds write are read, and no others."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.sources.dates import parse_date
from tui.sources.datewords import _MONTHS_OF, folded

NOON = datetime(2025, 5, 15, 12, 0, tzinfo=UTC)
MIDNIGHT = datetime(2025, 5, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    "stated",
    [
        "2025-05-15T12:00:00Z",
        "2025-05-15T12:00Z",
        "2025-05-15T14:00:00.123456789+02:00",
        "2025-05-15T12:00:00",
        "2025-05-15 12:00:00",
        "2025-05-15 14:00:00 +0200",
        "2025-05-15 12:00:00 UTC",
        "2025-05-15t12:00:00z",
        "20250515T120000Z",
        "2025-05-15T07:00:00-5:00",
        "2025-05-15T12:00:00+00:00[UTC]",
        "Thu, 15 May 2025 12:00:00 GMT",
        "Thu, 15 May 2025 14:00:00 +0200 (CEST)",
        "Thu, 15 May 2025 08:00:00 EDT",
        "Thu, 15 May 2025 12:00:00 GMT+0",
        "Thu, 15 May 2025 12:00:00 Kludge",
        "15 May 2025 12:00",
        "Thursday, 15-May-25 12:00:00 GMT",
        "thu,15 may 2025 12:00:00 gmt",
        "jeu., 15 May 2025 12:00:00 Z",
        "May 15, 2025 12:00 PM",
        "Thu May 15 12:00:00 2025",
        "Thu May 15 12:00:00 GMT 2025",
        "  Thu, 15 May 2025 12:00:00 +0000\n",
    ],
)
def test_the_forms_that_feeds_write_are_read(stated: str) -> None:
    """Each stands in some real feed; a time without a zone is UTC."""
    assert parse_date(stated) == NOON


@pytest.mark.parametrize(
    "stated", ["2025-05-15", "20250515", "Thu, 15 May 2025", "May 15, 2025", "2025-05-14T24:00:00Z"]
)
def test_a_day_is_its_midnight(stated: str) -> None:
    """W3C's form of a date leaves the time out."""
    assert parse_date(stated) == MIDNIGHT


@pytest.mark.parametrize(
    ("stated", "month"),
    [("2025-05", 5), ("2025-5", 5), ("2025-05T10:00", 5), ("2025", 1), ("2025 10:00Z", 1)],
)
def test_a_month_is_its_first_day_and_a_year_its_first_month(stated: str, month: int) -> None:
    """A journal states no more."""
    assert parse_date(stated) == datetime(2025, month, 1, 10 if ":" in stated else 0, tzinfo=UTC)


def test_a_leap_second_is_the_next_minute() -> None:
    """Clocks write it, Python does not know it."""
    assert parse_date("2016-12-31T23:59:60Z") == datetime(2017, 1, 1, tzinfo=UTC)


def test_years_of_two_digits_are_of_this_century_up_to_49() -> None:
    """RFC 5322 §4.3."""
    assert parse_date("15 May 49") == datetime(2049, 5, 15, tzinfo=UTC)
    assert parse_date("15 May 50") == datetime(1950, 5, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    "stated",
    [
        "",
        "yesterday",
        "04/05/2025",
        "2025-13-01",
        "2025-02-30T12:00:00Z",
        "Thu, 99 May 2025",
        "15 Foo 2025",
        "2025-05-15T25:00:00Z",
        "2025-05-15T12:61:00Z",
        "0000-00-00T00:00:00Z",
        "0001-01-01T00:00:00+10:00",
        "9999-12-31T23:59:59-10:00",
        "1" * 100_000,
        "15 May 2025 12:00:00 +9999",
    ],
)
def test_what_could_be_two_days_or_none_is_not_read(stated: str) -> None:
    """A guess would sort an article into the wrong month."""
    assert parse_date(stated) is None


@pytest.mark.parametrize(
    ("stated", "moment"),
    [
        ("dom, 15 mag 2025 12:00:00 GMT", NOON),
        ("Do, 15 Mai 2025 14:00:00 +0200", NOON),
        ("Donnerstag, 15. Mai 2025, 14.00 Uhr MESZ", NOON),
        ("jeu., 15 mai 2025 14:00:00 +0200", NOON),
        ("le 15 mai 2025 à 12 h 00", NOON),
        ("jue, 15 may 2025 14:00:00 +0200", NOON),
        ("15 de mayo de 2025 a las 12:00", NOON),
        ("Qui, 15 Mai 2025 09:00:00 -0300", NOON),
        ("quinta-feira, 15 de maio de 2025 às 12h00", NOON),
        ("czw., 15 maj 2025 14:00:00 +0200", NOON),
        ("15 maja 2025 r., godz. 12:00", NOON),
        ("Чт, 15 мая 2025 15:00:00 +0300", NOON),
        ("15 МАЯ 2025 г., 15:00 МСК", NOON),
        ("15 травня 2025 р. о 12:00", NOON),
        ("15 Mayıs 2025 Perşembe 12:00", NOON),
        ("do, 15 mei 2025 14:00:00 +0200", NOON),
        ("15. května 2025 12:00", NOON),
        ("15. toukokuuta 2025 klo 12.00", NOON),
        ("den 15 maj 2025 kl. 12.00", NOON),
        ("Πέμπτη, 15 Μαΐου 2025 12:00", NOON),
        ("2025. május 15., csütörtök 12:00", NOON),
        ("2025年5月15日 12:00", NOON),
        ("2025年5月15日(木) 午後9時00分 +0900", NOON),
        ("2025年5月15日星期四 上午9:05", datetime(2025, 5, 15, 9, 5, tzinfo=UTC)),
        ("2025년 5월 15일 (목) 오후 12시", NOON),
        ("2025년 5월 15일", MIDNIGHT),
        ("木, 15 5月 2025 21:00:00 +0900", NOON),
        ("周四, 15 5 月 2025 20:00:00 +0800", NOON),
        ("星期四, 15 五月 2025 20:00:00 +0800", NOON),
        ("목, 15 5월 2025 21:00:00 +0900", NOON),
        ("5月 15, 2025", MIDNIGHT),
        ("十二月 15, 2025", datetime(2025, 12, 15, tzinfo=UTC)),
        ("2025年十月15日", datetime(2025, 10, 15, tzinfo=UTC)),
        ("T5, 15 Th5 2025 19:00:00 +0700", NOON),
        ("Thứ Năm, 15 tháng 5, 2025", MIDNIGHT),
        ("Thứ Sáu, 16 tháng 5 năm 2025", datetime(2025, 5, 16, tzinfo=UTC)),
        ("2025. gada 15. maijs", MIDNIGHT),
        ("15. ágúst 2025", datetime(2025, 8, 15, tzinfo=UTC)),
        ("Paz, 02 Şub 2025 15:00:00 +0300", datetime(2025, 2, 2, 12, tzinfo=UTC)),  # and paź is October
        ("2 paź 2025", datetime(2025, 10, 2, tzinfo=UTC)),
        ("15. 5. 2025", MIDNIGHT),
        ("2025. 5. 15.", MIDNIGHT),
        ("15.05.2025 - 12:00", NOON),
        ("15 May 2025 - 12:00", NOON),
        ("Thursday, May 15th, 2025 at 12:00 PM", NOON),
        ("12:00 GMT, 15 May 2025", NOON),
        ("Thu, 05/15/2025 - 12:00", NOON),
        ("15/5/2025", MIDNIGHT),
        ("5/15/2025", MIDNIGHT),
        ("2025/5/15", MIDNIGHT),
        ("5/5/2025", datetime(2025, 5, 5, tzinfo=UTC)),
        ("15/May/2025:14:00:00 +0200", NOON),
        ("Thu May 15 2025 14:00:00 GMT+0200 (Central European Summer Time)", NOON),
        ("1747310400", NOON),
        ("1747310400000", NOON),
        ("1747310400.25", NOON),
        ("20250515120000", NOON),
        ("2025-W20-4T12:00Z", NOON),
        ("2025-135", MIDNIGHT),
        ("2025-05-15 T 12:00:00 Z", NOON),
        ("2025-05-15T12:00:0Z", NOON),
        ("15 May 25 1200 GMT", NOON),
        ("2025-05-15 14:00:00 +0200 CEST", NOON),
        ("Thu, 15 May 2025 08:00:00 ET", NOON),
        ("Thu, 15 May 2025 14:00:00 GMT+2", NOON),
        ("Thu, 15 May 2025 17:30:00 UTC+05:30", NOON),
        ("Thu, 15 May 2025 14:00:00 +02", NOON),
        ("Thu, 15 May 2025 07:00:00 −0500", NOON),
        ("\u200e15/\u200e05/\u200e2025 12:00", NOON),
    ],
)
def test_dates_in_other_words_and_numbers_are_read(stated: str, moment: datetime) -> None:
    """Each kind stands in some real feed, or in a form that its country writes."""
    assert parse_date(stated) == moment


@pytest.mark.parametrize(
    "stated",
    [
        "2025-02-31",
        "31 février 2025",
        "2025年13月1日",
        "2023-366",
        "2025-05-15T24:01:00Z",
        "1403-02-25",  # a year of another calendar
        "15 พฤษภาคม 2568",
        "2568-05-15",
        "2150-01-01",
        "03/04/2025",
        "03-04-2025",
        "15.05.25",
        "15/5/18",
        "14-02.2025",
        "14.02-2025",
        "2025-02/14",
        "15 13月 2025",
        "2025年5月",
        "15th5 2025",
        "15 May",
        "May 2025",
        "15 Marvin 2025",
        "14 Feb - 16 Feb 2025",
        "15-16 May 2025",
        "15 May 2025, 09:00 - 10:00",
        "2025 м. вас. 14",
        "15. listopada 2025",  # October in Croatian, November in Polish
        "2025-05-15 12:00 or later, we do not know yet",
        "15 May 2025 14:00 AM",
        "Tue, 12 Apr 2016 01:15:00 +3000",
    ],
)
def test_a_date_in_no_listed_form_is_none(stated: str) -> None:
    """A wrong date is worse than none: nobody looks for the story in the month it stands in."""
    assert parse_date(stated) is None


def test_a_zone_of_the_united_states_follows_their_summer() -> None:
    """`ET` is an hour nearer in summer, which began in April before 2007."""
    hours = {
        "9 Mar 2025 01:59": 6,
        "9 Mar 2025 02:00": 6,
        "2 Nov 2025 01:59": 5,
        "2 Nov 2025 02:00": 7,
        "20 Mar 2006 12:00": 17,
        "20 Mar 2007 12:00": 16,
        "28 Oct 2006 12:00": 16,
        "29 Oct 2006 12:00": 17,
    }
    read = {day: parse_date(f"{day} ET") for day in hours}
    assert {day: moment and moment.hour for day, moment in read.items()} == hours


def test_a_name_of_a_month_is_that_month_in_every_language_that_has_it() -> None:
    """One table serves all languages: a word that were two months would make a date wrong."""
    found: dict[str, set[int]] = {}
    for line in _MONTHS_OF.values():
        months = line.split()
        assert len(months) == 12
        for number, forms in enumerate(months, start=1):
            for form in forms.split("|"):
                found.setdefault(folded(form), set()).add(number)
    assert [word for word, numbers in found.items() if len(numbers) > 1] == []


def test_a_day_of_the_week_hides_no_date_in_any_listed_language() -> None:
    """Some are months in another language, or are without their marks: mar, sub, vas, paz."""
    days = (
        "Mon Tue Wed Thu Fri Sat Sun Mo Di Mi Do Fr Sa So lun mar mer jeu ven sam dim mié jue vie sáb dom"
        " gio sab seg ter qua qui sex ma wo vr za zo pon wt śr czw pt sob niedz пн вт ср чт пт сб вс нд"
        " Pzt Sal Çar Per Cum Cmt Paz po út st čt pá so ne mån tis ons tor fre lör sön ti ke to pe la su"
        " pi an tr ke pr an še sk sv hét kedd szer csüt pén szo vas joi sâm пон уто сре чет пет суб нед"
    ).split()
    unread = [day for day in days if parse_date(f"{day}., 15 mai 2025 12:00:00 GMT") != NOON]
    assert unread == []


month_names = st.sampled_from(
    [
        (form, number)
        for line in _MONTHS_OF.values()
        for number, forms in enumerate(line.split(), start=1)
        for form in forms.split("|")
    ]
)
spellings = st.sampled_from([str, str.upper, str.capitalize, folded, lambda word: f"{word}."])
patterns = st.sampled_from(
    ["{day} {month} {year}", "Xyz, {day:02} {month} {year} 09:30:00 +0000", "{month} {day}, {year}"]
)


@given(month_names, spellings, patterns, st.integers(1, 28), st.integers(1970, 2049))
def test_every_month_is_read_in_every_spelling(
    name: tuple[str, int], spell: Callable[[str], str], pattern: str, day: int, year: int
) -> None:
    """With and without a stop, in any case, with its marks missing."""
    form, number = name
    moment = parse_date(pattern.format(day=day, month=spell(form), year=year))
    assert moment is not None
    assert (moment.year, moment.month, moment.day) == (year, number, day)


@given(st.integers(1, 31), st.integers(1, 31), st.sampled_from("/-"))
def test_numbers_are_read_where_only_one_order_can_be(one: int, two: int, sign: str) -> None:
    """`03/04/2025` is March in one country and April in the next."""
    moment = parse_date(f"{one}{sign}{two}{sign}2024")
    orders = {
        (month, day) for month, day in ((one, two), (two, one)) if month <= 12 and day <= days_of(month)
    }
    assert moment is None if len(orders) != 1 else moment is not None
    assert moment is None or (moment.month, moment.day) in orders


def days_of(month: int) -> int:
    return monthrange(2024, month)[1]


moments = st.datetimes(datetime(1950, 1, 1), datetime(2049, 12, 31)).map(
    lambda moment: moment.replace(microsecond=0)
)
zones = st.integers(-14 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))


@given(moments, zones)
def test_what_the_standards_write_is_read_exactly(moment: datetime, zone: timezone) -> None:
    """To the second, in any zone."""
    aware = moment.replace(tzinfo=zone)
    assert parse_date(aware.isoformat()) == aware
    assert parse_date(format_datetime(aware)) == aware


@given(st.text(max_size=90))
def test_any_text_is_a_date_in_utc_or_none(stated: str) -> None:
    """Whatever stands there."""
    moment = parse_date(stated)
    assert moment is None or moment.utcoffset() == timedelta(0)


ZONES_EAST = {
    "UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "MEZ": 1, "CEST": 2,
    "MESZ": 2, "EET": 2, "EEST": 3, "SAST": 2, "MSK": 3, "IST": 5.5, "WIB": 7, "SGT": 8, "HKT": 8,
    "AWST": 8, "JST": 9, "KST": 9, "ACST": 9.5, "ACDT": 10.5, "AEST": 10, "AEDT": 11, "NZST": 12,
    "NZDT": 13, "NST": -3.5, "NDT": -2.5, "BRT": -3, "AST": -4, "ADT": -3, "EST": -5, "EDT": -4,
    "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8,
    "HST": -10, "XYZ": 0, "": 0,
}  # fmt: skip
"""Hours east of UTC, by what the names stand for where news is written."""


@pytest.mark.parametrize("zone", ZONES_EAST)
def test_a_name_of_a_zone_is_so_many_hours_from_utc(zone: str) -> None:
    """One that nobody knows counts as UTC (RFC 5322 §4.3); case does not matter."""
    expected = datetime(2025, 5, 15, 12, tzinfo=UTC) - timedelta(hours=ZONES_EAST[zone])
    assert parse_date(f"Thu, 15 May 2025 12:00:00 {zone}") == expected
    assert parse_date(f"2025-05-15 12:00 {zone.lower()}") == expected


@pytest.mark.parametrize(
    ("local", "is_summer"),
    [
        ("2006-04-02 01:59", False),
        ("2006-04-02 02:00", True),
        ("2006-10-29 01:59", True),
        ("2006-10-29 02:00", False),
        ("1999-04-04 02:00", True),
        ("1999-10-31 01:59", True),
        ("1995-04-02 02:00", True),
        ("1995-10-29 02:00", False),
        ("2007-03-11 01:59", False),
        ("2007-03-11 02:00", True),
        ("2007-11-04 01:59", True),
        ("2007-11-04 02:00", False),
        ("2015-03-08 02:00", True),
        ("2015-11-01 02:00", False),
        ("2020-03-08 01:59", False),
        ("2020-11-01 01:59", True),
    ],
)
@pytest.mark.parametrize(("zone", "hours"), [("ET", 5), ("CT", 6), ("MT", 7), ("PT", 8), ("Pacific", 8)])
def test_summer_begins_and_ends_on_its_sunday_at_two(
    local: str, is_summer: bool, zone: str, hours: int
) -> None:
    """By the law of 1986, and from 2007 on by that of 2005; a first of November may be that Sunday."""
    expected = datetime.fromisoformat(local).replace(tzinfo=UTC) + timedelta(hours=hours - is_summer)
    assert parse_date(f"{local} {zone}") == expected


@pytest.mark.parametrize(
    ("stated", "moment"),
    [
        ("2025-05-15 12:30 AM", (2025, 5, 15, 0, 30)),
        ("2025-05-15 12:30 PM", (2025, 5, 15, 12, 30)),
        ("2025-05-15 1:30 p.m.", (2025, 5, 15, 13, 30)),
        ("2025-05-15 13:30 PM", (2025, 5, 15, 13, 30)),
        ("2025-05-15 13:30 AM", None),
        ("2025-05-15 24:00", (2025, 5, 16, 0, 0)),
        ("2025-05-15 24:01", None),
        ("2025-05-15 25:00", None),
        ("2025-05-15 23:60", None),
        ("2025-05-15 23:59:60", (2025, 5, 16, 0, 0)),
        ("2025-05-15 23:59:61", None),
        ("2025-366", None),
        ("2024-366", (2024, 12, 31, 0, 0)),
        ("2025-000", None),
        ("2025-W53", None),
        ("2020-W53-7", (2021, 1, 3, 0, 0)),
        ("2025-05-15 12:00 +15:00", (2025, 5, 14, 21, 0)),
        ("2025-05-15 12:00 +15:01", None),
        ("2025-05-15 12:00 -0930", (2025, 5, 15, 21, 30)),
        ("2025-05-15 12:00 +530", (2025, 5, 15, 6, 30)),
        ("2025-05-15 12:00 GMT+2", (2025, 5, 15, 10, 0)),
        ("1800-01-01", (1800, 1, 1, 0, 0)),
        ("1799-12-31", None),
        ("2099-12-31", (2099, 12, 31, 0, 0)),
        ("2100-01-01", None),
        ("2099-12-31 23:00 -02:00", None),
        ("1747310400", (2025, 5, 15, 12, 0)),
        ("1747310400.5", (2025, 5, 15, 12, 0)),
        ("1747310400000", (2025, 5, 15, 12, 0)),
        ("1747310400000000", (2025, 5, 15, 12, 0)),
        ("999999999", (2001, 9, 9, 1, 46)),
        ("99999999", None),
        ("17473104000", None),
    ],
)
def test_clocks_calendars_and_zones_have_their_bounds(stated: str, moment: tuple[int, ...] | None) -> None:
    """What is no hour, day or year that is believed is no date, rather than the nearest one."""
    found = parse_date(stated)
    assert (None if found is None else found.timetuple()[:5]) == moment
