"""People, organisations and places: what is a name, of what kind, and under which key."""

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.extract.english import language
from comity.extract.english.parties import names
from comity.extract.finding import Findings, Name, Span

_KINDS = {"person": "P", "organisation": "O", "place": "L"}


@cache
def found(text: str) -> tuple[Name, ...]:
    return tuple(names.find(next(language.parse([text])), Findings()))


def marked(text: str) -> str:
    """Return the names of a text, each with the letter of its kind."""
    return "; ".join(f"{_KINDS[n.kind]} {text[n.start : n.end]}" for n in found(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # courts, prosecutors, police, agencies
        (
            "The Haikou Intermediate People's Court sentenced him in Hainan province.",
            "O Haikou Intermediate People's Court; L Hainan",
        ),
        (
            "The U.S. District Court for the Northern District of Ohio ruled on Friday.",
            "O U.S. District Court for the Northern District of Ohio",
        ),
        (
            "The U.S. Attorney’s Office for the District of Columbia declined to comment.",
            "O U.S. Attorney’s Office for the District of Columbia",
        ),
        (
            "The Bureau of Alcohol, Tobacco, Firearms and Explosives came to Tampa.",
            "O Bureau of Alcohol, Tobacco, Firearms and Explosives; L Tampa",
        ),
        (
            "Immigration and Customs Enforcement asked the Securities and Exchange Commission.",
            "O Immigration and Customs Enforcement; O Securities and Exchange Commission",
        ),
        (
            "The Criminal Division of the U.S. Department of Justice took the case.",
            "O Criminal Division; O U.S. Department of Justice",
        ),
        ("China's Ministry of Public Security agreed.", "L China; O Ministry of Public Security"),
        ("He called the Spanish National Police.", "O Spanish National Police"),
        ("He was held by Spanish police and French customs.", ""),
        # companies, markets, gangs, outlets
        (
            "Hubei Amarvel Biotech Co., Ltd. shipped it to Mexico.",
            "O Hubei Amarvel Biotech Co., Ltd.; L Mexico",
        ),
        ("The Gulf cartel and the Kinahan gang met.", "O Gulf cartel; O Kinahan gang"),
        ("He bought it on TorBazaar, a rival marketplace.", "O TorBazaar"),
        ('He told the Associated Press it was "a mistake".', "O Associated Press"),
        ("Other reports by DailyLedger", "O DailyLedger"),
        # people
        (
            "Special Agent in Charge Maria Lopez of the DEA spoke.",
            "P Maria Lopez; O DEA",
        ),
        ("Prosecutors charged Wu Xiangdong, 41, of Wuhan.", "P Wu Xiangdong; L Wuhan"),
        ("Officials named Ahmed Abdel-Rahman al-Masri.", "P Ahmed Abdel-Rahman al-Masri"),
        ("Kim Jong-un met Moon Jae-in.", "P Kim Jong-un; P Moon Jae-in"),
        (
            "Secretary of State Mike Pompeo thanked Minister of Public Security Zhao Kezhi.",
            "P Mike Pompeo; P Zhao Kezhi",
        ),
        (
            'Joaquin "El Chapo" Guzman, 61, was convicted.',
            'P Joaquin "El Chapo" Guzman',
        ),
        ("A woman surnamed Zhao was detained.", "P Zhao"),
        ('They ordered from a dealer known only as "Diana".', "P Diana"),
        # places
        ("The US-China talks ended in Geneva.", "L US; L China; L Geneva"),
        ("The Liberia-flagged ship left Peru.", "L Liberia; L Peru"),
        ("It was found at Felixstowe Container Terminal.", "L Felixstowe Container Terminal"),
        ("America's ports are busy, an American official said.", "L America"),
        ("It was filed in the Eastern District of California.", "L Eastern District of California"),
        ("He was tried at The Hague.", "L The Hague"),
        # what is no name
        ("Operation Desert Light led to the MV Kota Carum.", ""),
        ("The container ship Ever Given was searched; the Ever Given sailed in May.", ""),
        ("Death sentences are rare. Valium is sold in bulk.", ""),
        ("The U.S. attorney said it cost 15 million U.S. dollars.", ""),
        ("He broke the Controlled Substances Act.", ""),
        ("It breaks the Prevention of Bribes Act (POBA), and POBA is strict.", ""),
        ("They used the N7 and the A27. The Agency agreed. A car of IT staff came.", ""),
        ("A white Hudson truck and two Tokarev pistols were found.", ""),
        # forms of many countries
        ("The two, Omar Haji and Said Ali Mwangi, were freed.", "P Omar Haji; P Said Ali Mwangi"),
        ("Pol Lt Gen Somchai Dee spoke.", "P Somchai Dee"),
        ("Cst. Ann Roe and Det Supt John Poe spoke.", "P Ann Roe; P John Poe"),
        ("Her barrister, John Poe KC, agreed.", "P John Poe"),
        ("The judge, Mr Justice Poe, agreed.", "P Poe"),
        ("They paid Ms Opal Gems Pvt Ltd in cash.", "O Ms Opal Gems Pvt Ltd"),
        ("John Poe, 54, of Mill Road, Leyton, was freed.", "P John Poe; L Mill Road; L Leyton"),
        (
            "Shops in Kwai Fong, Tai Wo, Sai Kung and Mong Kok were searched.",
            "L Kwai Fong; L Tai Wo; L Sai Kung; L Mong Kok",
        ),
        (
            "Immigration and Checkpoints Authority officers and the Chief of the Fraud Unit came.",
            "O Immigration and Checkpoints Authority; O Fraud Unit",
        ),
        (
            "He was tried at Paarl Magistrates’ Court and St Mary's Crown Court.",
            "O Paarl Magistrates’ Court; O St Mary's Crown Court",
        ),
        ("The Office of the Ombudsman asked the Calgary RCMP.",
         "O Office of the Ombudsman; O Calgary RCMP"),
        ("A software company called Kestra paid the law firm Clifford Vance.",
         "O Kestra; O Clifford Vance"),
        ("The Leeds gang sold guns.", "L Leeds"),
        ("Assistant Secretary for Export Enforcement Ann B. Roe spoke.", "P Ann B. Roe"),
        ("Agence France-Presse saw two UAVs.", "O Agence France-Presse"),
        ("Det Garda John Poe left Moyvalley, Co Kildare.", "P John Poe; L Moyvalley; L Co Kildare"),
        ("They met in Washington, D.C. Roe spoke to Jane Roe.",
         "L Washington; L D.C.; P Roe; P Jane Roe"),
        ("The office said today that MARA KOLB, a citizen of Chad, was held.",
         "P MARA KOLB; L Chad"),
        ("The defendants are Tanvir, Yusuf, Junaid and Haider Ali.",
         "P Tanvir; P Yusuf; P Junaid; P Haider Ali"),
        ("AFP - A court in Cairo freed him.", "O AFP; L Cairo"),
    ],
)  # fmt: skip
def test_kind_and_span(text: str, expected: str) -> None:
    assert marked(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Seizure in Rotterdam\nBy Jane Roe and John Doe\n\nPolice found it.",
            "L Rotterdam; P Jane Roe; P John Doe",
        ),
        ("Ring broken\nOutlet: The Daily Ledger\n\nPolice said so.", "O Daily Ledger"),
        (
            "BANGKOK/HANOI, Nov. 7 (Example Wire) -- Police said so.",
            "L BANGKOK; L HANOI; O Example Wire",
        ),
        (
            "Chinese Kingpin Gets Life Term In Historic Xingtai Trial\n\nA court in Xingtai sat.",
            "L Xingtai; L Xingtai",
        ),
    ],
)
def test_header(text: str, expected: str) -> None:
    assert marked(text) == expected


@pytest.mark.parametrize(
    ("text", "mention", "key"),
    [
        ("Austin Moore spoke. Moore left.", "Moore", "Austin Moore"),
        ("Liu Yong was tried. Liu appealed.", "Liu", "Liu Yong"),
        ("Yu Haibin spoke. But Haibin said little.", "Haibin", "Yu Haibin"),
        ("Carl Force was an agent. Force is in prison.", "Force", "Carl Force"),
        ("Fujing Zheng and Guanghua Zheng fled. Zheng was seen.", "Zheng", "Zheng"),
        ("Fujing Zheng fled. The drugs of the Zhengs were found.", "Zhengs", "Zhengs"),
        ("Joaquin \"El Chapo\" Guzman was tried. Guzman's wife came.", "Guzman", "Joaquin Guzman"),
        ("He asked the National Crime Agency. The NCA agreed.", "NCA", "National Crime Agency"),
        ("He asked the DHS.", "DHS", "Department of Homeland Security"),
        (
            "Thames Valley Marine Unit (TVMU) came. The TVMU left.",
            "TVMU",
            "Thames Valley Marine Unit",
        ),
        ("The U.S. and Britain agreed.", "U.S.", "United States"),
        ("Joaquin Rojas has a son, Joaquin Rojas Mena. Rojas fled.", "Rojas", "Joaquin Rojas"),
        ("Habib al-Adly was tried. Adly denied it.", "Adly", "Habib al-Adly"),
        ("Mr Heru Pambudi came. Heru said little.", "Heru", "Heru Pambudi"),
        ("It said that MARA KOLB was held. KOLB appealed.", "KOLB", "Mara Kolb"),
        ("BANGKOK (AFP) — A court freed him.", "AFP", "Agence France-Presse"),
        ("The AFP held a man in Sydney.", "AFP", "Australian Federal Police"),
        ("In Jakarta, Indonesia, the ED agreed.", "ED", "ED"),
    ],
)  # fmt: skip
def test_key(text: str, mention: str, key: str) -> None:
    assert {n.key for n in found(text) if text[n.start : n.end] == mention} == {key}


@pytest.mark.parametrize(
    ("text", "schema", "country"),
    [
        ("The Xingtai Intermediate People's Court ruled.", "PublicBody", "cn"),
        ("The Akron Police Department said so.", "PublicBody", "us"),
        ("The Dutch National Police said so.", "PublicBody", "nl"),
        ("He owns Lantana Trade LLP and more.", "Company", ""),
        ("The Sinaloa Cartel denied it.", "Organization", "mx"),
    ],
)
def test_schema_and_country(text: str, schema: str, country: str) -> None:
    [name] = found(text)
    assert (name.schema, name.country) == (schema, country)


@pytest.mark.parametrize(
    ("text", "mention", "country"),
    [
        ("In Manila, Philippines, the Department of Justice agreed.", "Department of Justice", ""),
        ("In Texas the Department of Justice agreed.", "Department of Justice", "us"),
        ("The Department of Justice agreed.", "Department of Justice", "us"),
        ("It went to England, Germany and Spain.", "England", "gb"),
        ("It was lost in Córdoba, and sold elsewhere in Spain.", "Córdoba", "es"),
    ],
)
def test_the_country_of_a_shared_name_is_what_the_text_names(
    text: str, mention: str, country: str
) -> None:
    assert {n.country for n in found(text) if text[n.start : n.end] == mention} == {country}


def test_what_is_found_already_is_no_name() -> None:
    text = "Write to jane@Example.org, said Jane Roe."
    span = Span(9, 25)
    doc = next(language.parse([text]))
    identifier = Name(*span, "substance", "", "")
    assert [n.start for n in names.find(doc, Findings(names=(identifier,)))] == [32]


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="ABab Mr.U.S.-'’\"()\n,0é李 of the and", max_size=80))
def test_spans_lie_in_any_text(text: str) -> None:
    doc = next(language.parse([text]))
    spans = [(n.start, n.end) for n in names.find(doc, Findings())]
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
