"""Whoever owns the database can change anything in it; none of it goes unseen."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from comity.audit import Checkpoint, Frontier, leaf_hash, root, sign_checkpoint
from comity.model import Handling
from comity.store import Node, Session, verify

from .making import document, file, open_case, said, stated

TABLES = ('"case"', "document", "statement", "log_entry", "log_leaf", "log_state")


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A node that may be damaged, with a case that has something of everything."""
    with Node.create(tmp_path_factory.mktemp("own"), "Own", "us", "chief") as node:
        node.add_reader("guest", "public", by="chief")
        case = open_case(node)
        for level in (0, 2):
            row = document(f"Report at level {level}", level, name=f"{level}.txt")
            file(node, case, (row, [said(row, "e", f"Name {n}", start=n) for n in range(3)]))
        write = node.writer("chief")
        write.state(case, "decide", [stated("e", "One"), stated("e", "Two", handling=Handling(1))])
        with node.session() as session:
            session.document(case, "2.txt")
        run(node, *(f"CREATE TABLE saved_{t.strip(chr(34))} AS TABLE {t}" for t in TABLES))
        yield node


@pytest.fixture
def damaged(own: Node) -> Iterator[Node]:
    """The node, put right again afterwards."""
    yield own
    changes = [f"TRUNCATE {', '.join(TABLES)}"]
    for table in TABLES:
        overriding = " OVERRIDING SYSTEM VALUE" if "case" in table else ""
        saved = f"saved_{table.strip(chr(34))}"
        changes.append(f"INSERT INTO {table}{overriding} SELECT * FROM {saved}")
    run(own, *changes)


def run(node: Node, *commands: str) -> None:
    """Do something as the database's owner."""
    with node._owner.begin() as owner:
        for command in commands:
            owner.exec_driver_sql(command)


def problems(node: Node, reader: str = "chief") -> str:
    """All that is found wrong."""
    with node.session(reader) as session:
        return "\n".join(wrong for finding in verify(node, session) for wrong in finding.wrong)


@pytest.mark.parametrize("reader", ["chief", "guest"])
def test_an_untouched_node_is_clean(own: Node, reader: str) -> None:
    assert problems(own, reader) == ""
    with own.session(reader) as session:
        findings = list(verify(own, session))
    assert all(finding.checked for finding in findings)
    assert {f.what for f in findings} == {
        "log entries",
        "files",
        "statements read in documents",
        "documents",
        "statements by people and rules",
    }


READ = "document <> '' AND \"start\" = 1 AND level = 0"
TYPED = "document = '' AND level = 0"
COPY = "INSERT INTO statement SELECT case_id, sha256(id), {} FROM statement WHERE {}"
REST = (
    'entity, schema, prop, value, original, document, "start", "end", asserters, denied, method, '
    "author, made, grade, level, handling"
)

DAMAGES: dict[str, tuple[str, str]] = {
    **{
        f"{what} {column}": (
            f'UPDATE statement SET "{column}" = {value} WHERE {where}',
            "was changed|is missing|has 2 statements",
        )
        for what, where in (("read", READ), ("typed", TYPED))
        for column, value in {
            "entity": "'x'",
            "schema": "'Company'",
            "prop": "'alias'",
            "value": "value || ' '",
            "original": "'x'",
            "start": '"start" + 1',
            "end": '"end" + 1',
            "asserters": "'x'",
            "denied": "NOT denied",
            "method": "'x'",
            "author": "'x'",
            "made": "'x'",
            "grade": "'A1'",
            "level": "level + 1",
            "handling": """'[["H1"], "", "", ""]'""",
            "id": "sha256(id)",
        }.items()
    },
    "read document": (f"UPDATE statement SET document = 'f' WHERE {READ}", "not in the log"),
    "typed document": (f"UPDATE statement SET document = 'f' WHERE {TYPED}", "is missing"),
    "handed to another case": (
        f"""WITH made AS (INSERT INTO "case" (slug, title, level, created_by)
            VALUES ('x', 'X', 0, 'x') RETURNING id)
            UPDATE statement SET case_id = made.id FROM made WHERE {TYPED}""",
        "is missing",
    ),
    "deleted statement": (f"DELETE FROM statement WHERE {READ}", "has 2 statements, not the 3"),
    "deleted typed statement": (f"DELETE FROM statement WHERE {TYPED}", "is missing"),
    "deleted all of a document": (
        "DELETE FROM statement WHERE document <> '' AND level = 0",
        "has 0 statements, not the 3",
    ),
    "inserted statement": (COPY.format(REST, READ), "was changed|4 statements"),
    "inserted typed statement": (COPY.format(REST, TYPED), "not in the log"),
    "inserted statement of a document never added": (
        COPY.format(REST.replace("document", "'f00'"), READ),
        "document f00 .* is not in the log",
    ),
    "inserted statement of another level": (
        COPY.format(REST.replace(" level", " 1::smallint"), READ),
        "is not in the log",
    ),
    "body": (
        "UPDATE document SET body = body || '.' WHERE level = 0",
        "0.txt .*its text is not the one",
    ),
    "body of a restricted one": (
        "UPDATE document SET body = '' WHERE level = 2",
        "2.txt .*its text is not the one",
    ),
    "deleted document": ("DELETE FROM document WHERE level = 0", "its text is not the one"),
    "document made public": (
        "UPDATE document SET level = 0 WHERE level = 2",
        "its text is not the one",
    ),
    "document and statements made public": (
        "UPDATE statement SET level = 0 WHERE level = 2; "
        "UPDATE document SET level = 0 WHERE level = 2",
        "its text is not the one",
    ),
    "inserted document": (
        "INSERT INTO document SELECT case_id, 'f00', level, handling, grade, name, origin, "
        "media_type, kind, encoding, language, size, title, published, parent, pages, body, bands, "
        "added_by, added_at FROM document WHERE level = 0",
        "document f00 .* is not in the log",
    ),
    "deleted case": ("UPDATE \"case\" SET slug = 'other'", "is missing"),
    "entry": (
        """UPDATE log_entry SET entry = convert_to(replace(convert_from(entry, 'UTF8'),
            '"author":"chief"', '"author":"ghost"'), 'UTF8') WHERE index = 3""",
        "entry 3 is not what was logged",
    ),
    "entry of the first": (
        "UPDATE log_entry SET entry = entry || '\\x20' WHERE index = 0",
        "entry 0 is not what was logged",
    ),
    "deleted entry": ("DELETE FROM log_entry WHERE index = 2", "entry 2 is missing"),
    "swapped entries": (
        "UPDATE log_entry SET index = -1 - index; UPDATE log_entry SET index = "
        "CASE index WHEN -4 THEN 4 WHEN -5 THEN 3 ELSE -1 - index END",
        "entry 3 is not what was logged\nentry 4 is not what was logged",
    ),
    "entry never logged": (
        "INSERT INTO log_entry SELECT 1000, level, document, entry FROM log_entry WHERE index = 1",
        "entry 1000 is not what was logged",
    ),
    "leaf": (
        "UPDATE log_leaf SET hash = sha256(hash) WHERE index = 1",
        "(?s)entry 1 is not what was logged.*signed checkpoint",
    ),
    "deleted leaf": ("DELETE FROM log_leaf WHERE index = 1", "signed checkpoint"),
    "end of the log cut off": (
        "DELETE FROM log_entry WHERE index > 5; DELETE FROM log_leaf WHERE index > 5",
        "signed checkpoint",
    ),
    "all of the log": (
        "TRUNCATE log_entry; TRUNCATE log_leaf",
        "(?s)signed checkpoint.*is not in the log",
    ),
    "checkpoint": (
        "UPDATE log_state SET checkpoint = replace(checkpoint, E'\\n', E'\\n1')",
        "signature does not hold",
    ),
    "empty checkpoint": ("UPDATE log_state SET checkpoint = ''", "signature does not hold"),
    "no checkpoint": ("DELETE FROM log_state", "signature does not hold"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_every_damage_is_reported(damaged: Node, name: str) -> None:
    command, expected = DAMAGES[name]
    run(damaged, *command.split("; "))
    assert re.search(expected, problems(damaged))


@pytest.mark.parametrize("name", ["body", "read value", "typed value", "entry", "leaf"])
def test_a_reader_with_a_low_clearance_reports_what_he_can_see(damaged: Node, name: str) -> None:
    run(damaged, *DAMAGES[name][0].split("; "))
    assert problems(damaged, "guest") != ""


@pytest.fixture
def evidence(own: Node) -> Iterator[Path]:
    """A stored file, put right again afterwards."""
    path = own.files.path(next(iter(own.files)))
    content = path.read_bytes()
    yield path
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (
            lambda path: path.write_bytes(path.read_bytes() + b"\0"),
            "is not the file that was added",
        ),
        (lambda path: path.write_bytes(b""), "is not the file that was added"),
        (lambda path: path.unlink(), "is missing"),
    ],
    ids=["changed", "emptied", "deleted"],
)
def test_a_damaged_file_is_reported(
    own: Node, evidence: Path, damage: Callable[[Path], object], expected: str
) -> None:
    evidence.chmod(0o640)
    damage(evidence)
    name = evidence.parent.name + evidence.name
    assert problems(own) == f"file {name[:12]} {expected}"


def test_a_log_rewritten_without_the_key_is_reported(damaged: Node) -> None:
    """The owner computes everything anew; only the signature he cannot make."""
    other_key = Node.create(damaged.home / "other", "Own", "us", "chief")
    with damaged.session() as session:
        rows = session.log()
    entries = [row.entry.replace(b'"chief"', b'"ghost"') for row in rows]
    leaves = [leaf_hash(entry) for entry in entries]
    frontier = Frontier()
    for leaf in leaves:
        frontier = frontier.append(leaf)
    head = Checkpoint(damaged.origin, len(leaves), root(leaves))
    with damaged._owner.begin() as owner:
        for index, entry in enumerate(entries):
            values = {"i": index, "e": entry, "h": leaves[index]}
            owner.execute(sa.text("UPDATE log_entry SET entry = :e WHERE index = :i"), values)
            owner.execute(sa.text("UPDATE log_leaf SET hash = :h WHERE index = :i"), values)
        owner.execute(
            sa.text("UPDATE log_state SET frontier = :f, checkpoint = :c"),
            {"f": frontier.dump(), "c": sign_checkpoint(head, other_key._key)},
        )
    other_key.close()
    assert "signature does not hold" in problems(damaged)


def test_the_checkpoint_is_of_the_newest_entry(own: Node, chief_of_own: Session) -> None:
    before = chief_of_own.checkpoint()
    own.writer("chief").record()
    assert chief_of_own.checkpoint() == before
    newest = json.loads(chief_of_own.log(last=1)[0].entry)
    assert newest["kind"] == "read"
    assert before.split("\n")[:2] == ["comity/own", str(len(chief_of_own.leaves()))]


@pytest.fixture
def chief_of_own(own: Node) -> Iterator[Session]:
    with own.session() as session:
        yield session
