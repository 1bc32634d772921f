"""What common nouns stand for in reports of crime: the sort decides which roles a noun can have.

The lists are to be read and extended by hand; a noun that is in none of them has no known sort.
"""

from functools import cache

from comity.extract import nouns

AUTHORITIES = frozenset(
    """agency agent army attorney authority body border bureau coastguard commission
    constable cop customs department deputy detective enforcement force gendarme
    gendarmerie government guard hotline inspector investigator marshal military ministry navy
    office officer official patrol police policeman prosecution prosecutor ranger sheriff
    squad taskforce team troop trooper unit""".split()
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
    """ammunition amphetamine animal antique antiquity arm artefact artifact artwork asset bag
    bale banknote bar barrel battery belt bird bitcoin bomb bone book bottle box brick bronze
    bullet bundle butterfly camera canister cannabis capsule carfentanil cargo cash caviar
    charcoal chemical chip cigarette clothes clothing coal coca cocaine coin component
    computer consignment container contraband coral counterfeit cryptocurrency crystal cub
    currency cylinder detonator device diamond document domain dose drone drug drum ebony
    ecstasy eel egg elephant engine equipment explosive fake falcon feather fentanyl
    fertiliser fertilizer file fin firearm fish frog fuel fund fur garment gem gemstone
    goggles gold good goods gram grenade gun handbag handgun handset hardware hashish haul
    heroin hide hoard horn icon idol iguana ingredient item ivory jade jewel jewellery jewelry
    ketamine kilo kilogram kit laptop lifejacket lizard load log lot lumber luxury
    machete machine manuscript marijuana mask material meat medication medicine merchandise
    metal meth methamphetamine missile mobile money monkey morphine mortar motor munition
    narcotic narcotics necklace oil one opiate opioid opium orchid ore ounce package painting
    pallet pangolin parcel parrot part passport pelt pesticide petrol phone pigment pill
    pistol plant plutonium porcelain pound powder precursor press proceeds product property
    radio relic reptile resin revolver rifle rocket rosewood round sample sapphire scale scrap
    sculpture seahorse seed server shark shell shipment silver site skin snake software
    solvent songbird spare speaker specimen stamp stash statue steel steroid stockpile stone
    substance suit supply sword tablet tank technology tiger timber tobacco ton tonne tool
    toothfish tortoise totoaba tramadol treasure trinket trophy turtle tusk uranium vape vase
    vial wallet watch weapon whisky wildlife wine wood""".split()
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
    """address clue contact conversation copy data detail dossier evidence file image
    information intel intelligence lead list message name number record report screenshot
    this tip tip-off tipoff transcript video""".split()
)
DOCUMENTS = frozenset(
    """affidavit allegation charge complaint count document filing indictment information
    judgment memo memorandum motion paper plea ruling statement verdict warrant""".split()
)
PAYMENTS = frozenset(
    """backhander bitcoin bribe commission cash crypto cryptocurrency currency deposit fee fund funds kickback money
    payment proceeds ransom refund salary sum""".split()
)
VEHICLES = frozenset(
    """aircraft apartment bag bin boat body boot box cabin car carton cavity cellar
    compartment container crate flat garage hold home hotel house lab laboratory locker
    lorry luggage package parcel plane room safe ship shipment suitcase tanker trailer
    truck trunk tunnel van vehicle vessel warehouse yacht""".split()
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
