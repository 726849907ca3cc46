"""The words that tell datelines from look-alikes: countries and states, agencies, and what is no place.

All are folded: lower case, without stops. Countries are the common English names of the members and
observers of the United Nations and a few more; the states of the U.S. stand with the
abbreviations that news texts use.
"""

from __future__ import annotations

from typing import Final

_COUNTRIES: Final = """
afghanistan|albania|algeria|andorra|angola|antigua and barbuda|argentina|armenia|australia|austria
azerbaijan|bahamas|bahrain|bangladesh|barbados|belarus|belgium|belize|benin|bhutan|bolivia|bosnia
bosnia and herzegovina|bosnia-herzegovina|botswana|brazil|brunei|bulgaria|burkina faso|burma|burundi
cabo verde|cambodia|cameroon|canada|cape verde|central african republic|chad|chile|china|colombia|comoros
congo|costa rica|croatia|cuba|cyprus|czech republic|czechia|democratic republic of congo|denmark|djibouti
dominica|dominican republic|east timor|ecuador|egypt|el salvador|england|equatorial guinea|eritrea
estonia|eswatini|ethiopia|fiji|finland|france|gabon|gambia|gaza|gaza strip|georgia|germany|ghana|greece
greenland|grenada|guatemala|guinea|guinea-bissau|guyana|haiti|holland|honduras|hong kong|hungary|iceland
india|indonesia|iran|iraq|ireland|israel|italy|ivory coast|jamaica|japan|jordan|kazakhstan|kenya|kiribati
kosovo|kuwait|kyrgyzstan|laos|latvia|lebanon|lesotho|liberia|libya|liechtenstein|lithuania|luxembourg
macedonia|madagascar|malawi|malaysia|maldives|mali|malta|marshall islands|mauritania|mauritius|mexico
micronesia|moldova|monaco|mongolia|montenegro|morocco|mozambique|myanmar|namibia|nauru|nepal|netherlands
new zealand|nicaragua|niger|nigeria|north korea|north macedonia|northern ireland|norway|oman|pakistan
palau|palestine|panama|papua new guinea|paraguay|peru|philippines|poland|portugal|puerto rico|qatar
romania|russia|rwanda|saint lucia|samoa|san marino|saudi arabia|scotland|senegal|serbia|seychelles
sierra leone|singapore|slovakia|slovenia|solomon islands|somalia|south africa|south korea|south sudan
spain|sri lanka|sudan|suriname|sweden|switzerland|syria|taiwan|tajikistan|tanzania|thailand
the netherlands|timor-leste|togo|tonga|trinidad and tobago|tunisia|turkey|turkmenistan|tuvalu|türkiye|uae
uganda|uk|ukraine|united arab emirates|united kingdom|united states|uruguay|us|usa|uzbekistan|vanuatu
vatican city|venezuela|vietnam|wales|west bank|western sahara|yemen|zambia|zimbabwe
"""

_STATES: Final = """
alabama|ala|alaska|arizona|ariz|arkansas|ark|california|calif|colorado|colo|connecticut|conn|delaware|del
dc|district of columbia|florida|fla|georgia|ga|hawaii|idaho|illinois|ill|indiana|ind|iowa|kansas|kan
kentucky|ky|louisiana|la|maine|maryland|md|massachusetts|mass|michigan|mich|minnesota|minn|mississippi
miss|missouri|mo|montana|mont|nebraska|neb|nevada|nev|new hampshire|nh|new jersey|nj|new mexico|nm
new york|ny|north carolina|nc|north dakota|nd|ohio|oklahoma|okla|oregon|ore|pennsylvania|pa|rhode island
ri|south carolina|sc|south dakota|sd|tennessee|tenn|texas|utah|vermont|vt|virginia|va|washington|wash
west virginia|wva|wisconsin|wis|wyoming|wyo|alberta|british columbia|manitoba|new brunswick|newfoundland
nova scotia|ontario|quebec|saskatchewan
"""

_AGENCIES: Final = """
aap|afp|agence france-presse|ani|anp|ansa|ap|associated press|bloomberg|cna|cp|dpa|efe|interfax|itar-tass
kyodo|kyodo news|lusa|pti|reuters|rfe/rl|ria novosti|tass|the associated press|the canadian press
thomson reuters foundation|upi|xinhua|yonhap
"""

_LABELS: Final = """
alert|analysis|announcement|attention|breaking|caution|comment|commentary|correction|editorial|editor
editor's|editors|essay|exclusive|explainer|factbox|faq|feature|flash|gallery|highlights|interview|just
listen|live|news|note|now|obituary|opinion|photos|pictures|podcast|poll|preview|profile|question|quiz
read|recap|review|roundup|see|special|spoiler|spoilers|sponsored|summary|the|this|timeline|tip|today
trending|update|updated|urgent|video|warning|watch|why|what|how|fbi|cia|nasa|nato|opec|unesco|unicef|uefa
fifa|iaea|interpol|covid|aids|brics|asean|osce|ecowas|html|json|http|https
"""


def _names(text: str) -> frozenset[str]:
    return frozenset(name for line in text.split("\n") for name in line.strip().split("|") if name)


REGIONS: Final = _names(_COUNTRIES) | _names(_STATES)
"""Countries, and states and provinces whose names follow a city's in a dateline."""
AGENCIES: Final = _names(_AGENCIES)
"""News agencies, as they sign in brackets."""
NOT_PLACES: Final = _names(_LABELS)
"""Words in capitals that open a text without naming a place."""
