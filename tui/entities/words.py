"""Closed lists of English words that rules lean on; all lower case."""

from __future__ import annotations

from typing import Final

from tui.model.names import PlaceKind

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
    countess chairperson councillor councilman envoy republican democrat democratic rookie
    champion""".split()
)
"""Words before a name that are no part of it."""

WEEKDAYS_AND_MONTHS: Final = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december jan feb mar apr jun jul aug sep sept oct nov
    dec""".split()
)

PLACE_PREPOSITIONS: Final = frozenset(
    """in at near from to outside inside across around through via toward towards into throughout
    within""".split()
)
"""Words that a place may follow."""

METONYMS: Final = frozenset(
    ["kremlin", "white house", "pentagon", "downing street", "capitol hill", "wall street"]
)
"""Seats of power: places only after at, in or near."""

ROLE_NOUNS: Final = frozenset(
    """president premier minister secretary chancellor king queen prince princess emperor sultan emir
    pope cardinal archbishop bishop rabbi imam ayatollah pastor priest monk nun patriarch mufti
    senator congressman congresswoman representative lawmaker legislator governor mayor councillor
    councilman councilwoman commissioner ambassador envoy diplomat consul negotiator mediator
    delegate judge justice prosecutor attorney lawyer barrister solicitor advocate general colonel
    major captain lieutenant sergeant admiral commander marshal brigadier officer soldier marine
    pilot astronaut cosmonaut police constable detective inspector sheriff superintendent chief
    head leader boss director manager chairman chairwoman chairperson chair vice-president
    executive ceo cfo coo cto founder co-founder cofounder owner co-owner entrepreneur businessman
    businesswoman billionaire tycoon investor banker economist analyst strategist consultant
    adviser advisor aide spokesman spokeswoman spokesperson coordinator organiser organizer
    activist campaigner dissident politician candidate nominee incumbent challenger opposition
    rebel warlord militant dictator ruler monarch heir professor lecturer scholar academic
    historian scientist researcher physicist chemist biologist geologist astronomer virologist
    epidemiologist mathematician engineer doctor physician surgeon nurse psychologist psychiatrist
    expert specialist teacher principal student dean rector provost author writer novelist poet
    playwright journalist reporter editor correspondent columnist critic broadcaster presenter
    host anchor photographer filmmaker producer screenwriter actor actress comedian singer
    musician rapper composer conductor pianist violinist guitarist drummer artist painter sculptor
    architect designer dancer choreographer model chef farmer fisherman driver racer cyclist rider
    jockey golfer boxer wrestler swimmer runner sprinter athlete gymnast skier skater player
    footballer striker forward midfielder defender goalkeeper keeper winger quarterback pitcher
    batsman batter bowler coach trainer referee umpire skipper champion medallist medalist winner
    teammate wife husband widow son daughter brother sister mother father uncle aunt nephew niece
    cousin grandson granddaughter grandmother grandfather girlfriend boyfriend partner fiancee
    friend neighbour neighbor resident witness survivor victim suspect gunman attacker killer
    accused defendant whistleblower hacker programmer developer inventor administrator
    undersecretary treasurer comptroller auditor ombudsman speaker whip member fellow laureate
    explorer mountaineer climber sailor volunteer worker official emissary deputy vice-chairman
    vice-chancellor premier-designate president-elect minister-designate caliph chieftain elder
    shaman agent broker trader retailer shopkeeper landlord tenant firefighter paramedic rescuer
    archaeologist anthropologist sociologist philosopher theologian linguist librarian curator
    collector blogger vlogger youtuber influencer streamer podcaster demographer climatologist
    meteorologist seismologist volcanologist ecologist botanist zoologist conservationist
    environmentalist pathologist coroner immunologist oncologist cardiologist neurologist
    paediatrician pediatrician pharmacist vet veterinarian goalscorer scorer rookie tennis seed
    frontman bassist vocalist songwriter dj mogul magnate heiress socialite celebrity star legend
    veteran counterpart predecessor successor motorist shooter passenger pedestrian gov sen rep
    gen col capt lt sgt adm maj cmdr prof insp det supt mp
    mep msp opener spinner seamer paceman all-rounder allrounder wicketkeeper left-back right-back full-back
    centre-back fly-half scrum-half hooker linebacker receiver catcher shortstop outfielder substitute
    debutant hurdler thrower rower fencer archer weightlifter judoka snowboarder biathlete triathlete
    decathlete marathoner fielder playmaker builder plumber carpenter electrician butcher baker waiter
    waitress cleaner clerk cashier hairdresser mechanic miner herder grower rancher shepherd vendor
    seller hawker tailor weaver brewer winemaker gardener janitor midwife therapist councilor
    councilmember alderman planner surveyor ally rival assemblyman assemblywoman supervisor trustee
    registrar bailiff magistrate juror plaintiff claimant petitioner tourist traveller traveler hiker
    migrant refugee hostage prisoner inmate detainee fugitive smuggler trafficker pirate bomber
    hijacker fighter insurgent cleric vicar deacon chaplain missionary co-pilot copilot navigator
    steward lifeguard ranger warden guard investigator examiner geophysicist biochemist statistician
    glaciologist oceanographer neuroscientist paleontologist palaeontologist entomologist
    ornithologist hydrologist agronomist nutritionist dermatologist gynaecologist obstetrician
    radiologist psychotherapist cartoonist satirist essayist biographer translator publisher
    bookseller illustrator magician comic restaurateur hotelier developer contractor landowner
    shareholder accountant lobbyist pollster carer caretaker pensioner retiree grandad nan toddler
    schoolboy schoolgirl schoolteacher headteacher headmaster headmistress graduate intern apprentice
    commander-in-chief secretary-general general-secretary vice-captain imam shooter snorkeller diver surfer
    skipper helmsman captain chieftain matriarch patriarch parishioner worshipper""".split()
)
"""Nouns that say what a person is."""

ROLE_WORDS: Final = frozenset(
    """former ex deputy vice acting interim prime foreign defense defence interior home finance health
    justice education trade energy environment labor labour senior junior chief assistant
    associate executive general attorney lead leading head top special national federal state
    regional local political military opposition managing founding outgoing incoming newly-elected
    elected veteran late first second co supreme high crown joint human rights press media police
    party team club army air force navy intelligence security communications public relations
    world olympic rookie star emeritus honorary retired current longtime then-vice principal
    central coast guard presidential prime-ministerial""".split()
)
"""Words that may stand before a role noun as part of the role."""

FUNCTION_WORDS: Final = frozenset(
    """a about above after again against all almost along already also although always am among an and
    another any are as at away back be because been before being below between both but by can
    could despite did do does down during each either else enough even ever every few first for
    from further had has have having he her here hers him his how however i if in indeed inside
    instead into is it its itself just last later least less like many may maybe me meanwhile
    might mine more moreover most much must my near neither never next no none nor not nothing now
    of off often on once one only onto or other others our out over own per perhaps quite rather
    same second see seen several shall she should since so some something soon still such than
    that the their them themselves then there these they third this those though three through
    throughout thus to today together tomorrow too toward towards two under unless until up upon
    us very was we well were what when where whether which while who whom whose why will with
    within without would yes yesterday yet you your""".split()
)
"""Words that are hardly ever a name on their own."""

DIRECTIONS: Final = frozenset("north south east west northern southern eastern western central".split())
"""Points of the compass, which alone name no place."""

CELESTIAL: Final = frozenset("earth moon sun mars venus mercury jupiter saturn uranus neptune pluto".split())
"""Names of places that are on no map of the Earth."""

NO_PLACE_TAILS: Final = frozenset(
    """day herald times post tribune gazette daily news cup open league championship championships games
    agreement accord accords treaty summit conference process plan initiative deal talks
    communique communiqué protocol convention format declaration university college institute bank
    group party front army police fc united airlines airways corporation company inc ltd
    foundation association federation commission committee council court ministry department
    agency authority union index exchange marathon derby prize award awards festival war wars
    philharmonic orchestra symphony opera ballet""".split()
)
"""Words that end the name of something other than a place, whatever place it begins with."""

PARTICLES: Final = frozenset(
    """de la le les du da das do dos del della di van von der den ten ter bin ibn al el y""".split()
)
"""Small words of family names."""

FAMILY_FIRST: Final = frozenset(
    """kim lee park choi jung jeong kang cho yoon jang lim han oh seo shin kwon hwang ahn song yoo hong
    moon xi li wang zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo
    zheng liang xie tang deng feng cao peng xiao tian pan yuan dong jiang cai yu du ye cheng wei
    su lu ding ren shen yao fang qin bai xia mao wen nguyen tran pham phan vu vo bui ngo mohd abe""".split()
)
"""Family names of East Asia, which stand before the given name."""

DETERMINERS: Final = frozenset("the a an his her its their our my your this that".split())
"""Words that open a noun phrase and are no part of a role."""

CLAUSE_STARTS: Final = frozenset(
    """who whom whose which that said says told tells has had have was is are were will would could can
    may might when where while after before as because since with during but and or""".split()
)
"""Words at which an apposition has ended."""

REPORTING_VERBS: Final = frozenset(
    """said says say told tells added adds asked called calls met meets joined named saw warned wrote
    argued announced replaced succeeded beat defeated including include includes wore accused
    appointed elected fired hired married sued arrested charged urged thanked praised criticised
    criticized""".split()
)
"""Verbs that may stand between an article and a name without being part of a role."""

COMPANY_WORDS: Final = frozenset(
    """inc corp ltd llc plc gmbh bank banco banca banque dynamics group systems technologies holdings
    securities foundation institute university college fc united airlines party association
    industries partners capital ministry agency council newspaper magazine kaisha salvage
    shipmanagement pharma shipping motors telecom airways nebula marine""".split()
)
"""Words that no person's name holds."""

COMPANY_NOUNS: Final = frozenset(
    """company firm group bank party club newspaper broadcaster agency charity organisation organization
    chain maker manufacturer retailer airline carrier subsidiary start-up startup band militia""".split()
)
"""What an apposition calls that which is no person: `Kestrel, a company of Oslo`."""

FACILITIES: Final = frozenset(
    """airport stadium arena bridge street road avenue boulevard highway square park prison cathedral
    church mosque temple abbey hospital palace castle tower station port harbour harbor hall
    library theatre theater museum monastery cemetery gate dam mine island bay beach lake river
    creek valley mountain hill point cape""".split()
)
"""Nouns that end the name of a building, a street or a feature of the land."""

LAND: Final = frozenset(
    """River Lake Peninsula Reef Lagoon Butte Bay Strait Islands Island Isles Archipelago Mountains Mountain
    Hills Valley Desert Glacier Falls Canyon Creek Plateau Basin Delta Gorge Fjord Forest Prefecture
    Province Oblast Governorate Airport Roundabout""".split()
)
"""Words that end the name of a feature of the land, or of a region, and hardly ever anything else's."""

LANGUAGES: Final = frozenset(
    """lingala swahili hausa yoruba igbo zulu xhosa afrikaans amharic tigrinya pashto dari urdu hindi bengali
    tamil telugu marathi gujarati kannada malayalam mandarin cantonese tagalog quechua aymara guarani
    inuktitut cree catalan basque gaelic esperanto latin hebrew yiddish farsi creole kinyarwanda wolof
    twi shona nepali sinhala khmer lao""".split()
)
"""Names of languages that are not those of a people in the lists."""

DOMAINS: Final = frozenset(
    """archbishop bishop duke duchess earl prince princess marquess viscount baron baroness count
    countess""".split()
)
"""Titles that hold a place which is not meant as one: `Archbishop of Canterbury`."""

PLACE_COMPOUNDS: Final = frozenset("based born area wide bound".split())
"""Words that, after a place and a hyphen, leave it a place: `Paris-based`."""


def _kind_words() -> dict[str, PlaceKind]:
    kinds: dict[PlaceKind, str] = {
        "water": "river sea lake ocean bay gulf strait canal creek falls reservoir sound channel",
        "region": """county province state region district valley island islands peninsula territory
            department oblast governorate prefecture desert forest coast highlands basin plateau
            archipelago heights""",
        "city": "city town village township",
        "landmark": """stadium arena airport bridge street road avenue boulevard highway square park prison
            tower palace cathedral church mosque temple hospital museum mountain mountains mount hill hills
            pass dam gate station port harbour harbor library theatre theater monastery castle border
            crossing beach cape camp""",
    }
    return {word: kind for kind, words in kinds.items() for word in words.split()}


KIND_WORDS: Final = _kind_words()
"""What a place is that the gazetteer does not know, by the last or first word of its name."""
