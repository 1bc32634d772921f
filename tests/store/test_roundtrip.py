"""Any statement and any document comes back as it was, or as near as PostgreSQL can hold it."""

from collections.abc import Iterator
from itertools import count

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from comity.model import Handling, Statement
from comity.store import Case, Node, Session, verify
from comity.store.rows import dump_handling, load_handling, storable

from .making import document, file, said, stated

ANY = st.text(max_size=12) | st.text(st.sampled_from("\\tnN.\t\n\r\0\b\v'\"{},\x7f\u2028"))
SOUND = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
LEVELS = st.integers(0, 3)
GRADES = st.sampled_from(["A1", "X4"])


def handlings(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Handling]:
    codes = st.lists(texts, max_size=2).map(tuple)
    return st.builds(Handling, LEVELS, codes, texts, texts, texts)


def statements(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Statement]:
    return st.builds(
        Statement,
        entity=texts,
        schema=texts,
        prop=texts,
        value=texts,
        original=texts,
        start=st.integers(-1, 2**31 - 1),
        end=st.integers(-1, 2**31 - 1),
        asserters=st.lists(texts, max_size=3).map(tuple),
        denied=st.booleans(),
        method=texts,
        author=texts,
        made=texts,
        grade=GRADES,
        handling=handlings(texts),
    )


SLOW = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
_names = count(1)


@pytest.fixture
def fresh(node: Node, chief: Session) -> Iterator[Iterator[Case]]:
    """A new case for each example."""

    def cases() -> Iterator[Case]:
        while True:
            slug = f"round-{next(_names)}"
            node.writer("chief").open_case(slug, slug, 0)
            yield chief.case(slug)

    yield cases()


@SLOW
@given(written=st.lists(statements(SOUND), min_size=1, max_size=20, unique=True))
@example(written=[Statement("e", "s", "p", r"\.", "\\N"), Statement("e", "s", "p", "\t\\\n\r", "")])
def test_statements_come_back_to_the_letter(
    node: Node, chief: Session, fresh: Iterator[Case], written: list[Statement]
) -> None:
    case = next(fresh)
    written = [s._replace(asserters=tuple(filter(None, s.asserters))) for s in written]
    written = [s for s in written if not any("\n" in a for a in s.asserters)]
    node.writer("chief").state(case, "state", written)
    assert {s.id: s for _, s in chief.stated(case)} == {s.id: s for s in written}


@SLOW
@given(written=st.lists(statements(ANY), min_size=1, max_size=20), level=LEVELS)
def test_the_id_is_that_of_what_is_kept(
    node: Node, chief: Session, fresh: Iterator[Case], written: list[Statement], level: int
) -> None:
    """Also of NUL and of halves of surrogate pairs, which it cannot keep: else no check holds."""
    case = next(fresh)
    row = document(level=level)
    read = [s._replace(document=row.id, handling=row.handling) for s in written]
    file(node, case, (row, read))
    node.writer("chief").state(case, "state", written)
    kept = list(chief.hashes(case, row.id, level))
    assert all(statement.id == stored.hex() for stored, statement in kept)
    assert {s.value for _, s in kept} == {storable(s.value) for s in written}
    assert all(statement.id == stored for stored, statement in chief.stated(case))


@SLOW
@given(body=ANY, title=st.none() | ANY, name=ANY, handling=handlings(SOUND))
def test_documents_come_back(
    node: Node,
    chief: Session,
    fresh: Iterator[Case],
    body: str,
    title: str | None,
    name: str,
    handling: Handling,
) -> None:
    case = next(fresh)
    row = document(body, title=title, name=name, handling=handling)
    file(node, case, (row, []))
    kept = chief.document(case, row.id)
    assert (kept.body, kept.name) == (storable(body), storable(name))
    assert kept.title == (None if title is None else storable(title))
    assert kept.handling == handling
    assert chief.body(case, row.id, handling.level) == storable(body)


def test_what_was_kept_by_all_these_tests_verifies(node: Node, chief: Session) -> None:
    case = next(c for c in [*chief.cases()][::-1])
    file(node, case, (row := document("\0\ud800"), [said(row, "e", "\0\ud800", original="\0")]))
    node.writer("chief").state(case, "state", [stated("e", "\udfff", asserters=("a\nb", "", "\0"))])
    assert [finding.wrong for finding in verify(node, chief)] == [()] * 5


@given(handlings(st.text()))
def test_handling_comes_back(handling: Handling) -> None:
    assert load_handling(handling.level, dump_handling(handling)) == handling


@given(st.text())
def test_what_can_be_stored_is_left_alone(text: str) -> None:
    kept = storable(text)
    kept.encode()
    assert "\0" not in kept
    assert storable(kept) == kept
    assert len(kept) == len(text)
    if text.isprintable():
        assert kept == text
