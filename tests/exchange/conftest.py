"""The agencies of these tests."""

from collections.abc import Iterator

import pytest
from tests.exchange.making import Agency, meeting


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Agency]]:
    """Three agencies that know each other."""
    with meeting(tmp_path_factory, 3) as made:
        yield made


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Agency]]:
    """Two agencies that know each other."""
    with meeting(tmp_path_factory, 2) as made:
        yield made
