"""The agencies of these tests: made once, as a node takes seconds to make."""

from collections.abc import Iterator

import pytest
from tests.exchange.making import Agency, meeting, reunite


@pytest.fixture(scope="session")
def everybody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Agency]]:
    """Three agencies, through all tests."""
    with meeting(tmp_path_factory, 3) as made:
        yield made


@pytest.fixture
def three(everybody: list[Agency]) -> list[Agency]:
    """Three agencies that know each other, and between which nothing waits."""
    reunite(*everybody)
    return everybody


@pytest.fixture
def two(three: list[Agency]) -> list[Agency]:
    """Two of them."""
    return three[:2]
