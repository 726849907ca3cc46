"""Closed lists of English words that rules lean on; all lower case."""

from __future__ import annotations

from typing import Final

HONORIFICS: Final = frozenset(
    """mr mrs ms miss mx dr sir lord lady dame madam madame prof professor rev reverend hon honourable
    honorable gen general lt lieutenant col colonel maj major capt captain cmdr commander adm
    admiral sgt sergeant cpl brig brigadier marshal sen senator rep representative congressman
    congresswoman gov governor judge justice king queen prince princess emperor sultan emir sheikh
    sheik shaikh imam ayatollah mullah pope cardinal archbishop bishop father brother sister saint
    saints rabbi pastor president premier chancellor minister secretary mayor ambassador attorney
    deputy vice prime foreign defense defence interior finance speaker chairman chairwoman chief
    commissioner constable detective inspector officer sgt. mp coach manager actor actress singer
    rapper president-elect ex-president first former acting director spokesman spokeswoman
    spokesperson analyst striker midfielder defender goalkeeper winger quarterback pitcher
    administrator undersecretary comptroller economist emeritus baroness baron duke duchess count
    countess chairperson councillor councilman envoy republican democrat democratic rookie champion""".split()
)
"""Words before a name that are no part of it."""

WEEKDAYS_AND_MONTHS: Final = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december jan feb mar apr jun jul aug sep sept oct nov dec""".split()
)

PLACE_PREPOSITIONS: Final = frozenset(
    """in at near from to outside inside across around through via toward towards into throughout within
    """.split()
)
"""Words that a place may follow."""

METONYMS: Final = frozenset(
    ["kremlin", "white house", "pentagon", "downing street", "capitol hill", "wall street"]
)
"""Seats of power: places only after at, in or near."""

ROLE_NOUNS: Final = frozenset(
    """president premier minister secretary chancellor king queen prince princess emperor sultan emir pope
    cardinal archbishop bishop rabbi imam ayatollah pastor priest monk nun patriarch mufti senator
    congressman congresswoman representative lawmaker legislator governor mayor councillor
    councilman councilwoman commissioner ambassador envoy diplomat consul negotiator mediator
    delegate judge justice prosecutor attorney lawyer barrister solicitor advocate general colonel
    major captain lieutenant sergeant admiral commander marshal brigadier officer soldier marine
    pilot astronaut cosmonaut police constable detective inspector sheriff superintendent chief head
    leader boss director manager chairman chairwoman chairperson chair vice-president executive ceo
    cfo coo cto founder co-founder cofounder owner co-owner entrepreneur businessman businesswoman
    billionaire tycoon investor banker economist analyst strategist consultant adviser advisor aide
    spokesman spokeswoman spokesperson coordinator organiser organizer activist campaigner dissident
    politician candidate nominee incumbent challenger opposition rebel warlord militant dictator
    ruler monarch heir professor lecturer scholar academic historian scientist researcher physicist
    chemist biologist geologist astronomer virologist epidemiologist mathematician engineer doctor
    physician surgeon nurse psychologist psychiatrist expert specialist teacher principal student
    dean rector provost author writer novelist poet playwright journalist reporter editor
    correspondent columnist critic broadcaster presenter host anchor photographer filmmaker producer
    screenwriter actor actress comedian singer musician rapper composer conductor pianist violinist
    guitarist drummer artist painter sculptor architect designer dancer choreographer model chef
    farmer fisherman driver racer cyclist rider jockey golfer boxer wrestler swimmer runner sprinter
    athlete gymnast skier skater player footballer striker forward midfielder defender goalkeeper
    keeper winger quarterback pitcher batsman batter bowler coach trainer referee umpire skipper
    champion medallist medalist winner teammate wife husband widow son daughter brother sister
    mother father uncle aunt nephew niece cousin grandson granddaughter grandmother grandfather
    girlfriend boyfriend partner fiancee friend neighbour neighbor resident witness survivor victim
    suspect gunman attacker killer accused defendant whistleblower hacker programmer developer
    inventor administrator undersecretary treasurer comptroller auditor ombudsman speaker whip
    member fellow laureate explorer mountaineer climber sailor volunteer worker official emissary
    deputy vice-chairman vice-chancellor premier-designate president-elect minister-designate caliph
    chieftain elder shaman agent broker trader retailer shopkeeper landlord tenant firefighter
    paramedic rescuer archaeologist anthropologist sociologist philosopher theologian linguist
    librarian curator collector blogger vlogger youtuber influencer streamer podcaster demographer
    climatologist meteorologist seismologist volcanologist ecologist botanist zoologist
    conservationist environmentalist pathologist coroner immunologist oncologist cardiologist
    neurologist paediatrician pediatrician pharmacist vet veterinarian goalscorer scorer rookie
    tennis seed frontman bassist vocalist songwriter dj mogul magnate heiress socialite celebrity
    star legend veteran""".split()
)
"""Nouns that say what a person is."""

ROLE_WORDS: Final = frozenset(
    """former ex deputy vice acting interim prime foreign defense defence interior home finance health
    justice education trade energy environment labor labour senior junior chief assistant associate
    executive general attorney lead leading head top special national federal state regional local
    political military opposition managing founding outgoing incoming newly-elected elected veteran
    late first second co supreme high crown joint human rights press media police party team club
    army air force navy intelligence security communications public relations world olympic rookie
    star emeritus honorary retired current longtime then-vice principal central coast guard under
    presidential prime-ministerial""".split()
)
"""Words that may stand before a role noun as part of the role."""
