"""Statements, documents, cases, readers and the log, each row behind the reader's clearance.

Three roles: the owner migrates and mints tickets; ``…_app`` reads, under row-level security;
``…_writer`` appends and cannot read. None but the owner can change or delete what stands.
A reader's clearance is not a setting that a query could raise: the transaction names a ticket,
and a function of the owner's looks up what it is worth. A row is seen by those who are cleared for
it and for its case: a public report in a secret case would give the case away.

The search and the comparison of bands are functions of the owner's, which check the clearance
themselves: under a policy PostgreSQL cannot use their indexes, because ``@@`` and ``&&`` are not
marked leakproof. Documents are compared as soon as they are written: hence no list of what is yet
to be indexed (``fastupdate``), and ``case_id + 0``, which no other index serves, so that PostgreSQL
does not read the whole case before it has counted it.
"""

from alembic import context, op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE "case" (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    slug text NOT NULL UNIQUE,
    title text NOT NULL,
    level smallint NOT NULL,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE document (
    case_id integer NOT NULL REFERENCES "case",
    id text NOT NULL,
    level smallint NOT NULL,
    handling text NOT NULL,
    grade text NOT NULL,
    name text NOT NULL,
    origin text NOT NULL,
    media_type text NOT NULL,
    kind text NOT NULL,
    encoding text,
    language text,
    size bigint NOT NULL,
    title text,
    published text,
    parent text,
    pages text NOT NULL DEFAULT '',
    body text NOT NULL,
    bands text[] NOT NULL DEFAULT '{}',
    added_by text NOT NULL,
    added_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (case_id, id, level)
);
CREATE INDEX document_bands ON document USING gin (bands) WITH (fastupdate = off);
CREATE TABLE statement (
    case_id integer NOT NULL,
    id bytea NOT NULL,
    entity text NOT NULL,
    schema text NOT NULL,
    prop text NOT NULL,
    value text NOT NULL,
    original text NOT NULL,
    document text NOT NULL,
    "start" integer NOT NULL,
    "end" integer NOT NULL,
    asserters text NOT NULL,
    denied boolean NOT NULL,
    method text NOT NULL,
    author text NOT NULL,
    made text NOT NULL,
    grade text NOT NULL,
    level smallint NOT NULL,
    handling text NOT NULL,
    PRIMARY KEY (case_id, id)
);
CREATE INDEX statement_entity ON statement (case_id, entity);
CREATE INDEX statement_document ON statement (case_id, document);
CREATE INDEX statement_reference ON statement (case_id, value) WHERE length(value) = 32;
CREATE INDEX statement_date ON statement (case_id, value) WHERE prop = 'date';
CREATE INDEX statement_record ON statement (case_id, prop) WHERE prop LIKE 'comity:%';
CREATE INDEX statement_kind ON statement (case_id, schema, prop)
    WHERE schema <> 'Report' AND prop <> 'name';
CREATE TABLE token (
    case_id integer NOT NULL,
    level smallint NOT NULL,
    kind text NOT NULL,
    key text NOT NULL,
    tokens tsvector NOT NULL
);
CREATE INDEX token_words ON token USING gin (tokens);
CREATE TABLE match_key (
    case_id integer NOT NULL,
    level smallint NOT NULL,
    key text NOT NULL,
    name text NOT NULL,
    entity text NOT NULL
);
CREATE INDEX match_key_key ON match_key (case_id, key, name, entity);
CREATE TABLE matched (
    case_id integer NOT NULL,
    level smallint NOT NULL,
    document text NOT NULL
);
CREATE INDEX matched_document ON matched (case_id, document);
CREATE TABLE failure (
    case_id integer NOT NULL,
    level smallint NOT NULL,
    origin text NOT NULL,
    sha256 text NOT NULL,
    reason text NOT NULL,
    added_by text NOT NULL,
    added_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE log_entry (
    index bigint PRIMARY KEY,
    level smallint NOT NULL,
    document text NOT NULL,
    entry bytea NOT NULL
);
CREATE INDEX log_entry_document ON log_entry (document) WHERE document <> '';
CREATE TABLE log_leaf (index bigint PRIMARY KEY, hash bytea NOT NULL);
CREATE TABLE log_state (one boolean PRIMARY KEY CHECK (one), frontier bytea NOT NULL,
    checkpoint text NOT NULL);
CREATE TABLE reader (name text PRIMARY KEY, level smallint NOT NULL);
CREATE TABLE ticket (token bytea PRIMARY KEY, level smallint NOT NULL,
    expires timestamptz NOT NULL);
CREATE FUNCTION comity_clearance() RETURNS smallint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce((SELECT level FROM {schema}.ticket
        WHERE token = sha256(convert_to(current_setting('comity.ticket', true), 'UTF8'))
          AND expires > now()), -1::smallint)
$$;
CREATE FUNCTION comity_cases() RETURNS integer[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(array_agg(id), '{}') FROM {schema}."case"
    WHERE level <= (SELECT {schema}.comity_clearance())
$$;
CREATE FUNCTION comity_search(in_case integer, clauses tsquery[], at_most integer)
RETURNS TABLE (kind text, key text, rank real) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    WITH hit AS (
        SELECT t.kind, t.key, array_agg(t.ctid) AS places
        FROM unnest(clauses) WITH ORDINALITY AS c (clause, number)
        JOIN {schema}.token t ON t.tokens @@ c.clause
        WHERE t.case_id = in_case AND t.level <= (SELECT {schema}.comity_clearance())
          AND in_case = ANY ((SELECT {schema}.comity_cases())::integer[])
        GROUP BY t.kind, t.key
        HAVING count(DISTINCT c.number) = cardinality(clauses)
    )
    SELECT hit.kind, hit.key, (
        SELECT max(ts_rank(t.tokens, c.clause)) FROM {schema}.token t, unnest(clauses) c (clause)
        WHERE t.ctid = ANY (hit.places)
    ) AS rank
    FROM hit ORDER BY hit.kind DESC, rank DESC, hit.key LIMIT at_most
$$;
CREATE FUNCTION comity_similar(in_case integer, document text, most integer) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH seen AS (SELECT {schema}.comity_clearance() AS level
        WHERE in_case = ANY ({schema}.comity_cases())),
    one AS (SELECT d.bands FROM {schema}.document d, seen
        WHERE d.case_id = in_case AND d.id = document AND d.level <= seen.level LIMIT 1)
    SELECT d.id FROM {schema}.document d, one, seen
    WHERE d.case_id + 0 = in_case AND d.bands && one.bands AND d.level <= seen.level
    GROUP BY d.id
    ORDER BY max(cardinality(ARRAY(
        SELECT unnest(d.bands) INTERSECT SELECT unnest(one.bands)))) DESC, d.id
    LIMIT most
$$;
"""

GUARDED = {
    "case": "true",
    "document": "case_id = ANY ((SELECT comity_cases())::integer[])",
    "statement": "case_id = ANY ((SELECT comity_cases())::integer[])",
    "match_key": "case_id = ANY ((SELECT comity_cases())::integer[])",
    "matched": "case_id = ANY ((SELECT comity_cases())::integer[])",
    "failure": "case_id = ANY ((SELECT comity_cases())::integer[])",
    "log_entry": "true",  # its level is that of its case at least: the writer sees to it
}
FUNCTIONS = (
    "comity_clearance()",
    "comity_cases()",
    "comity_search(integer, tsquery[], integer)",
    "comity_similar(integer, text, integer)",
)


def upgrade() -> None:
    """Create the tables, the roles' rights and the policies."""
    attributes = context.config.attributes
    app, writer, schema = (f'"{attributes[x]}"' for x in ("app", "writer", "schema"))
    for command in TABLES.replace("{schema}", schema).split(";\n"):
        if command.strip():
            op.execute(command)
    op.execute(f"REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC")  # the default before PostgreSQL 15
    for table, seen in GUARDED.items():
        op.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
        op.execute(
            f'CREATE POLICY clearance ON "{table}" FOR SELECT TO {app} '
            f"USING (level <= (SELECT comity_clearance()) AND {seen})"
        )
        op.execute(f'GRANT SELECT ON "{table}" TO {app}')
        op.execute(f'GRANT INSERT ON "{table}" TO {writer}')
    op.execute(f"GRANT SELECT ON log_leaf, log_state TO {app}")
    op.execute(f"GRANT INSERT ON token, log_leaf TO {writer}")
    op.execute(f"GRANT SELECT, INSERT, UPDATE ON log_state TO {writer}")
    for function in FUNCTIONS:
        op.execute(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC")
        op.execute(f"GRANT EXECUTE ON FUNCTION {function} TO {app}")
