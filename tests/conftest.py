"""One node for all tests, in a folder of its own, and a fresh case for each test."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from comity.store import Case, Node, Session

SETTINGS = ("COMITY_HOME", "COMITY_READER", "COMITY_DATABASE_URL")
_numbers = count(1)


_made: list[str] = []


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Give a run by root a folder of its own.

    As root, the embedded server runs as another user, who is shut out of pytest's usual folder as
    soon as a second run of pytest begins.
    """
    if os.geteuid() == 0 and config.option.basetemp is None:
        _made.append(tempfile.mkdtemp(prefix="comity-tests-"))
        config.option.basetemp = _made[0]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove that folder."""
    while _made:
        shutil.rmtree(_made.pop(), ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def no_settings() -> Iterator[None]:
    """Keep the tests from the node of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        for name in SETTINGS:
            patch.delenv(name, raising=False)
        yield


@pytest.fixture(scope="session")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A node with its first reader, ``chief``, and with ``guest``, who sees what is public."""
    home: Path = tmp_path_factory.mktemp("node")
    with Node.create(home, "Test Agency", "us", "chief") as made:
        made.add_reader("guest", "public", by="chief")
        yield made


@pytest.fixture
def case(node: Node) -> Case:
    """A new public case."""
    slug = f"case-{next(_numbers)}"
    node.writer("chief").open_case(slug, f"Case {slug}", 0)
    with node.session("chief") as session:
        return session.case(slug)


@pytest.fixture
def chief(node: Node) -> Iterator[Session]:
    """A session of the reader who may see everything."""
    with node.session("chief") as session:
        yield session


@pytest.fixture
def guest(node: Node) -> Iterator[Session]:
    """A session of the reader who may see what is public."""
    with node.session("guest") as session:
        yield session
