"""The agencies of these tests: made once, as a node takes seconds to make."""

from collections.abc import Iterator

import pytest
from tests.exchange.making import Agency, meeting, reunite
from tests.exchange.other_log import open_office

from comity.exchange.office import Office
from comity.store import Node


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


@pytest.fixture
def office(node: Node) -> Iterator[Office]:
    """The office of the node of all tests."""
    opened = open_office(node)
    with opened.bench:
        yield opened
