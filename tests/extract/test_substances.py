"""Substances: whole names, the longest at each place, and street names only where they are sure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.extract.values import substances
from comity.law import Substance
from comity.law import substances as table


def found(text: str) -> list[tuple[str, str]]:
    return [(text[n.start : n.end], n.key) for n in substances.find(text)]


FOUND = [
    ("fentanyl-laced pills", [("fentanyl", "fentanyl")]),
    ("Fentanyl analogues and FENTANYL", [
        ("Fentanyl analogues", "fentanyl-analogues"), ("FENTANYL", "fentanyl")]),
    ("fentanyl-related substances", [("fentanyl-related substances", "fentanyl-analogues")]),
    ("acetyl fentanyl, acetyl-fentanyl", [
        ("acetyl fentanyl", "acetylfentanyl"), ("acetyl-fentanyl", "acetylfentanyl")]),
    ("para-chloroisobutyryl fentanyl", [("para-chloroisobutyryl fentanyl", "fentanyl-analogues")]),
    ("N-desethyl isotonitazene", [("N-desethyl isotonitazene", "nitazenes")]),
    ("crystal meth and crack cocaine", [
        ("crystal meth", "methamphetamine"), ("crack cocaine", "cocaine")]),
    ("28 million tablets of etizolam", [("etizolam", "etizolam")]),
    ("street Valium, Valium", [("street Valium", "etizolam"), ("Valium", "diazepam")]),
    ("heroin, LSD and alpha-PVP", [
        ("heroin", "heroin"), ("LSD", "lsd"), ("alpha-PVP", "alpha-pvp")]),
    ("4-ANPP, made from N-phenethyl-4-piperidone", [
        ("4-ANPP", "4-anpp"), ("N-phenethyl-4-piperidone", "npp")]),
    ("pseudoephedrine", [("pseudoephedrine", "pseudoephedrine")]),
    ("acetic\nanhydride", [("acetic\nanhydride", "acetic-anhydride")]),
    ("methamphetamine, known as \"ice\"", [
        ("methamphetamine", "methamphetamine"), ("ice", "methamphetamine")]),
    ("crack, weed and heroin", [
        ("crack", "cocaine"), ("weed", "cannabis"), ("heroin", "heroin")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), FOUND)
def test_a_substance_is_named_whole(text: str, names: list[tuple[str, str]]) -> None:
    assert found(text) == names


NONE = [
    "drugs, opioids and controlled substances",
    "ICE agents broke the ice at high speed",
    "a P2P network, an MDA contract, the NPP",
    "a lsd of a sort",
    "cocainelike",
]


@pytest.mark.parametrize("text", NONE)
def test_these_are_no_substances(text: str) -> None:
    assert found(text) == []


def test_a_common_word_needs_a_drug_right_beside_it() -> None:
    assert found("to crack down on fentanyl") == [("fentanyl", "fentanyl")]
    assert found("ICE agents seized heroin") == [("heroin", "heroin")]


@pytest.mark.parametrize("row", table(), ids=lambda row: row.id)
def test_every_sure_name_of_the_table_is_found(row: Substance) -> None:
    for name in row.sure_names:
        [(words, key)] = found(f"They sold {name}.")
        assert words == name
        assert key == row.id


@given(st.text(alphabet="aehn -fntylzio'LSDN\n", max_size=80) | st.text(max_size=60))
def test_any_text_gives_spans_within_it_that_do_not_overlap(text: str) -> None:
    last = 0
    for n in substances.find(text):
        assert last <= n.start < n.end <= len(text)
        last = n.end
