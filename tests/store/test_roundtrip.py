"""Any statement and any document comes back as it was, or as near as PostgreSQL can hold it."""

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
        document=st.just(""),
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
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@SLOW
@given(written=st.lists(statements(SOUND), min_size=1, max_size=20, unique=True))
@example(written=[Statement("e", "s", "p", r"\.", "\\N"), Statement("e", "s", "p", "\t\\\n\r", "")])
def test_statements_come_back_to_the_letter(
    node: Node, chief: Session, case: Case, written: list[Statement]
) -> None:
    written = [s._replace(asserters=tuple(filter(None, s.asserters))) for s in written]
    written = [s for s in written if not any("\n" in a for a in s.asserters)]
    node.writer("chief").state(case, "state", written)
    kept = dict(chief.stated(case))
    assert [kept[s.id] for s in written] == written


@SLOW
@given(written=st.lists(statements(ANY), min_size=1, max_size=20), level=LEVELS)
def test_the_id_is_that_of_what_is_kept(
    node: Node, chief: Session, case: Case, written: list[Statement], level: int
) -> None:
    """Also of NUL and of halves of surrogate pairs, which it cannot keep: else no check holds."""
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
    case: Case,
    body: str,
    title: str | None,
    name: str,
    handling: Handling,
) -> None:
    handling = handling._replace(until="")  # what is over is not shown
    row = document(body, title=title, name=name, handling=handling)
    file(node, case, (row, []))
    kept = chief.document(case, row.id)
    assert (kept.body, kept.name) == (storable(body), storable(name))
    assert kept.title == (None if title is None else storable(title))
    assert kept.handling == handling
    assert chief.body(case, row.id, handling.level) == storable(body)


def test_what_cannot_be_kept_as_it_is_verifies(node: Node, chief: Session, case: Case) -> None:
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
