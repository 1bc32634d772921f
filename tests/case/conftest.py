"""Cases of real documents, built once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import comity

ROOT = Path(__file__).parents[2]
REPORTS = ROOT / "examples" / "xingtai" / "reports"
CHINESE = ROOT / "examples" / "xingtai" / "zh"
NINE = ROOT.parent / "shared" / "inputs" / "nine-jailed-2019-11-09.txt"


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[comity.Workbench]:
    """A node with the reader ``ann``, who may see everything, and ``guest``, who may not."""
    home = tmp_path_factory.mktemp("bench") / "node"
    with comity.create("Test desk", "us", home, "ann") as node:
        node.add_reader("guest", "public")
        yield node


@pytest.fixture(scope="session")
def xingtai(bench: comity.Workbench) -> comity.Case:
    """The example case. Tests must not add to it."""
    case = bench.new_case("xingtai", "Xingtai fentanyl case")
    assert not case.add(str(REPORTS)).failures
    return case


@pytest.fixture(scope="session")
def both(bench: comity.Workbench) -> comity.Case:
    """The example case from both its halves, as `make demo` has it. Tests must not add to it."""
    case = bench.new_case("both", "Xingtai fentanyl case")
    assert not case.add(str(REPORTS), str(CHINESE)).failures
    return case


@pytest.fixture(scope="session")
def nine(bench: comity.Workbench) -> comity.Case:
    """The case of one real report; skipped where that is not at hand. Tests must not add to it."""
    if not NINE.exists():
        pytest.skip(f"reads {NINE.relative_to(ROOT.parent)}, which is not here")
    case = bench.new_case("nine", "Nine jailed")
    case.add(str(NINE), mark="C3")
    return case
