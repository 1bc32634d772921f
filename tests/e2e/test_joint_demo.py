"""The joint demonstration: the whole story, by the commands that a person types."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import comity
from comity import exchange

INFORMANT = "Marsh"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Run it once; return its folder and what it printed."""
    folder = tmp_path_factory.mktemp("joint") / "demo"
    command = [sys.executable, "-m", "comity.cli", "demo", "joint", "--folder", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr[-2000:]
    return folder, done.stdout


def test_everything_verifies_on_both_sides(told: tuple[Path, str]) -> None:
    checks = [line for line in told[1].splitlines() if line.strip().endswith((": unchanged",))]
    assert len(checks) > 20
    assert ": changed" not in told[1]


def test_who_told_it_stands_nowhere_on_the_other_side(told: tuple[Path, str]) -> None:
    found = list(_files_with(told[0] / "cn", INFORMANT.encode()))
    assert found == []
    assert list(_files_with(told[0] / "us-papers", INFORMANT.encode()))  # it can be found


def test_both_find_the_number_and_only_what_both_hold(told: tuple[Path, str]) -> None:
    for side, person in (("us", "ann"), ("cn", "chen")):
        with comity.open(told[0] / side, person) as node:
            desk = exchange.Desk(node)
            leads = [lead.name for lead in desk.dealings(node.case("linden"), exchange.LEAD)]
        holds = sorted(name for name in leads if "also holds" in name)
        assert [name.split(" the ")[1] for name in holds] == [
            "email rosa.linden@example.com",
            "phone +8613800138000",
        ]


def test_the_request_was_answered_and_the_lead_recalled(told: tuple[Path, str]) -> None:
    with comity.open(told[0] / "us", "ann") as node:
        desk, case = exchange.Desk(node), node.case("linden")
        assert [r.last("answer") for r in desk.dealings(case, exchange.REQUEST)] == ["executed"]
        assert [p.label for p in case.who() if p.label == "Qiao Lan"] == ["Qiao Lan"]
        assert {s.package.kind: s.state for s in desk.outbox()}["lead"] == "recalled"


def test_the_exhibit_holds_with_the_cards_alone(told: tuple[Path, str]) -> None:
    text = (told[0] / "exhibit.txt").read_text("utf-8")
    cards = [(told[0] / f"{side}.card.json").read_text("utf-8") for side in ("us", "cn")]
    keys = [exchange.load_card(card).log for card in cards]
    assert any("recall" in sentence for sentence in exchange.check_exhibit(text, keys))
    with pytest.raises(comity.model.ComityError):
        exchange.check_exhibit(text.replace("received", "refused"), keys)


def _files_with(folder: Path, sign: bytes) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_socket() and sign in path.read_bytes():
            yield path
