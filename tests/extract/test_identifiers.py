"""Identifiers: found by form, kept only where their check digits hold or their word stands by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.extract.values import identifiers


def found(text: str) -> list[tuple[str, str, str]]:
    return [(i.scheme, text[i.start : i.end], i.value) for i in identifiers.find(text)]


FOUND = [
    ("phone", "+1 202 555 0143", "+12025550143"),
    ("phone", "(202) 555-0116", "+12025550116"),
    ("phone", "+86 139 1234 5678", "+8613912345678"),
    ("phone", "+44 20 7946 0018", "+442079460018"),
    ("email", "press.office+tips@mail.example.org", "press.office+tips@mail.example.org"),
    ("url", "https://tips.example.org/zheng", "https://tips.example.org/zheng"),
    ("url", "https://example.org/a_(b)", "https://example.org/a_(b)"),
    ("url", "www.example.org", "www.example.org"),
    ("wallet", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"),
    ("wallet", "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy"),
    ("wallet", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
     "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"),
    ("wallet", "0x52908400098527886E0F7030069857D2E4169EE7",
     "0x52908400098527886E0F7030069857D2E4169EE7"),
    ("iban", "GB82 WEST 1234 5698 7654 32", "GB82WEST12345698765432"),
    ("iban", "DE89370400440532013000", "DE89370400440532013000"),
    ("container", "CSQU3054383", "CSQU3054383"),
    ("container", "CSQU 305438-3", "CSQU3054383"),
    ("vessel", "IMO 9074729", "9074729"),
    ("vessel", "IMO number 9074729", "9074729"),
    ("tracking", "RR473124829GB", "RR473124829GB"),
    ("tracking", "1Z999AA10123456784", "1Z999AA10123456784"),
]  # fmt: skip


@pytest.mark.parametrize(("scheme", "words", "value"), FOUND)
def test_an_identifier_is_found_within_a_sentence(scheme: str, words: str, value: str) -> None:
    assert found(f"It is written there ({words}), they say.") == [(scheme, words, value)]
    assert found(f"The last one is {words}.") == [(scheme, words, value)]


BESIDE_A_WORD = [
    ("Phone: 202-555-0143", "202-555-0143", "+12025550143"),
    ("his WeChat 13912345678", "13912345678", "+8613912345678"),
    ("Chinese passport E12345678", "E12345678", "E12345678"),
    ("passport number G1234567", "G1234567", "G1234567"),
    ("tracking number 9400 1000 0000 0000 0000 00", "9400 1000 0000 0000 0000 00",
     "9400100000000000000000"),
    ("waybill no. 999-12345675", "999-12345675", "99912345675"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "value"), BESIDE_A_WORD)
def test_other_numbers_count_only_beside_their_word(text: str, words: str, value: str) -> None:
    assert [i[1:] for i in found(text)] == [(words, value)]
    assert found(words) == []


WRONG = [
    "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb",
    "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdp",
    "GB83 WEST 1234 5698 7654 32",
    "GB82 WEST 1234 5698 7654 321",
    "CSQU3054384",
    "IMO 9074728",
    "RR473124828GB",
    "1Z999AA10123456785",
    "call +1 202 555",
    "phone 555-0143",
]


@pytest.mark.parametrize("text", WRONG)
def test_what_fails_its_check_is_no_identifier(text: str) -> None:
    assert found(text) == []


NONE = [
    "on 2019-11-07 at 10:30, for $500,000",
    "case 1:17-cr-00206 and section 841(a)(1)",
    "Amazon.com and Example Inc. paid 12 million",
    "a passport holder with 3 passports",
]


@pytest.mark.parametrize("text", NONE)
def test_these_are_no_identifiers(text: str) -> None:
    assert found(text) == []


def test_a_url_leaves_the_stop_and_the_bracket_to_the_sentence() -> None:
    text = "(see https://example.org/a.html), or https://example.org/b."
    assert [i[1] for i in found(text)] == ["https://example.org/a.html", "https://example.org/b"]


def test_an_address_within_a_url_is_part_of_it() -> None:
    assert [i[0] for i in found("https://example.org/?to=desk@example.org")] == ["url"]


@given(st.text(alphabet="AaGBCSQU0123456789+-(). @/:xbc1IMOZpassport", max_size=80))
def test_any_text_gives_spans_within_it_that_do_not_overlap(text: str) -> None:
    last = 0
    for i in identifiers.find(text):
        assert last <= i.start < i.end <= len(text)
        assert " " not in i.value
        last = i.end


@given(st.text(max_size=80))
def test_no_text_is_too_strange(text: str) -> None:
    identifiers.find(text)


@given(st.integers(0, 999_999))
def test_of_ten_last_digits_one_makes_a_container(serial: int) -> None:
    valid = [d for d in range(10) if found(f"MSKU {serial:06} {d}")]
    assert len(valid) == 1
