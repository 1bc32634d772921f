"""Partners, packages and what became of them, for the exchange with other agencies.

As everywhere, rows are only ever added. What holds of a partner says its newest card; how a
package stands say its acts. ``carried`` remembers which statement went or came in which package,
so that it can be recalled: ``own`` is its id here, ``sent`` its id as it crossed the border (the
two differ where conditions were added or something was redacted).
"""

from alembic import context, op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE partner (
    number integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL,
    card text NOT NULL,
    state text NOT NULL,
    added_by text NOT NULL,
    added_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE package (
    id text NOT NULL,
    incoming boolean NOT NULL,
    partner text NOT NULL,
    kind text NOT NULL,
    case_id integer,
    level smallint NOT NULL,
    header text NOT NULL,
    added_by text NOT NULL,
    added_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (id, incoming)
);
CREATE INDEX package_partner ON package (partner, incoming);
CREATE TABLE package_act (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    package text NOT NULL,
    incoming boolean NOT NULL,
    act text NOT NULL,
    what text NOT NULL,
    level smallint NOT NULL,
    added_by text NOT NULL,
    added_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX package_act_once ON package_act (package, incoming, act);
CREATE TABLE carried (
    package text NOT NULL,
    incoming boolean NOT NULL,
    case_id integer NOT NULL,
    own bytea NOT NULL,
    sent bytea NOT NULL,
    level smallint NOT NULL,
    PRIMARY KEY (package, incoming, own, sent)
);
CREATE INDEX carried_own ON carried (case_id, own);
CREATE INDEX carried_sent ON carried (sent);
CREATE INDEX statement_until ON statement (case_id)
    WHERE handling <> '' AND handling NOT LIKE '%""]';
CREATE TABLE exchange_number (partner text PRIMARY KEY, number bigint NOT NULL);
CREATE FUNCTION comity_known(of text, come boolean) RETURNS boolean LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM {schema}.package WHERE id = of AND incoming = come)
$$;
"""

GUARDED = {
    "package": "(case_id IS NULL OR case_id = ANY ((SELECT comity_cases())::integer[]))",
    "package_act": "true",  # its level is that of its package
    "carried": "case_id = ANY ((SELECT comity_cases())::integer[])",
}


def upgrade() -> None:
    """Create the tables, the roles' rights and the policies."""
    attributes = context.config.attributes
    app, writer, schema = (f'"{attributes[x]}"' for x in ("app", "writer", "schema"))
    for command in TABLES.replace("{schema}", schema).split(";\n"):
        if command.strip():
            op.execute(command)
    for table, seen in GUARDED.items():
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY clearance ON {table} FOR SELECT TO {app} "
            f"USING (level <= (SELECT comity_clearance()) AND {seen})"
        )
    for table in (*GUARDED, "partner"):
        op.execute(f"GRANT SELECT ON {table} TO {app}")
        op.execute(f"GRANT INSERT ON {table} TO {writer}")
    op.execute(f"GRANT SELECT, INSERT, UPDATE ON exchange_number TO {writer}")
    op.execute("REVOKE ALL ON FUNCTION comity_known(text, boolean) FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION comity_known(text, boolean) TO {app}")
