"""Inner nodes of the log's tree, and what partners have shown of theirs.

``log_node`` keeps the roots of complete subtrees whose height is a multiple of 4, so that a proof
reads some dozen rows however long the log is.

The other tables keep the shared record. As everywhere, rows are only ever added, and what
contradicts an earlier row stands beside it: it is the evidence.

- ``seen_checkpoint``: heads of a partner's log; ``own`` is how long our log was when it came, and
  ``tied`` whether it was then proven to continue all heads before.
- ``tied_later``: those that came in another order, and were proven to belong to the log since.
- ``shown_entry``: entries of a partner's log about us, with the way to the head of ``size``.
- ``offered``: heads of our log that we showed, and up to which entry.
- ``heard``: what a partner told us of what it has seen: the head that it cosigned, the number of
  the last entry, its own head then, the heads for which it asks proofs, and whether it showed all
  that it had to show.
- ``cosigned``: heads of our log under a partner's cosignature.
- ``disagreement``: records of partners that do not agree with what was seen before.

``comity_sent`` tells how packages to partners stand whoever asks, as a partner's answer must be
kept whoever takes it in.
"""

import sqlalchemy as sa
from alembic import context, op

from comity.audit import Frontier

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE log_node (
    height smallint NOT NULL,
    number bigint NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (height, number)
);
DROP INDEX log_entry_document;
CREATE INDEX log_entry_document ON log_entry (document, index) WHERE document <> '';
CREATE TABLE seen_checkpoint (
    partner text NOT NULL,
    size bigint NOT NULL,
    root bytea NOT NULL,
    checkpoint text NOT NULL,
    own bigint NOT NULL,
    tied boolean NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (partner, size, root)
);
CREATE INDEX seen_checkpoint_tied ON seen_checkpoint (partner, size) WHERE tied;
CREATE INDEX seen_checkpoint_loose ON seen_checkpoint (partner, size) WHERE NOT tied;
CREATE TABLE tied_later (
    partner text NOT NULL,
    size bigint NOT NULL,
    PRIMARY KEY (partner, size)
);
CREATE TABLE shown_entry (
    partner text NOT NULL,
    number bigint NOT NULL,
    leaf bytea NOT NULL,
    place bigint NOT NULL,
    act text NOT NULL,
    package text NOT NULL,
    entry bytea NOT NULL,
    size bigint NOT NULL,
    path bytea NOT NULL,
    PRIMARY KEY (partner, number, leaf)
);
CREATE INDEX shown_entry_package ON shown_entry (package);
CREATE TABLE offered (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    partner text NOT NULL,
    size bigint NOT NULL,
    number bigint NOT NULL,
    place bigint NOT NULL,
    seen bigint NOT NULL
);
CREATE INDEX offered_partner ON offered (partner, size, number);
CREATE INDEX offered_number ON offered (partner, number);
CREATE INDEX offered_seen ON offered (partner, seen);
CREATE TABLE heard (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    partner text NOT NULL,
    size bigint NOT NULL,
    number bigint NOT NULL,
    theirs bigint NOT NULL,
    asks bigint[] NOT NULL,
    whole boolean NOT NULL
);
CREATE INDEX heard_theirs ON heard (partner, theirs);
CREATE INDEX heard_size ON heard (partner, size);
CREATE INDEX heard_number ON heard (partner, number);
CREATE TABLE cosigned (
    partner text NOT NULL,
    size bigint NOT NULL,
    checkpoint text NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (partner, size)
);
CREATE TABLE disagreement (
    partner text NOT NULL,
    hash bytea NOT NULL,
    kind text NOT NULL,
    sentence text NOT NULL,
    record text NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (partner, hash)
);
CREATE FUNCTION comity_sent(ids text[])
RETURNS TABLE (id text, partner text, kind text, level smallint, acts text[]) LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT p.id, p.partner, p.kind, p.level, ARRAY(SELECT a.act FROM {schema}.package_act a
        WHERE a.package = p.id AND NOT a.incoming)
    FROM {schema}.package p WHERE p.id = ANY (ids) AND NOT p.incoming
$$;
"""

SHOWN = (
    "seen_checkpoint", "tied_later", "shown_entry", "offered", "heard", "cosigned", "disagreement",
)  # fmt: skip
_STEP = 4  # heights that are kept
_BATCH = 10_000


def upgrade() -> None:
    """Create the tables and the roles' rights, and the nodes of the log that there is."""
    attributes = context.config.attributes
    app, writer, schema = (f'"{attributes[x]}"' for x in ("app", "writer", "schema"))
    for command in TABLES.replace("{schema}", schema).split(";\n"):
        if command.strip():
            op.execute(command)
    for table in ("log_node", *SHOWN):
        op.execute(f"GRANT SELECT ON {table} TO {app}")
        op.execute(f"GRANT INSERT ON {table} TO {writer}")
    op.execute("REVOKE ALL ON FUNCTION comity_sent(text[]) FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION comity_sent(text[]) TO {app}")
    _fill(op.get_bind())


def _fill(connection: sa.Connection) -> None:
    frontier = Frontier()
    leaves = sa.text("SELECT hash FROM log_leaf WHERE index >= :at ORDER BY index LIMIT :most")
    node = sa.text("INSERT INTO log_node VALUES (:height, :number, :hash)")
    while rows := connection.execute(leaves, {"at": frontier.size, "most": _BATCH}).all():
        frontier, complete = frontier.extend(bytes(row[0]) for row in rows)
        kept = [found._asdict() for found in complete if found.height % _STEP == 0]
        if kept:
            connection.execute(node, kept)
