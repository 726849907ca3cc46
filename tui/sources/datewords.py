"""The words of dates in the languages that feeds are written in: months, what stands between, zones.

Loaded when a date is in none of the usual forms (`tui.sources.dates`). All words are kept as `folded`
gives them. Sources: the month names of Unicode's CLDR, wide and abbreviated, in the genitive and the
nominative where a language has both, and the spellings that stand in real feeds.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_ONE_SPELLING: Final = str.maketrans(
    {"ı": "i", "−": "-", "‐": "-", "‑": "-", "–": "-", "—": "-", "،": ",", "、": ","}
)


def folded(text: str) -> str:
    """Return a text in one spelling: small letters without marks, plain digits, signs and blanks.

    Invisible characters are gone. Words of any two spellings of one date are equal then.
    """
    if text.isascii():
        return text.lower()
    # Before and after: the marks that come off in between uncover signs that have to become one, too.
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_ONE_SPELLING))
    seen = (_seen(char) for char in apart)
    return unicodedata.normalize("NFC", "".join(seen)).translate(_ONE_SPELLING)


def _seen(char: str) -> str:
    if char.isascii():
        return char
    kind = unicodedata.category(char)
    if kind == "Nd":
        return str(unicodedata.decimal(char))
    return "" if kind in ("Mn", "Cf") else char


# A language a line, its months in order; forms of one month between bars.
_MONTHS_OF: Final = {
    "en": "january|jan february|feb|febr march|mar|mrch april|apr may june|jun july|jul august|aug"
    " september|sep|sept october|oct november|nov december|dec",
    "de": "januar|jänner|jan februar|feber|feb|febr märz|mär|maerz|mrz april|apr mai juni|jun juli|jul"
    " august|aug september|sep|sept oktober|okt november|nov dezember|dez",
    "fr": "janvier|janv|jan|jan février|févr|fév mars|mar avril|avr mai juin|jui|jun juillet|juil|jul"
    " août|aoû septembre|sept|sep octobre|oct novembre|nov décembre|déc",
    "es": "enero|ene febrero|feb marzo|mar abril|abr mayo|may junio|jun julio|jul agosto|ago|agos"
    " septiembre|setiembre|sep|sept|set octubre|oct noviembre|nov diciembre|dic",
    "it": "gennaio|gen febbraio|feb|febb marzo|mar aprile|apr maggio|mag giugno|giu luglio|lug agosto|ago"
    " settembre|set|sett ottobre|ott novembre|nov dicembre|dic",
    "pt": "janeiro|jan fevereiro|fev março|mar abril|abr maio|mai junho|jun julho|jul agosto|ago"
    " setembro|set outubro|out novembro|nov dezembro|dez",
    "nl": "januari|jan februari|feb|febr maart|mrt april|apr mei juni|jun juli|jul augustus|aug"
    " september|sep|sept oktober|okt november|nov december|dec",
    "pl": "stycznia|styczeń|sty lutego|luty|lut marca|marzec|mar kwietnia|kwiecień|kwi maja|maj"
    " czerwca|czerwiec|cze lipca|lipiec|lip sierpnia|sierpień|sie września|wrzesień|wrz"
    " października|październik|paź listopada|listopad|lis grudnia|grudzień|gru",
    "ru": "января|январь|янв февраля|февраль|фев|февр марта|март|мар апреля|апрель|апр мая|май"
    " июня|июнь|июн июля|июль|июл августа|август|авг сентября|сентябрь|сен|сент октября|октябрь|окт"
    " ноября|ноябрь|ноя|нояб декабря|декабрь|дек",
    "uk": "січня|січень|січ лютого|лютий|лют березня|березень|бер квітня|квітень|кві|квіт"
    " травня|травень|тра|трав червня|червень|чер|черв липня|липень|лип серпня|серпень|сер|серп"
    " вересня|вересень|вер жовтня|жовтень|жов|жовт листопада|листопад|лис|лист грудня|грудень|гру|груд",
    "tr": "ocak|oca şubat|şub mart|mar nisan|nis mayıs|may haziran|haz temmuz|tem ağustos|ağu eylül|eyl"
    " ekim|eki kasım|kas aralık|ara",
    "cs": "ledna|leden|led února|únor|úno března|březen|bře dubna|duben|dub května|květen|kvě"
    " června|červen|čvn|čen července|červenec|čvc|čec srpna|srpen|srp září|zář října|říjen|říj"
    " listopadu prosince|prosinec|pro",
    "sk": "januára|január februára|február marca|marec apríla|apríl mája|máj júna|jún júla|júl"
    " augusta|august septembra|september októbra|október novembra|november decembra|december",
    "sv": "januari|jan februari|feb|febr mars|mar april|apr maj juni|jun juli|jul augusti|aug"
    " september|sep|sept oktober|okt november|nov december|dec",
    "da": "januar|jan februar|feb marts|mar april|apr maj juni|jun juli|jul august|aug september|sep|sept"
    " oktober|okt november|nov december|dec",
    "nb": "januar|jan februar|feb mars|mar april|apr mai juni|jun juli|jul august|aug september|sep|sept"
    " oktober|okt november|nov desember|des",
    "fi": "tammikuuta|tammikuu|tammi|tammik helmikuuta|helmikuu|helmi|helmik"
    " maaliskuuta|maaliskuu|maalis|maalisk huhtikuuta|huhtikuu|huhti|huhtik"
    " toukokuuta|toukokuu|touko|toukok kesäkuuta|kesäkuu|kesä|kesäk heinäkuuta|heinäkuu|heinä|heinäk"
    " elokuuta|elokuu|elo|elok syyskuuta|syyskuu|syys|syysk lokakuuta|lokakuu|loka|lokak"
    " marraskuuta|marraskuu|marras|marrask joulukuuta|joulukuu|joulu|jouluk",
    "et": "jaanuar|jaan veebruar|veebr märts aprill mai juuni juuli august september|sept oktoober november"
    " detsember|dets",
    "is": "janúar|jan febrúar|feb mars|mar apríl|apr maí|mai júní|jún júlí|júl ágúst|ágú september|sep"
    " október|okt nóvember|nóv desember|des",
    "lv": "janvāris|janv februāris|febr marts aprīlis|apr maijs jūnijs|jūn jūlijs|jūl augusts|aug"
    " septembris|sept oktobris|okt novembris|nov decembris|dec",
    "lt": "sausio|sau vasario|vas kovo balandžio|bal gegužės|geg birželio|birž liepos|liep rugpjūčio|rugp"
    " rugsėjo|rugs spalio|spal lapkričio|lapkr gruodžio|gruodž",
    "el": "ιανουαρίου|ιανουάριος|ιαν φεβρουαρίου|φεβρουάριος|φεβ μαρτίου|μάρτιος|μαρ απριλίου|απρίλιος|απρ"
    " μαΐου|μάιος|μαι|μαϊ ιουνίου|ιούνιος|ιουν ιουλίου|ιούλιος|ιουλ αυγούστου|αύγουστος|αυγ"
    " σεπτεμβρίου|σεπτέμβριος|σεπ|σεπτ οκτωβρίου|οκτώβριος|οκτ νοεμβρίου|νοέμβριος|νοε|νοεμ"
    " δεκεμβρίου|δεκέμβριος|δεκ",
    "hu": "január|jan február|febr|feb március|márc|már április|ápr május|máj június|jún július|júl"
    " augusztus|aug szeptember|szept|szep október|okt november|nov december|dec",
    "ro": "ianuarie|ian februarie|feb martie|mar aprilie|apr mai iunie|iun iulie|iul august|aug"
    " septembrie|sept|sep octombrie|oct noiembrie|noi|nov decembrie|dec",
    "ca": "gener|gen febrer|febr març abril|abr maig juny juliol|jul agost|ag setembre|set octubre|oct"
    " novembre|nov desembre|des",
    "sl": "januar|jan februar|feb marec|mar april|apr maj junij|jun julij|jul avgust|avg september|sep"
    " oktober|okt november|nov december|dec",
    "sr": "januar|јануар|јан februar|фебруар|феб mart|март|мар april|април|апр maj|мај jun|јун jul|јул"
    " avgust|август|авг septembar|септембар|сеп|септ oktobar|октобар|окт novembar|новембар|нов"
    " decembar|децембар|дец",
    "bg": "януари|яну февруари|фев|февр март|мар април|апр май юни юли август|авг септември|сеп|септ"
    " октомври|окт ноември|ное|ноем декември|дек",
    "id": "januari|jan februari|feb maret|mar april|apr mei juni|jun juli|jul agustus|agu|agt september|sep"
    " oktober|okt november|nov desember|des",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "he": "ינואר|בינואר פברואר|בפברואר מרץ|במרץ אפריל|באפריל מאי|במאי יוני|ביוני יולי|ביולי אוגוסט|באוגוסט"
    " ספטמבר|בספטמבר אוקטובר|באוקטובר נובמבר|בנובמבר דצמבר|בדצמבר",
}  # fmt: skip


def _months() -> dict[str, int]:
    return {
        folded(form): number
        for language in _MONTHS_OF.values()
        for number, forms in enumerate(language.split(), start=1)
        for form in forms.split("|")
    }


MONTHS: Final = _months()
"""The number of each month by its names."""
NOT_AFTER_A_STOP: Final = frozenset({"listopad", "listopada", "lis", "lip", "srp"})
"""Months of Polish or Czech that are other months in Croatian, which sets a stop after the day."""
ALSO_DAYS: Final = frozenset({"mar", "sub", "paz", "sau", "vas"})
"""Months that are days of the week too: mardi, martes, martedì; subota; vasárnap; pazar, thứ sáu."""

BETWEEN: Final = frozenset(
    folded(
        "a à ad al alle als am as at às d de del dell den der di dia dnia du el en gada godz godzina h hod"
        " hrs kl klo klock klockan la las le les los m o of om on op ora ore os r roku the u uhr um upp uur"
        " v ve w г в о р року года στις την"
    ).split()
)
"""Words that stand between the parts of a date and say nothing."""
ORDINALS: Final = frozenset(folded("st nd rd th er re o a e de ste eme η ας го й га").split())
"""What is written after a day's number, without a blank."""
