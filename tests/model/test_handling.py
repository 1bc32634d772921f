"""Handling: the ladder of classifications."""

import pytest

from comity.model import CLASSIFICATIONS, OPEN, ComityError, Handling, handling


@pytest.mark.parametrize(("level", "name"), list(enumerate(CLASSIFICATIONS)))
def test_every_classification_has_its_level(level: int, name: str) -> None:
    assert handling.level(f" {name.upper()} ") == level
    assert Handling(level).classification == name


def test_the_ladder_goes_up() -> None:
    assert CLASSIFICATIONS == ("public", "restricted", "confidential", "secret")
    assert Handling().classification == "public"
    assert Handling() == OPEN


@pytest.mark.parametrize("name", ["", "top secret", "0", "publik"])
def test_unknown_classification_lists_those_there_are(name: str) -> None:
    with pytest.raises(ComityError, match="public, restricted, confidential, secret"):
        handling.level(name)
