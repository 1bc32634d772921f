"""Proofs from the stored log are those of the reference, and read little of it."""

import threading
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity import audit
from comity.model import ComityError
from comity.store import Event, Node, Session, proofs
from comity.store.writer import STEP

SIZE = 5000
EVENT = Event("test", None, {})


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Session, list[bytes]]]:
    """A session of a node with a long log, written at once and in small steps; its leaves."""
    home = tmp_path_factory.mktemp("long")
    with Node.create(home, "Long Agency", "us", "chief") as made:
        writer = made.writer("chief")
        writer.record(*[EVENT] * (SIZE - 100))
        for number in (1, 2, 3, 10, 20, 30):
            writer.record(*[EVENT] * number)
        with made.session("chief") as session:
            yield session, session.leaves()


bounded = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None
)


@bounded
@given(st.data())
def test_proofs_are_those_of_the_reference(
    long: tuple[Session, list[bytes]], data: st.DataObject
) -> None:
    session, leaves = long
    size = data.draw(st.integers(1, len(leaves)))
    index = data.draw(st.integers(0, size - 1))
    old = data.draw(st.integers(1, size))
    part = leaves[:size]
    head = audit.root(part)
    assert proofs.root(session, size) == head
    path = proofs.inclusion(session, index, size)
    assert path == audit.inclusion(part, index)
    assert audit.verify_inclusion(leaves[index], (index, size), path, head)
    proof = proofs.consistency(session, old, size)
    assert proof == audit.consistency(part, old)
    assert audit.verify_consistency((old, audit.root(part[:old])), (size, head), proof)


def test_every_kept_node_is_that_of_the_tree(long: tuple[Session, list[bytes]]) -> None:
    session, leaves = long
    rows = session._run("SELECT height, number, hash FROM log_node").all()
    kept = {(row[0], row[1]): bytes(row[2]) for row in rows}
    heights = range(STEP, len(leaves).bit_length(), STEP)
    assert set(kept) == {(h, n) for h in heights for n in range(len(leaves) >> h)}
    for (height, number), node in kept.items():
        assert node == audit.root(leaves[number << height : number + 1 << height])


@bounded
@given(st.integers(1, 1 << 40), st.data())
def test_a_proof_needs_few_nodes_of_any_log(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    old = data.draw(st.integers(1, size))
    most = 2 * size.bit_length() * (1 << STEP - 1)
    for spans in (audit.inclusion_spans(index, size), audit.consistency_spans(old, size)):
        assert len(spans) <= size.bit_length() + 1
        assert len(audit.places(spans)) * (1 << STEP - 1) <= most


def test_no_proof_of_what_is_not_there(long: tuple[Session, list[bytes]]) -> None:
    session, leaves = long
    for index, size in ((-1, 3), (3, 3), (0, 0)):
        with pytest.raises(IndexError):
            proofs.inclusion(session, index, size)
    for old, size in ((0, 3), (4, 3)):
        with pytest.raises(IndexError):
            proofs.consistency(session, old, size)
    with pytest.raises(ComityError, match="comity verify"):
        proofs.root(session, len(leaves) + 1)
    assert proofs.root(session, 0) == audit.root([])


def test_several_append_at_once(node: Node, chief: Session) -> None:
    def append() -> None:
        for _ in range(10):
            node.writer("chief").record(*[EVENT] * 7)

    threads = [threading.Thread(target=append) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    leaves = chief.leaves()
    assert proofs.root(chief, len(leaves)) == audit.root(leaves)
    checkpoint = audit.verify_checkpoint(chief.checkpoint(), node.verifier)
    assert (checkpoint.size, checkpoint.root) == (len(leaves), audit.root(leaves))


def test_the_nodes_of_a_log_from_before_are_made(node: Node, chief: Session) -> None:
    """As the migration does it for a node that is brought up to date."""
    node.writer("chief").record(*[EVENT] * 600)
    with node._owner.connect() as connection:
        kept = connection.execute(sa.text("SELECT * FROM log_node ORDER BY 1, 2")).all()
        connection.execute(sa.text("DELETE FROM log_node"))
        fill(connection)
        assert connection.execute(sa.text("SELECT * FROM log_node ORDER BY 1, 2")).all() == kept
        connection.rollback()


def fill(connection: sa.Connection) -> None:
    """What step 0003 runs."""
    from importlib import import_module

    steps = import_module("comity.store.migrations.versions.0003_log_nodes")
    steps._fill(connection)


def test_the_reader_cannot_write_nodes(chief: Session) -> None:
    with pytest.raises(sa.exc.ProgrammingError, match="permission denied"):
        chief._run("INSERT INTO log_node VALUES (4, 0, '')")
