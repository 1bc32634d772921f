"""Statements fetched as COPY's lines are those that were kept, and filters mean what they say."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.model import Statement
from comity.store import Case, Node, Session
from comity.store.lines import literal
from comity.store.rows import storable_statement

from .making import person
from .test_roundtrip import ANY, SOUND, statements

SLOW = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@SLOW
@given(written=st.lists(statements(ANY), min_size=1, max_size=20))
def test_statements_come_back_to_the_letter(
    node: Node, chief: Session, case: Case, written: list[Statement]
) -> None:
    # None that speaks of the record, or that may no longer be used.
    handlings = [s.handling._replace(until="") for s in written]
    written = [
        s._replace(prop=f"p{s.prop}", handling=handling)
        for s, handling in zip(written, handlings, strict=True)
    ]
    node.writer("chief").state(case, "state", written)
    kept = {s.id: s for s in chief.statements(case)}
    for statement in map(storable_statement, written):
        assert kept[statement.id] == statement


@SLOW
@given(values=st.lists(SOUND, max_size=8))
def test_a_list_of_any_texts_reaches_the_database_as_it_is(
    chief: Session, values: list[str]
) -> None:
    driver: Any = chief._connection.connection.dbapi_connection
    assert driver.execute_unnamed(f"SELECT {literal(values)}").rows == [[values]]


@SLOW
@given(value=SOUND.filter(bool))
def test_a_filter_lets_through_what_it_names_and_nothing_else(
    node: Node, chief: Session, case: Case, value: str
) -> None:
    one = Statement(person(value), "Person", f"p{value}", value, author="chief", made="2026")
    other = one._replace(prop=f"p{value}x")
    node.writer("chief").state(case, "state", [one, other])
    assert chief.statements(case, props=[one.prop]) == [one]
    assert chief.statements(case, props=["nothing"]) == []
    assert chief.statements(case, entities=[]) == []


def test_a_list_cannot_end_the_literal() -> None:
    assert literal(["'); DROP TABLE x; --"]) == "E'{\"''); DROP TABLE x; --\"}'::text[]"
    assert literal(["\\'"]) == "E'{\"\\\\\\\\''\"}'::text[]"
    assert literal([b"\x01\xff"]) == "E'{\"\\\\\\\\x01ff\"}'::bytea[]"
    assert literal(7) == "7"
