"""What common nouns stand for in reports of crime: the sort decides which roles a noun can have.

The lists are to be read and extended by hand; a noun that is in none of them has no known sort.
"""

from functools import cache

from comity.extract import nouns

AUTHORITIES = frozenset(
    """agency agent army attorney authority body border bureau coastguard commission
    constable cop customs department deputy detective enforcement force gendarme
    gendarmerie government guard inspector investigator marshal military ministry navy
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
    """aircraft ammunition amphetamine animal antique antiquity arm artefact artifact asset
    bag bale bird bitcoin boat bone bottle box bullet cannabis car carfentanil cargo cash
    chemical chip cigarette cocaine coin component computer consignment container
    contraband counterfeit cryptocurrency device diamond document domain drone drug
    ecstasy elephant equipment explosive fentanyl file fin firearm fund gold good goods
    gram grenade gun hashish haul heroin hoard horn ingredient item ivory jewelry
    ketamine kilo kilogram kit laptop laundered load lot luxury machine marijuana mask
    material medication medicine meth methamphetamine missile money morphine narcotic
    narcotics one opiate opioid opium ounce package painting pallet pangolin parcel
    parrot part passport pelt phone pill pistol plane plant pound powder precursor press
    proceeds product property relic reptile rifle rocket round scale sculpture server
    shell ship shipment site skin snake stash statue steroid stockpile stone substance
    supply tablet technology timber ton tonne tortoise tramadol treasure truck turtle
    tusk vehicle vessel vial wallet weapon wildlife wood yacht""".split()
)
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
    """bitcoin bribe cash crypto cryptocurrency currency deposit fee fund funds kickback money
    payment ransom""".split()
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
        ("information", INFORMATION),
        ("document", DOCUMENTS),
    ):
        if lemma in words or lower in words:
            return sort
    return ""
