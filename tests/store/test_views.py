"""What the views of a case show, and that what was withdrawn is in none of them."""

from collections.abc import Callable
from typing import Any

import pytest

from comity.model import REPRINT, SAME, WITHDRAWS, Statement
from comity.store import Case, Node, Session
from comity.store import statements as statements_module

from .making import document, file, file_name, person, said, stated

View = Callable[[Session, Case], Any]
MISTAKE = "Quibble"

VIEWS: dict[str, View] = {
    "statements": lambda s, c: s.statements(c),
    "of an entity": lambda s, c: s.statements(c, entities=[person(MISTAKE)]),
    "with a value": lambda s, c: s.statements(c, values=[person(MISTAKE)]),
    "with a property": lambda s, c: s.statements(c, props=["name", SAME]),
    "of a schema": lambda s, c: s.statements(c, schemata=["Person"]),
    "of documents": lambda s, c: s.statements(c, documents=[d.id for d in s.documents(c)]),
    "stream": lambda s, c: list(s.stream(c)),
    "search": lambda s, c: [hit for hit in s.search(c, MISTAKE) if hit[0] == "entity"],
    "same": lambda s, c: s.same(c, [person("Ann")]),
    "authored": lambda s, c: s.authored(c, "chief"),
    "entities named": lambda s, c: s.entities_named(c, MISTAKE),
}


def withdraw(node: Node, case: Case, *statements: Statement, made: str = "2026-02-01") -> Statement:
    taken_back = [
        stated("record", s.id, WITHDRAWS, made=made, handling=s.handling) for s in statements
    ]
    node.writer("chief").state(case, "undo", taken_back)
    return taken_back[0]


@pytest.fixture
def mistakes(node: Node, case: Case) -> list[Statement]:
    """A case with something right, and with mistakes that name the entity ``MISTAKE``."""
    row = document("Ann met Bo.")
    right = said(row, person("Ann"), "Ann")
    read = said(row, person(MISTAKE), MISTAKE)
    file(node, case, (row, [right, read]))
    joined = stated(person("Ann"), person(MISTAKE), SAME)
    typed = stated(person("Ann"), MISTAKE, "alias")
    node.writer("chief").state(case, "decide", [joined, typed])
    return [read, joined, typed]


@pytest.mark.parametrize("name", VIEWS)
def test_what_is_withdrawn_is_in_no_view(
    node: Node, case: Case, chief: Session, mistakes: list[Statement], name: str
) -> None:
    def shown() -> str:
        return repr(VIEWS[name](chief, case))

    assert MISTAKE in shown() or person(MISTAKE) in shown() or person("Ann") in shown()
    withdraw(node, case, *mistakes)
    assert MISTAKE not in shown()
    assert person(MISTAKE) not in shown()


def test_what_is_withdrawn_is_not_counted(
    node: Node, case: Case, chief: Session, mistakes: list[Statement]
) -> None:
    assert chief.count(case) == {"documents": 1, "statements": 3, "entities": 2}
    withdraw(node, case, *mistakes)
    assert chief.count(case) == {"documents": 1, "statements": 1, "entities": 1}


def test_the_record_still_has_what_was_withdrawn(
    node: Node, case: Case, chief: Session, mistakes: list[Statement]
) -> None:
    withdraw(node, case, *mistakes)
    assert chief.statement(case, mistakes[0].id) == mistakes[0]
    assert {s.id for _, s in chief.stated(case)} >= {s.id for s in mistakes[1:]}


def test_a_withdrawal_can_be_withdrawn(
    node: Node, case: Case, chief: Session, mistakes: list[Statement]
) -> None:
    first = withdraw(node, case, mistakes[0], made="2026-02-01")
    second = withdraw(node, case, first, made="2026-02-02")
    assert mistakes[0] in chief.statements(case)
    assert ("entity", person(MISTAKE)) in [hit[:2] for hit in chief.search(case, MISTAKE)]
    withdraw(node, case, second, made="2026-02-03")
    assert mistakes[0] not in chief.statements(case)


def test_a_withdrawal_of_nothing_does_no_harm(
    node: Node, case: Case, chief: Session, mistakes: list[Statement]
) -> None:
    """A partner can send anything."""
    for value in ("", "x", "abc", "0" * 63, "G" * 64, "0" * 64, "\0", "' OR 1=1"):
        node.writer("chief").state(case, "state", [stated("record", value, WITHDRAWS)])
    assert all(mistake in chief.statements(case) for mistake in mistakes)


def test_an_entity_is_found_by_the_names_that_it_keeps(
    node: Node, case: Case, chief: Session, mistakes: list[Statement]
) -> None:
    _, _, alias = mistakes
    withdraw(node, case, alias)
    assert [hit[1] for hit in chief.search(case, "Ann") if hit[0] == "entity"] == [person("Ann")]
    assert [hit[1] for hit in chief.search(case, MISTAKE)] == [person(MISTAKE)]


def test_filters_let_through_what_they_name(node: Node, case: Case, chief: Session) -> None:
    row, other = document(), document()
    one = said(row, "e", "Ann", start=5)
    two = said(row, "f", person("x"), "ownershipOwner", schema="Company", start=1)
    three = said(other, "e", "Bo")
    file(node, case, (row, [one, two]), (other, [three]))
    assert chief.statements(case, documents=[row.id]) == [two, one]
    assert set(chief.statements(case, entities=["e"])) == {one, three}
    assert chief.statements(case, schemata=["Company"]) == [two]
    assert chief.statements(case, values=[person("x")]) == [two]
    assert chief.statements(case, entities=["e"], documents=[other.id]) == [three]
    assert chief.statements(case, entities=[]) == []
    assert chief.statements(case, props=["name' OR ''='"]) == []


def test_cases_do_not_mix(node: Node, case: Case, chief: Session) -> None:
    row = file_name(node, case, "Ann")
    node.writer("chief").open_case(f"{case.slug}-b", "Other", 0)
    other = chief.case(f"{case.slug}-b")
    assert chief.count(other) == {"documents": 0, "statements": 0, "entities": 0}
    assert chief.search(other, "Ann") == []
    assert not chief.statements(other)
    assert not chief.documents(other)
    assert chief.bodies(other, [row.id]) == {}
    assert chief.similar(other, row.id) == []


def test_a_stream_goes_on_over_batches_and_can_be_left(
    node: Node, case: Case, chief: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statements_module, "_BATCH", 3)
    row = document()
    file(node, case, (row, (said(row, f"e{n:02}", str(n)) for n in range(10))))
    left = chief.stream(case)
    assert next(left).value == "0"
    other = chief.stream(case)
    assert [next(other).value, next(left).value] == ["0", "1"]
    left.close()
    assert [s.value for s in other] == [str(n) for n in range(1, 10)]
    assert [s.entity for s in chief.stream(case)] == [f"e{n:02}" for n in range(10)]


def test_a_stream_may_outlive_its_session(node: Node, case: Case) -> None:
    file_name(node, case, "Ann")
    with node.session() as session:
        stream = session.stream(case)
        next(stream)
    stream.close()


def test_same_follows_decisions_both_ways_and_to_the_end(
    node: Node, case: Case, chief: Session
) -> None:
    a, b, c, d, e = (person(x) for x in "abcde")
    chain = [stated(a, b, SAME), stated(c, b, SAME), stated(c, d, REPRINT), stated(d, a, SAME)]
    node.writer("chief").state(case, "decide", [*chain, stated(e, "x", SAME)])
    for start in (a, b, c, d):
        found = chief.same(case, [start])
        assert {s.id for some in found.values() for s in some} == {s.id for s in chain}
    assert chief.same(case, [person("z")]) == chief.same(case, []) == {}


def test_similar_documents_are_those_with_a_band_in_common(
    node: Node, case: Case, chief: Session
) -> None:
    bands = [("a", "b", "c"), ("a",), ("c", "b", "x"), ("y",), ()]
    rows = [document(bands=b) for b in bands]
    file(node, case, *((row, []) for row in rows))
    first, one, two, *_ = [row.id for row in rows]
    assert chief.similar(case, first) == [first, two, one]
    assert chief.similar(case, first, most=2) == [first, two]
    assert chief.similar(case, rows[4].id) == chief.similar(case, "x") == []
