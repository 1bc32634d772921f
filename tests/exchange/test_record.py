"""The shared record: what comes is verified against what came before, and the rest is refused."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from comity.audit import Disagreement
from comity.exchange import record
from comity.exchange.office import Office
from comity.model import ComityError
from comity.store import Node
from comity.store.shown import Shown
from tests.exchange.other_log import OtherLog, note_act, open_office, package, take_in


@pytest.fixture
def office(node: Node) -> Iterator[Office]:
    opened = open_office(node)
    with opened.bench:
        yield opened


@pytest.fixture
def other() -> OtherLog:
    log = OtherLog()
    log.fill(5)
    return log


def refused(office: Office, other: OtherLog, page: dict[str, Any]) -> Disagreement:
    with pytest.raises(Disagreement) as caught:
        take_in(office, other, page)
    return caught.value


def exchange(office: Office, other: OtherLog, known: int = 0) -> int:
    """Show each other everything; return the size of the other log then."""
    take_in(office, other, other.page([known], cosigned=""))
    other.take_in(record.compose(office, other.partner))
    return len(other.entries)


def test_two_honest_logs_agree(office: Office, other: OtherLog) -> None:
    mine, theirs = package(), package()
    note_act(office, other.origin, "sent", mine)
    other.act(office, "received", mine)
    other.act(office, "sent", theirs)
    take_in(office, other, other.page())
    book = Shown(office.session, other.origin)
    assert [(e.number, e.act) for e in book.entries()] == [(1, "received"), (2, "sent")]
    acts = {act.act for act in office.packages.acts(office.packages.package(mine, incoming=False))}
    assert acts == {"sent", "acknowledged"}
    page = record.compose(office, other.partner)
    assert page["seen"] == 2
    assert [json.loads(e)["what"]["act"] for _, e in page["entries"]] == ["sent", "acknowledged"]
    other.take_in(page)
    size = len(other.entries)
    other.fill(20)
    take_in(office, other, other.page([size], confirmed=2))
    assert book.heard().number == 2
    assert book.head() is not None
    assert not record.compose(office, other.partner)["entries"]
