"""A statement's id: the hash of its content, the same wherever it is computed."""

from hashlib import sha256
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from comity.model import Handling, Statement, entity_id, statement_hash

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
NUMBERS = st.integers(-(2**53) + 1, 2**53 - 1)
HANDLINGS = st.builds(
    Handling,
    level=st.integers(0, 3),
    codes=st.lists(TEXTS, max_size=3).map(tuple),
    originator=TEXTS,
    purpose=TEXTS,
    until=TEXTS,
)
STATEMENTS = st.builds(
    Statement,
    entity=TEXTS,
    schema=TEXTS,
    prop=TEXTS,
    value=TEXTS,
    original=TEXTS,
    document=TEXTS,
    start=NUMBERS,
    end=NUMBERS,
    asserters=st.lists(TEXTS, max_size=3).map(tuple),
    denied=st.booleans(),
    method=TEXTS,
    author=TEXTS,
    made=TEXTS,
    grade=TEXTS,
    handling=HANDLINGS,
)
SOME = Statement("e", "Person", "name", "Ng", "NG", "d", 1, 3, ("a", "b"), False, "m 1", "ann")


def plain(value: Any) -> Any:
    """Tuples as lists, for the library."""
    return [plain(x) for x in value] if isinstance(value, tuple) else value


@given(STATEMENTS)
def test_id_is_the_hash_of_the_rfc_8785_form(statement: Statement) -> None:
    canonical = rfc8785.dumps(plain(statement))
    assert statement_hash(statement) == sha256(canonical).digest()
    assert statement.id == sha256(canonical).hexdigest()


def test_id_of_one_statement_never_changes() -> None:
    """Logs and partners keep ids: a change of the form would orphan all of them."""
    handling = Handling(1, ("H1", "H3"), "DEA", "trial", "2030-01-01")
    statement = Statement(
        "e", "Person", "name", "王菊", '"\\\u0001\u007f\U0001f600', start=0, end=2
    )
    canonical = (
        r'["e","Person","name","王菊","\"\\\u0001' + "\x7f😀"
        r'","",0,2,[],false,"person","","","X4",[1,["H1","H3"],"DEA","trial","2030-01-01"]]'
    )
    assert statement._replace(handling=handling).id == sha256(canonical.encode()).hexdigest()
    assert sha256(canonical.encode()).hexdigest().startswith("26639bab5ede4692")


@given(STATEMENTS, STATEMENTS)
def test_same_content_same_id_and_only_then(one: Statement, other: Statement) -> None:
    assert Statement(*one).id == one.id
    assert (one.id == other.id) == (one == other)


@pytest.mark.parametrize("field", Statement._fields)
def test_every_field_counts(field: str) -> None:
    value = getattr(SOME, field)
    others: dict[type, list[Any]] = {
        str: [f"{value} ", f"{value}\0", "another"],
        int: [7, -2],
        bool: [True],
        tuple: [(), ("a",), ("b", "a"), ("ab",), ("a", "b", "")],
        Handling: [
            Handling(1),
            Handling(0, ("H1",)),
            Handling(0, (), "H1"),
            Handling(0, (), "", "H1"),
            Handling(0, (), "", "", "H1"),
        ],
    }
    changed = [SOME._replace(**{field: other}) for other in others[type(value)]]
    assert len({s.id for s in [SOME, *changed]}) == len(changed) + 1


def test_a_text_cannot_slip_from_one_field_into_the_next() -> None:
    pairs = [("ab", "c"), ("a", "bc"), ('a","b', "c"), ("a", 'b","c')]
    ids = {SOME._replace(value=value, original=original).id for value, original in pairs}
    assert len(ids) == len(pairs)


def test_entity_id_is_short_and_made_from_all_parts() -> None:
    assert entity_id("person", "王菊") == entity_id("person", "王菊")
    assert len(entity_id("x")) == 32
    ids = {entity_id(*parts) for parts in (("ab", "c"), ("a", "bc"), ("abc",), ("a", "b", "c"))}
    assert len(ids) == 4
