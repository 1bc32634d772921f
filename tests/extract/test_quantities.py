"""Amounts of goods and sums of money: the words, the number, the unit or currency."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.extract.english import language
from comity.extract.english.parties import groups
from comity.extract.english.values import quantities
from comity.extract.finding import Group, Quantity

from . import marked


def goods(text: str) -> list[tuple[str, str, str]]:
    doc = next(iter(language.parse([text])))
    return [(text[q.start : q.end], q.number, q.unit) for q in quantities.find(doc)]


def sums(text: str) -> list[tuple[str, str, str]]:
    doc = next(iter(language.parse([text])))
    return [(text[m.start : m.end], m.number, m.currency) for m in quantities.find_money(doc)]


GOODS = [
    ("Officers seized more than 11.9 kilograms of fentanyl.", [("11.9 kilograms", "11.9", "kg")]),
    ("Nearly 20 tons of cocaine were found.", [("20 tons", "20", "t")]),
    ("They burned 8.2 tonnes of pangolin scales.", [("8.2 tonnes", "8.2", "t")]),
    ("It held 39,525 pounds of cocaine.", [("39,525 pounds", "39525", "lb")]),
    ("A bag with 5 g of heroin and 20kg of hashish", [("5 g", "5", "g"), ("20kg", "20", "kg")]),
    ("They sold half a kilo for cash.", [("half a kilo", "0.5", "kg")]),
    ("a 50-kilogram shipment", [("50-kilogram", "50", "kg")]),
    ("two and a half tonnes of ivory", [("two and a half tonnes", "2.5", "t")]),
    ("28 million tablets of etizolam", [("28 million tablets", "28000000", "tablets")]),
    ("About 4,000 fentanyl pills", [("4,000 fentanyl pills", "4000", "pills")]),
    ("20 one-kilogram packages", [("20 one-kilogram packages", "20", "packages")]),
    ("five of the firearms", [("five of the firearms", "5", "firearms")]),
    ("77 firearms, three AK-47 rifles and one shotgun", [
        ("77 firearms", "77", "firearms"),
        ("three AK-47 rifles", "3", "rifles"),
        ("one shotgun", "1", "shotgun"),
    ]),
    ("1,800 rounds of ammunition", [("1,800 rounds", "1800", "rounds")]),
    ("33 looted antiquities went home.", [("33 looted antiquities", "33", "antiquities")]),
    ("1,200 live tortoises", [("1,200 live tortoises", "1200", "tortoises")]),
    ("Police seized 55 luxury vehicles.", [("55 luxury vehicles", "55", "vehicles")]),
    ("Agents seized 200 cannabis plants.", [("200 cannabis plants", "200", "plants")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "amounts"), GOODS)
def test_an_amount_is_a_number_with_its_unit(
    text: str, amounts: list[tuple[str, str, str]]
) -> None:
    assert goods(text) == amounts


@pytest.mark.parametrize(("sentence", "expected"), marked.cases("counted.txt"))
def test_goods_and_people_that_are_counted(sentence: str, expected: list[str]) -> None:
    """A group's last figure is the size of the group that it is taken from, or a dash."""
    doc, found = marked.read(sentence)
    counted: list[tuple[Quantity | Group, str, str]] = [
        (q, f"{q.number} {q.unit}", "amount") for q in quantities.find(doc)
    ]
    people = groups.find(doc, found)
    sizes = {(g.start, g.end): str(g.size) for g in people}
    counted += [
        (g, f"{g.size} {sizes[g.part_of.start, g.part_of.end] if g.part_of else '-'}", "group")
        for g in people
    ]
    assert [f'{kind} "{doc.text[w.start : w.end]}" {n}' for w, n, kind in counted] == expected


NO_GOODS = [
    "more than 20 suspects and 122 vendors",
    "tons of fentanyl, hundreds of kilos, several grams, dozens of rifles",
    "100 officers found containers",
    "seven container ships and 500 passport holders",
    "He ran two chemical plants.",
    "three rounds of talks",
    "5G networks in 20 cities",
    "a 43-count indictment",
    "The house has 12 vehicles.",
]


@pytest.mark.parametrize("text", NO_GOODS)
def test_people_vague_amounts_and_other_counts_are_no_goods(text: str) -> None:
    assert goods(text) == []


GRAMS = [
    ("1 kg", "1000"), ("250 g", "250"), ("30 mg", "0.03"), ("2 tonnes", "2000000"),
    ("1 lb", "453.59237"), ("16 ounces", "453.59237"), ("1.5 kilogrammes", "1500"),
    ("3 litres", ""), ("3 pills", ""),
]  # fmt: skip


@pytest.mark.parametrize(("words", "grams"), GRAMS)
def test_weights_are_given_in_grams_exactly(words: str, grams: str) -> None:
    doc = next(iter(language.parse([f"Police found {words} there."])))
    assert [q.grams for q in quantities.find(doc)] == [grams]


SUMS = [
    ("$1.3 billion", "1300000000", "USD"),
    ("US$300m", "300000000", "USD"),
    ("£54 million", "54000000", "GBP"),
    ("€1.2bn", "1200000000", "EUR"),
    ("HK$5.2 million", "5200000", "HKD"),
    ("RMB40,000", "40000", "CNY"),
    ("USD 5 million", "5000000", "USD"),
    ("40,000 yuan", "40000", "CNY"),
    ("$2.5 mn", "2500000", "USD"),
    ("€3m", "3000000", "EUR"),
    ("Rp3,557,000", "3557000", "IDR"),
    ("Rp90 million", "90000000", "IDR"),
    ("RM11.5 million", "11500000", "MYR"),
    ("Rs 5 lakh", "500000", "INR"),
    ("Rs. 2 crore", "20000000", "INR"),
    ("a million dollars", "1000000", "USD"),
    ("300,000 Hong Kong dollars", "300000", "HKD"),
    ("5 million euros", "5000000", "EUR"),
    ("1,000 bitcoins", "1000", "BTC"),
    ("20 million Swiss francs", "20000000", "CHF"),
    ("2 million pounds sterling", "2000000", "GBP"),
    ("5 crore Indian rupees", "50000000", "INR"),
]


@pytest.mark.parametrize(("words", "number", "currency"), SUMS)
def test_a_sum_has_a_currency(words: str, number: str, currency: str) -> None:
    assert sums(f"They laundered {words} in a year.") == [(words, number, currency)]


def test_two_currencies_are_two_sums() -> None:
    assert sums("fined 40,000 yuan ($5,700) and 1 million pounds ($1.3 million)") == [
        ("40,000 yuan", "40000", "CNY"),
        ("$5,700", "5700", "USD"),
        ("1 million pounds", "1000000", "GBP"),
        ("$1.3 million", "1300000", "USD"),
    ]


def test_the_text_says_whose_rupees_they_are() -> None:
    assert sums("Police in Karachi, Pakistan, found Rs 500,000.") == [
        ("Rs 500,000", "500000", "PKR")
    ]
    assert sums("From Nepal to Pakistan they carried Rs 500,000.") == []


def test_points_between_thousands_are_not_read_as_decimals() -> None:
    assert sums("They found Rp3.557.000 there.") == []


def test_the_text_says_whether_it_is_yuan_or_yen() -> None:
    assert sums("He paid ¥500, about 500 yuan.")[0] == ("¥500", "500", "CNY")
    assert sums("He paid ¥500 in Japan.") == [("¥500", "500", "JPY")]
    assert sums("He paid ¥500.") == []


NO_SUMS = ["two bitcoin addresses", "try 5 of them", "500 pounds of meth", "it paid $5-10 million"]


@pytest.mark.parametrize("text", NO_SUMS)
def test_these_are_no_sums(text: str) -> None:
    assert sums(text) == []


def test_pounds_of_money_are_no_weight() -> None:
    assert goods("with 500 pounds in cash and 20 pounds of meth") == [("20 pounds", "20", "lb")]


PIECES = st.sampled_from(
    (
        "one two dozen 5 1,000 2.5 million kg - g tons of $ € ¥ HK$ pills chemical plants half a "
        "containers rounds talks yuan dollars bitcoin ( ) , . seized found and ½ 10m \n"
    ).split(" ")
)


@given(st.lists(PIECES, max_size=14))
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
def test_any_text_gives_numbers_within_it(pieces: list[str]) -> None:
    doc = next(iter(language.parse([" ".join(pieces)])))
    for found in (quantities.find(doc), quantities.find_money(doc)):
        last = 0
        for q in found:
            assert last <= q.start < q.end <= len(doc.text)
            assert Decimal(q.number) >= 0
            last = q.end
