"""The gazetteer: what a place's name means, alone and beside others."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.extract.english.parties import places


def resolved(text: str) -> list[tuple[str, str, str]]:
    """Return what each capitalised name of a text means: key, country, what it lies in."""
    spans = [m.span() for m in re.finditer(r"[A-Z][\w.]+(?: [A-Z][\w.]+)*", text)]
    return [tuple(place) for place in places.resolve(text, spans)]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "key", "country", "within"),
    [
        ("U.S.", "United States", "us", ""),
        ("Britain", "United Kingdom", "gb", ""),
        ("Jiangsu", "Jiangsu", "cn", "China"),
        ("Xingtai", "Xingtai", "cn", "Hebei"),
        ("CLEVELAND", "Cleveland", "us", "Ohio"),
        ("Montreal", "Montréal", "ca", "Quebec"),
        ("Kiev", "Kyiv", "ua", "Ukraine"),
        ("Hampshire", "Hampshire", "gb", "England"),
        ("Washington", "Washington", "us", "District of Columbia"),
        ("Paris", "Paris", "fr", "France"),
        ("Paris, Texas", "Paris", "us", "Texas"),
        ("Davie, Florida", "Davie", "us", "Florida"),
        ("Littleplace, New Jersey", "Littleplace", "us", "New Jersey"),
        ("Littleplace in Jiangsu", "Littleplace", "cn", "Jiangsu"),
        ("Littleplace", "Littleplace", "", ""),
        ("Springfield", "Springfield", "us", ""),
        ("Springfield, Missouri", "Springfield", "us", "Missouri"),
        ("Colombia, Peru", "Colombia", "co", ""),
    ],
)
def test_what_a_name_means(text: str, key: str, country: str, within: str) -> None:
    assert resolved(text)[0] == (key, country, within)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Georgia", ""),  # nothing tells the state from the country
        ("Georgia and Ohio", "us"),
        ("Atlanta, Georgia", "us"),
        ("Tbilisi, Georgia", "ge"),
    ],
)
def test_a_name_of_two_lands_needs_what_stands_beside_it(text: str, country: str) -> None:
    georgia = next(place for place in resolved(text) if place[0] == "Georgia")
    assert georgia[1] == country


@pytest.mark.parametrize(
    ("city", "region"),
    [
        ("Shijiazhuang", "Hebei"),
        ("Nanjing", "Jiangsu"),
        ("Guangzhou", "Guangdong"),
        ("Urumqi", "Xinjiang"),
        ("Calgary", "Alberta"),
        ("Munich", "Bavaria"),
        ("Brisbane", "Queensland"),
        ("Guadalajara", "Jalisco"),
        ("Mumbai", "Maharashtra"),
    ],
)
def test_codes_of_regions_agree_with_cities(city: str, region: str) -> None:
    assert places.lookup(city)[0].within == region


@given(st.text(max_size=30))
def test_any_text_can_be_looked_up(text: str) -> None:
    assert all(place.name for place in places.lookup(text))
    assert len(places.resolve(text, [(0, len(text))])) == 1
