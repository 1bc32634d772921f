"""Who a reader is: roles beside the clearance, what each was when, tokens; looked up at each query.

Rows are only ever added: what holds of a person says the newest row in ``person``. A ticket names
its reader, and ``comity_clearance`` looks up what this reader may see *now*: whoever is removed,
cleared for less, or left without a role that reads, sees nothing more from the next query on, in
open sessions too. That some roles do not read is the database's rule: whoever administers the
readers, or audits the log, has the clearance -1 and is shown no row of any case. An auditor is
shown every entry of the log (``comity_audits``). A verification (``ticket.whole``) looks at all
rows in an auditor's name; the auditor is shown only what came of it.

Readers of before could do everything up to their clearance. Those with the highest one keep all of
it, so that somebody can still give roles; the others keep what investigators do.
"""

from alembic import context, op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

READING = ("investigator", "analyst", "liaison", "prosecutor", "supervisor")
ALL = (*READING, "auditor", "administrator")

TABLES = """
CREATE TABLE person (
    number integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL,
    level smallint NOT NULL CHECK (level BETWEEN 0 AND 3),
    roles text[] NOT NULL CHECK (roles <@ {all}::text[]),
    active boolean NOT NULL,
    made_by text NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX person_newest ON person (name, number DESC);
INSERT INTO person (name, level, roles, active, made_by)
    SELECT name, level, CASE WHEN level = (SELECT max(level) FROM reader)
        THEN {all}::text[] ELSE '{investigator}'::text[] END, true, ''
    FROM reader ORDER BY name;
DROP TABLE reader;
CREATE TABLE api_token (
    hash bytea PRIMARY KEY,
    number integer GENERATED ALWAYS AS IDENTITY UNIQUE,
    reader text NOT NULL,
    name text NOT NULL,
    may text[],
    made_at timestamptz NOT NULL DEFAULT now(),
    expires timestamptz NOT NULL
);
CREATE TABLE api_token_end (
    hash bytea PRIMARY KEY REFERENCES api_token,
    made_by text NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now()
);
DELETE FROM ticket;
ALTER TABLE ticket DROP COLUMN level, ADD COLUMN reader text NOT NULL, ADD COLUMN may text[],
    ADD COLUMN whole boolean NOT NULL DEFAULT false;
CREATE FUNCTION comity_holder(OUT level smallint, OUT roles text[], OUT may text[],
    OUT whole boolean) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT p.level, p.roles, t.may, t.whole
    FROM {schema}.ticket t CROSS JOIN LATERAL (
        SELECT * FROM {schema}.person WHERE name = t.reader ORDER BY number DESC LIMIT 1) p
    WHERE t.token = sha256(convert_to(current_setting('comity.ticket', true), 'UTF8'))
      AND t.expires > now() AND p.active
$$;
CREATE OR REPLACE FUNCTION comity_clearance() RETURNS smallint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce((SELECT CASE
        WHEN whole AND 'auditor' = ANY (roles) THEN 3
        WHEN roles && {reading}::text[] AND (may IS NULL OR 'read' = ANY (may)) THEN level
        ELSE -1 END
        FROM {schema}.comity_holder()), -1)::smallint
$$;
CREATE FUNCTION comity_audits() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce((SELECT 'auditor' = ANY (roles) AND (may IS NULL OR 'audit' = ANY (may))
        FROM {schema}.comity_holder()), false)
$$;
"""

FUNCTIONS = ("comity_holder()", "comity_clearance()", "comity_audits()")


def upgrade() -> None:
    """Create the tables, move the readers, and have the clearance looked up at each query."""
    attributes = context.config.attributes
    app, schema = (f'"{attributes[x]}"' for x in ("app", "schema"))
    names = {"all": ALL, "reading": READING}
    commands = TABLES.replace("{schema}", schema)
    for name, roles in names.items():
        commands = commands.replace("{" + name + "}", f"'{{{','.join(roles)}}}'")
    for command in commands.split(";\n"):
        if command.strip():
            op.execute(command)
    op.execute(
        "ALTER POLICY clearance ON log_entry "
        "USING (level <= (SELECT comity_clearance()) OR (SELECT comity_audits()))"
    )
    for function in FUNCTIONS:
        op.execute(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC")
        op.execute(f"GRANT EXECUTE ON FUNCTION {function} TO {app}")
