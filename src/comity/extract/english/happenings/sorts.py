"""What common nouns stand for in reports of crime: the sort decides which roles a noun can have.

The lists are to be read and extended by hand; a noun that is in none of them has no known sort.
"""

from functools import cache

from comity.extract.english.parties import nouns

AUTHORITIES = frozenset(
    """agency agent army attorney authority body border bureau carabinieri coastguard commando
    commission constable cop counterpart crimefighter customs cutter department deputy
    detective dog enforcement force gendarme gendarmerie government guard helpline hotline
    inspector investigator marine marshal military ministry navy office officer official
    patrol police policeman prosecution prosecutor ranger regulator sheriff soldier squad
    taskforce team troop trooper unit warden warship watchdog""".split()
)
COURTS = frozenset("court judge juror jury justice magistrate panel tribunal".split())
PEOPLE = frozenset(
    """accused auctioneer bank baron cartel clan clinic co-conspirator co-defendant company
    couple crew crime-group criminal dozen ex-official factory family firm gallery gang
    group head hospital hundred husband middlemen militia mob museum network organisation
    organization other outlet pharmacy reseller retailer ring school shop store syndicate
    thousand university""".split()
)
"""Parties that are no single persons, and words beyond those of ``nouns.PEOPLE``."""
GOODS = frozenset(
    """abalone alligator ammunition amphetamine animal antique antiquity arm artefact
    artifact artwork asset bag bale banknote bar barrel battery bear beetle belt bird
    bitcoin bomb bone book bottle box brick bronze bullet bundle butterfly caiman camera
    canister cannabis capsule carfentanil cargo cash caviar chameleon charcoal cheetah
    chemical chimpanzee chip cigarette clothes clothing coal coca cocaine cockatoo coin
    component computer consignment container contraband coral counterfeit crocodile
    cryptocurrency crystal cub cucumber currency cylinder detonator device diamond document
    domain dose drone drug drum eagle ebony ecstasy eel egg elephant engine equipment
    explosive fake falcon feather fentanyl fertiliser fertilizer file fin finch firearm fish
    frog fuel fund fur garment gecko gem gemstone goggles gold good goods gorilla gram
    grenade gun handbag handgun handset hardware hashish haul hawk heroin hide hoard horn
    icon idol iguana ingredient item ivory jade jewel jewellery jewelry ketamine kilo
    kilogram kit laptop lemur leopard lifejacket lion lizard load log lot lumber luxury
    macaw machete machine manuscript marijuana mask material meat medication medicine
    merchandise metal meth methamphetamine missile mobile money monkey morphine mortar motor
    munition narcotic narcotics necklace oil one opiate opioid opium orangutan orchid ore
    ounce owl package painting pallet pangolin parcel parrot part passport pelt pesticide
    petrol phone pigment pill pistol plant plutonium porcelain pound powder precursor press
    proceeds product property python radio relic reptile resin revolver rhino rifle rocket
    rosewood round sample sapphire scale scorpion scrap sculpture seahorse seed server shark
    shell shipment silver site skin snake software solvent songbird spare speaker specimen
    stamp stash statue steel steroid stockpile stone sturgeon substance suit supply swan
    sword tablet tank tarantula technology tiger timber tobacco ton tonne tool toothfish
    tortoise tortoiseshell totoaba tramadol treasure trinket trophy turtle tusk uranium vape
    vase vial wallet watch weapon whisky wildlife wine wood""".split()
)
CRAFT = frozenset(
    """aircraft barge boat bus car dhow ferry freighter helicopter jet lorry motorbike
    motorcycle narco-sub plane ship speedboat submarine tanker trailer train trawler truck van
    vehicle vessel yacht""".split()
)
"""What carries goods, and can be goods itself."""
PENALTIES = frozenset(
    """bar day death detention fine forfeiture imprisonment jail life month parole penalty
    prison probation punishment release reprieve restitution sentence term year""".split()
)
INFORMATION = frozenset(
    """address archive clue contact conversation coordinate copy data detail diary dossier
    evidence file image information intel intelligence intercept lead ledger list log message
    name notebook number password record recording report screenshot spreadsheet tape this tip
    tip-off tipoff transcript video""".split()
)
DOCUMENTS = frozenset(
    """affidavit allegation charge complaint count document filing indictment information
    judgment memo memorandum motion paper plea ruling statement verdict warrant""".split()
)
PAYMENTS = frozenset(
    """backhander billion bitcoin bribe cash commission crypto cryptocurrency currency deposit
    dollar euro fee fund funds kickback million money payment proceeds ransom refund salary
    sum""".split()
)
VEHICLES = frozenset(
    """address aircraft apartment attic backpack bag barn barrel basement bedroom bin boat
    body boot box bus cabin car cargo carton cave cavity cellar compartment consignment
    container crate cupboard depot drawer drum envelope farm farmhouse flat freezer fridge
    furniture garage garden handbag helicopter hold home hotel house kitchen lab laboratory
    locker lockup lorry loudspeaker luggage machinery mailbox mansion office package pallet
    panel parcel plane premises printer property residence restaurant room rucksack sack safe
    shed ship shipment shoe shop sofa speedboat stomach suitcase tanker tire toy trailer train
    trawler truck trunk tunnel tyre van vase vehicle vessel villa wall warehouse yacht
    yard""".split()
)
PLACES = frozenset(
    """airport border city continent country county district nation port prison province
    region state territory town village""".split()
)
MEASURES = frozenset(
    """amount bag bale batch block bottle box brick bundle cache cargo carton case
    consignment container copy crate dose dozen gram haul hundred item kilo kilogram kind
    lb liter litre load lot milligram million number ounce pack package packet pair
    pallet parcel piece pill pound quantity round sachet sack sale series set sheet
    shipment stash stockpile tablet thousand ton tonne unit vial worth""".split()
)
"""Words that say how much there is of what follows them."""


@cache
def of_word(lemma: str, lower: str) -> str:
    """Return the sort of a noun by its lemma or form, or an empty string."""
    for sort, words in (
        ("court", COURTS),
        ("authority", AUTHORITIES),
        ("people", PEOPLE),
        ("people", nouns.PEOPLE),
        ("penalty", PENALTIES),
        ("payment", PAYMENTS),
        ("goods", GOODS),
        ("craft", CRAFT),
        ("information", INFORMATION),
        ("document", DOCUMENTS),
    ):
        if lemma in words or lower in words:
            return sort
    return ""
