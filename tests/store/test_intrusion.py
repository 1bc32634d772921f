"""Attempts to get round the clearance with the application's password, from outside of Comity."""

import io
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pg8000.dbapi
import pytest

from comity.model import SAME, Handling
from comity.store import (
    Act,
    Carried,
    FailureRow,
    Node,
    PackageRow,
    Packages,
    Passing,
    Session,
    server,
)

from .making import document, file, person, said, stated

SECRET = "Cormorant"
BAND = "secret-band"


class Intruder:
    """Somebody who knows a role's password and what PostgreSQL can do."""

    def __init__(self, node: Node, role: str) -> None:
        with ExitStack() as resources:
            address = server.connect(node.home, resources)
        self.role = {"app": address.roles[0], "writer": address.roles[1]}[role]
        self.login: dict[str, Any] = {
            "user": self.role,
            "password": node._settings["passwords"][role],
            "database": address.database,
            **({"unix_sock": address.socket} if address.socket else {"host": address.host}),
            **({} if address.socket else {"port": address.port}),
        }
        self.connection = pg8000.dbapi.connect(**self.login)
        self.connection.autocommit = True

    def tries(self, *commands: str) -> str:
        """Run commands in one transaction, and return all that came back."""
        heard: list[str] = []
        cursor = self.connection.cursor()
        cursor.execute("BEGIN")
        for command in commands:
            copied = io.BytesIO()
            try:
                cursor.execute(command, stream=copied)
                heard.append(str(cursor.rowcount))
                heard.append(repr(cursor.fetchall()) if cursor.description else "done")
            except pg8000.dbapi.Error as error:
                heard.append(f"error: {error}")
                cursor.execute("ROLLBACK")
                cursor.execute("BEGIN")
            heard.append(copied.getvalue().decode())
            heard += [str(notice) for notice in self.connection.notices]
            self.connection.notices.clear()
        cursor.execute("ROLLBACK")
        return "\n".join(heard)


@pytest.fixture(scope="module")
def secrets_kept(node: Node) -> dict[str, str]:
    """Lay something secret in every table, and let the database take its statistics."""
    write = node.writer("chief")
    write.open_case("intrusion", "Public", 0)
    write.open_case("cormorant", SECRET, 3)
    with node.session("chief") as session:
        case = session.case("intrusion")
        hidden = session.case("cormorant")
    row = document(f"{SECRET} body", 3, name=SECRET, title=SECRET, bands=(BAND, "b"))
    paper = document("Harmless", bands=("b",))
    secret = [said(row, person(f"{SECRET}{n % 3}"), SECRET, original=SECRET) for n in range(3)]
    many = [said(row, person(SECRET), SECRET, start=n) for n in range(300)]
    file(node, case, (row, [*secret, *many]))
    file(node, case, (paper, [said(paper, "e", "Harmless", start=n) for n in range(300)]))
    write.state(case, "decide", [stated("e", person(SECRET), SAME, handling=Handling(3))])
    write.fail(case, [FailureRow(SECRET, SECRET, SECRET)], 3)
    package = PackageRow(SECRET, True, "a partner", SECRET, None, 3, {"text": SECRET})
    acts, carried = (Act(SECRET, {SECRET: SECRET}),), [Carried(b"a", b"b", 3)]
    with node.session("chief") as session:
        Packages(session, "Test Agency").record(Passing(package, acts, hidden, carried=carried))
    write.match(case, [(3, "k", SECRET, person(SECRET))], [(3, row.id), (0, paper.id)], [])
    file(node, hidden, (paper, [said(paper, "e", "Harmless")]))
    with node._owner.connect().execution_options(isolation_level="AUTOCOMMIT") as owner:
        owner.exec_driver_sql("ANALYZE")
    return {"case": str(case.id), "hidden": str(hidden.id), "document": row.id, "paper": paper.id}


@pytest.fixture(params=["no ticket", "ticket of a guest"])
def intruder(
    request: pytest.FixtureRequest, node: Node, guest: Session, secrets_kept: dict[str, str]
) -> Iterator[Intruder]:
    someone = Intruder(node, "app")
    if request.param == "ticket of a guest":
        someone.connection.cursor().execute(f"SET comity.ticket = '{guest._ticket}'")
        assert "Harmless" in someone.tries("SELECT value FROM statement")
    yield someone
    someone.connection.close()


@pytest.fixture
def writer(node: Node, secrets_kept: dict[str, str]) -> Iterator[Intruder]:
    someone = Intruder(node, "writer")
    yield someone
    someone.connection.close()


LEAKY = (
    "CREATE FUNCTION pg_temp.leak(text) RETURNS boolean LANGUAGE plpgsql COST 0.0001 AS "
    "$$ BEGIN RAISE NOTICE 'leaked %', $1; RETURN true; END $$"
)
SHADOW = (
    "CREATE TEMP TABLE ticket (token bytea, level smallint, expires timestamptz)",
    "INSERT INTO ticket VALUES (sha256('x'), 3, 'infinity'), (sha256(''), 3, 'infinity')",
    "CREATE FUNCTION pg_temp.sha256(bytea) RETURNS bytea LANGUAGE sql AS $$ SELECT $1 $$",
    "CREATE FUNCTION pg_temp.comity_clearance() RETURNS smallint LANGUAGE sql "
    "AS $$ SELECT 3::smallint $$",
    "CREATE FUNCTION pg_temp.comity_cases() RETURNS integer[] LANGUAGE sql "
    "AS $$ SELECT ARRAY(SELECT generate_series(0, 9999)) $$",
    "CREATE FUNCTION pg_temp.always(smallint, smallint) RETURNS boolean LANGUAGE sql "
    "AS $$ SELECT true $$",
    "CREATE OPERATOR pg_temp.<= (FUNCTION = pg_temp.always, LEFTARG = smallint, "
    "RIGHTARG = smallint)",
    "SET search_path = pg_temp, public, pg_catalog",
    "SET comity.ticket = 'x'",
)
TABLES = (
    "case", "document", "statement", "match_key", "matched", "failure", "log_entry", "package",
    "package_act", "carried",
)  # fmt: skip
ALL = tuple(f'SELECT * FROM "{table}"' for table in TABLES)

ATTEMPTS: dict[str, tuple[str, ...]] = {
    "plain": ALL,
    "forged ticket": ("SET comity.ticket = 'x'", *ALL),
    "empty ticket": ("SET comity.ticket = ''", *ALL),
    "no ticket": ("RESET comity.ticket", *ALL),
    "strange ticket": ("SELECT set_config('comity.ticket', E'\\\\x00''', false)", *ALL),
    "other settings": (
        "SELECT set_config('comity.level', '3', false)",
        "SELECT set_config('comity.clearance', '3', false)",
        "SELECT set_config('comity.reader', 'chief', false)",
        *ALL,
    ),
    "row security off": ("SET row_security = off", *ALL),
    "role of the writer": ("SET ROLE comity_writer", *ALL),
    "role of the owner": ("SET ROLE postgres", *ALL),
    "session of the owner": ("SET SESSION AUTHORIZATION postgres", *ALL),
    "tickets": ("SELECT * FROM ticket", "SELECT * FROM public.ticket", "TABLE ticket"),
    "readers": ("SELECT * FROM reader",),
    "tokens": ("SELECT * FROM token", "SELECT * FROM ts_stat('SELECT tokens FROM token')"),
    "shadows": (*SHADOW, "SELECT comity_clearance()", *ALL),
    "shadows of the functions": (
        *SHADOW,
        "SELECT * FROM public.comity_search({case}, ARRAY['cormorant'::tsquery], 9)",
        "SELECT public.comity_similar({case}, '{document}', 9)",
        "SELECT public.comity_clearance(), public.comity_cases() @> ARRAY[{hidden}]",
    ),
    "search": (
        "SELECT * FROM comity_search({case}, ARRAY['cormorant'::tsquery], 9)",
        "SELECT * FROM comity_search({case}, ARRAY['body'::tsquery], 9)",
        "SELECT * FROM comity_search({case}, ARRAY['harmless'::tsquery, 'cormorant'], 9)",
        "SELECT * FROM comity_search({case}, ARRAY['!harmless'::tsquery], 9)",
        "SELECT * FROM comity_search({case}, ARRAY['cor:*'::tsquery], 9)",
        "SELECT * FROM comity_search({hidden}, ARRAY['harmless'::tsquery], 9)",
    ),
    "similar": (
        "SELECT comity_similar({case}, '{document}', 9)",
        "SELECT comity_similar({case}, '{paper}', 9)",
        "SELECT comity_similar({hidden}, '{paper}', 9)",
    ),
    "leaky function": (
        LEAKY,
        "SELECT count(*) FROM statement WHERE pg_temp.leak(value)",
        "SELECT count(*) FROM statement WHERE pg_temp.leak(value) AND level = 3",
        "SELECT count(*) FROM document WHERE pg_temp.leak(body)",
        "SELECT count(*) FROM log_entry WHERE pg_temp.leak(encode(entry, 'escape'))",
        'SELECT count(*) FROM "case" WHERE pg_temp.leak(title)',
        "SELECT count(*) FROM statement s JOIN document d ON pg_temp.leak(d.body)",
        "SELECT max(value) FROM statement GROUP BY pg_temp.leak(value)",
    ),
    "leaky operator": (
        LEAKY,
        "CREATE FUNCTION pg_temp.op(text, text) RETURNS boolean LANGUAGE plpgsql COST 0.0001 "
        "AS $$ BEGIN RAISE NOTICE 'leaked %', $1; RETURN true; END $$",
        "CREATE OPERATOR pg_temp.=== (FUNCTION = pg_temp.op, LEFTARG = text, RIGHTARG = text, "
        "RESTRICT = eqsel)",
        "SELECT count(*) FROM statement WHERE value OPERATOR(pg_temp.===) 'x'",
        "SELECT count(*) FROM statement WHERE value OPERATOR(pg_temp.===) 'x' AND case_id = {case}",
        "SELECT count(*) FROM statement WHERE value OPERATOR(pg_temp.===) 'x' AND level = 3",
    ),
    "function said not to leak": (
        "CREATE FUNCTION pg_temp.sealed(text) RETURNS boolean LANGUAGE plpgsql LEAKPROOF "
        "COST 0.0001 AS $$ BEGIN RAISE NOTICE 'leaked %', $1; RETURN true; END $$",
        "SELECT count(*) FROM statement WHERE pg_temp.sealed(value)",
    ),
    "errors that quote": (
        "SELECT * FROM statement WHERE value::integer = 1 AND level = 3 AND case_id = {case}",
        "SELECT count(*) FROM statement WHERE (value || 'x')::date IS NULL",
        "SELECT count(*) FROM document WHERE body::json IS NULL",
        "SELECT count(*) FROM statement WHERE 1 / (level - 3) = 1",
        "SELECT count(*) FROM statement WHERE value ~ ('(' || value)",
        "SELECT * FROM statement ORDER BY value::integer",
    ),
    "plans": tuple(
        f"EXPLAIN (ANALYZE, VERBOSE, BUFFERS, SETTINGS) {query}"
        for query in (
            "SELECT * FROM statement",
            "SELECT * FROM statement WHERE case_id = {case} ORDER BY value",
            "SELECT value, count(*) FROM statement GROUP BY value",
            "SELECT * FROM document WHERE bands && ARRAY['b']",
            "SELECT * FROM comity_search({case}, ARRAY['cor:*'::tsquery], 9)",
        )
    ),
    "statistics": (
        "SELECT * FROM pg_stats",
        "SELECT * FROM pg_statistic",
        "SELECT * FROM pg_stats_ext",
        "SELECT * FROM pg_statistic_ext_data",
        "SELECT most_common_vals::text FROM pg_catalog.pg_stats WHERE tablename = 'statement'",
    ),
    "samples and hidden columns": (
        "SELECT ctid, xmin, * FROM statement TABLESAMPLE SYSTEM (100)",
        "SELECT s.* FROM generate_series(0, 50) p, generate_series(0, 99) i, statement s "
        "WHERE s.ctid = format('(%s,%s)', p, i)::tid",
        "SELECT (s).value FROM statement s",
        "SELECT json_agg(s)::text FROM statement s",
        "SELECT DISTINCT ON (level) * FROM statement ORDER BY level DESC",
        "SELECT * FROM ONLY statement FOR SHARE",
    ),
    "as XML": (
        "SELECT query_to_xml('SELECT * FROM statement', true, false, '')",
        "SELECT table_to_xml('statement', true, false, '')",
        "SELECT table_to_xml('ticket', true, false, '')",
        "SELECT database_to_xml(true, false, '')",
    ),
    "copy": (
        "COPY statement TO STDOUT",
        "COPY (SELECT * FROM document) TO STDOUT",
        "COPY token TO STDOUT",
        "COPY ticket TO STDOUT",
        "COPY statement TO PROGRAM 'cat'",
        "COPY statement TO '/tmp/comity-stolen'",
        "CREATE TEMP TABLE t (x text)",
        "COPY t FROM PROGRAM 'cat /etc/passwd'",
        "COPY t FROM '{home}/key'",
    ),
    "files and large objects": (
        "SELECT pg_read_file('{home}/key')",
        "SELECT pg_ls_dir('{home}')",
        "SELECT lo_import('{home}/key')",
        "SELECT lo_export(lo_from_bytea(0, 'x'), '/tmp/comity-stolen')",
        "SELECT * FROM pg_largeobject",
    ),
    "passwords": (
        "SELECT rolname, rolpassword FROM pg_authid",
        "SELECT * FROM pg_shadow",
        "SELECT passwd FROM pg_user",
        "SELECT * FROM pg_hba_file_rules",
    ),
    "others at work": (
        "SELECT query FROM pg_stat_activity",
        "SELECT * FROM pg_prepared_statements",
        "SELECT * FROM pg_cursors",
        "SELECT * FROM pg_stat_statements",
    ),
    "sequences": ("SELECT last_value FROM case_id_seq", "SELECT nextval('case_id_seq')"),
    "views and prepared statements": (
        "CREATE TEMP VIEW v AS SELECT * FROM statement",
        "SELECT * FROM v",
        "SET plan_cache_mode = force_generic_plan",
        "PREPARE p AS SELECT * FROM statement",
        "EXECUTE p",
        "CREATE FUNCTION pg_temp.mine() RETURNS SETOF statement LANGUAGE sql SECURITY DEFINER "
        "AS $$ SELECT * FROM statement $$",
        "SELECT * FROM pg_temp.mine()",
        "DO $$ DECLARE r record; BEGIN FOR r IN SELECT * FROM statement LOOP "
        "RAISE NOTICE '%', r; END LOOP; END $$",
    ),
}

CHANGES = (
    "UPDATE statement SET value = 'x'",
    "UPDATE statement SET level = 0",
    "UPDATE log_state SET checkpoint = 'x'",
    "UPDATE ticket SET level = 3",
    "UPDATE reader SET level = 3",
    "DELETE FROM statement",
    "DELETE FROM log_entry",
    "DELETE FROM log_leaf",
    "DELETE FROM document",
    "TRUNCATE statement, document",
    "TRUNCATE log_entry",
    "INSERT INTO ticket VALUES (sha256('x'), 3, 'infinity')",
    "INSERT INTO reader VALUES ('intruder', 3)",
    "MERGE INTO statement s USING (SELECT 1) x ON true WHEN MATCHED THEN DELETE",
    "WITH gone AS (DELETE FROM statement RETURNING *) SELECT * FROM gone",
    "ALTER TABLE statement DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE statement OWNER TO CURRENT_USER",
    "ALTER TABLE statement ADD COLUMN x text",
    "DROP TABLE statement",
    "DROP POLICY clearance ON statement",
    "CREATE POLICY more ON statement USING (true)",
    "ALTER POLICY clearance ON statement USING (true)",
    "GRANT SELECT ON ticket TO CURRENT_USER",
    "GRANT comity_writer TO CURRENT_USER",
    "GRANT postgres TO CURRENT_USER",
    "ALTER ROLE CURRENT_USER BYPASSRLS",
    "ALTER ROLE CURRENT_USER SUPERUSER",
    "ALTER ROLE postgres PASSWORD 'x'",
    "CREATE ROLE intruder",
    "CREATE TABLE public.x (y text)",
    "CREATE FUNCTION public.x() RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$",
    "CREATE OR REPLACE FUNCTION comity_clearance() RETURNS smallint LANGUAGE sql "
    "AS $$ SELECT 3::smallint $$",
    "ALTER FUNCTION comity_clearance() RESET search_path",
    "DROP FUNCTION comity_clearance() CASCADE",
    "CREATE SCHEMA x",
    "CREATE EXTENSION dblink",
    "CREATE EXTENSION pageinspect",
    "CREATE TRIGGER t BEFORE INSERT ON statement EXECUTE FUNCTION pg_catalog.now()",
    "CREATE RULE r AS ON SELECT TO statement DO INSTEAD SELECT 1",
    'CREATE TEMP TABLE r (x integer REFERENCES "case")',
    "LOCK TABLE statement IN ACCESS EXCLUSIVE MODE",
    "VACUUM FULL ticket",
    "ALTER SYSTEM SET session_preload_libraries = 'x'",
    "SET session_preload_libraries = 'x'",
    "SELECT pg_reload_conf()",
    "LOAD '/tmp/x.so'",
    "COMMENT ON TABLE statement IS 'x'",
    "REASSIGN OWNED BY postgres TO CURRENT_USER",
    "SECURITY LABEL ON TABLE statement IS 'x'",
)


def revealed(heard: str, secrets_kept: dict[str, str], commands: tuple[str, ...]) -> list[str]:
    """Which secrets were heard, apart from what the intruder said himself."""
    signs = [SECRET, person(SECRET), BAND, secrets_kept["document"], "PRIVATE+KEY", "SCRAM-SHA"]
    return [sign for sign in signs if sign in heard and not any(sign in c for c in commands)]


@pytest.mark.parametrize("name", ATTEMPTS)
def test_an_attempt_reveals_nothing(
    node: Node, intruder: Intruder, secrets_kept: dict[str, str], name: str
) -> None:
    names = {**secrets_kept, "home": str(node.home)}
    commands = []
    for command in ATTEMPTS[name]:
        for key, value in names.items():
            command = command.replace("{" + key + "}", value)
        commands.append(command)
    heard = intruder.tries(*commands)
    asked = tuple(c for c in commands if not c.startswith("SELECT comity_similar"))
    assert revealed(heard, secrets_kept, asked) == []


def test_the_attempts_are_worth_something(
    node: Node, chief: Session, secrets_kept: dict[str, str]
) -> None:
    """With the ticket of who may see it, the same questions reveal what is secret."""
    someone = Intruder(node, "app")
    someone.connection.cursor().execute(f"SET comity.ticket = '{chief._ticket}'")
    for name in ("plain", "leaky function", "leaky operator", "errors that quote", "copy"):
        commands = tuple(c.replace("{case}", secrets_kept["case"]) for c in ATTEMPTS[name])
        assert revealed(someone.tries(*commands), secrets_kept, ()), name
    someone.connection.close()


@pytest.mark.parametrize("question", ["search", "similar"])
def test_the_functions_answer_as_if_the_secret_were_not_there(
    intruder: Intruder, secrets_kept: dict[str, str], question: str
) -> None:
    case, hidden, document_id, paper = secrets_kept.values()
    searches = [
        f"SELECT count(*) FROM comity_search({case}, ARRAY['cormorant'::tsquery], 9)",
        f"SELECT count(*) FROM comity_search({hidden}, ARRAY['harmless'::tsquery], 9)",
    ]
    likenesses = [
        f"SELECT count(*) FROM comity_similar({case}, '{document_id}', 9)",
        f"SELECT count(*) FROM comity_similar({hidden}, '{paper}', 9)",
    ]
    for command in searches if question == "search" else likenesses:
        assert "([0],)" in intruder.tries(command)


@pytest.mark.parametrize("command", CHANGES)
def test_the_reading_role_can_change_nothing(intruder: Intruder, command: str) -> None:
    assert "error: " in intruder.tries(command)


@pytest.mark.parametrize("command", CHANGES)
def test_the_writing_role_can_change_nothing(writer: Intruder, command: str) -> None:
    if "log_state" in command:
        return  # it keeps the head of the log, whose signature it cannot make
    assert "error: " in writer.tries(command)


@pytest.mark.parametrize(
    "table", [*TABLES, "token", "log_leaf", "ticket", "reader", "alembic_version"]
)
@pytest.mark.parametrize(
    "command",
    [
        'SELECT * FROM "{}"',
        'SELECT count(*) FROM "{}"',
        'SELECT 1 FROM "{}" LIMIT 1',
        'COPY "{}" TO STDOUT',
        'WITH x AS (INSERT INTO "{0}" SELECT * FROM "{0}" RETURNING *) SELECT * FROM x',
        'CREATE TEMP TABLE t (LIKE "{}" INCLUDING ALL); ',
        'CREATE TEMP TABLE t AS TABLE "{}"',
        'EXPLAIN ANALYZE SELECT * FROM "{}"',
    ],
)
def test_the_writing_role_cannot_read(
    writer: Intruder, secrets_kept: dict[str, str], table: str, command: str
) -> None:
    heard = writer.tries(command.format(table))
    assert "error: " in heard
    assert SECRET not in heard


def test_the_writing_role_cannot_search(writer: Intruder, secrets_kept: dict[str, str]) -> None:
    for command in ATTEMPTS["search"] + ATTEMPTS["similar"] + ("SELECT comity_cases()",):
        for key, value in secrets_kept.items():
            command = command.replace("{" + key + "}", value)
        assert "permission denied for function" in writer.tries(command)


def test_every_table_is_behind_the_clearance(node: Node) -> None:
    """Also those to come: what the reading role may select has a policy, or nothing of a case."""
    open_to_all = {
        "log_leaf", "log_state", "log_node", "partner", "seen_checkpoint", "tied_later",
        "shown_entry", "offered", "heard", "cosigned", "disagreement",
    }  # fmt: skip
    query = """
        SELECT c.relname, c.relrowsecurity, p.polqual IS NOT NULL FROM pg_class c
        LEFT JOIN pg_policy p ON p.polrelid = c.oid
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
          AND (has_any_column_privilege('comity_app', c.oid, 'SELECT') OR
               has_table_privilege('comity_app', c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE'))
    """
    with node._owner.connect() as owner:
        rows = owner.exec_driver_sql(query).all()
    assert {row[0] for row in rows} == {*TABLES, *open_to_all}
    assert {row[0] for row in rows if not (row[1] and row[2])} == open_to_all


def test_every_function_of_the_owner_s_is_closed(node: Node) -> None:
    """With a search path of its own, and for nobody but the reading role."""
    query = """
        SELECT proname, proconfig, has_function_privilege('comity_app', oid, 'EXECUTE'),
               EXISTS (SELECT 1 FROM aclexplode(proacl) WHERE grantee = 0) OR proacl IS NULL
        FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    """
    with node._owner.connect() as owner:
        rows = owner.exec_driver_sql(query).all()
    assert len(rows) == 8
    for name, settings, reads, public in rows:
        assert settings == ["search_path=pg_catalog, pg_temp"], name
        assert reads, name
        assert not public, name


def test_the_owner_needs_a_password(node: Node, secrets_kept: dict[str, str]) -> None:
    """The server must not take whoever reaches its socket for the owner."""
    someone = Intruder(node, "app")
    someone.connection.close()
    for password in ("", "x", someone.login["password"]):
        login = {**someone.login, "user": "postgres", "password": password}
        with pytest.raises(pg8000.dbapi.Error):
            pg8000.dbapi.connect(**login)
    for name in ("key", "node.json", "postgres.password"):
        assert (node.home / name).stat().st_mode & 0o077 == 0


def test_a_guessed_hash_of_a_log_entry_cannot_be_checked(
    node: Node, guest: Session, chief: Session, secrets_kept: dict[str, str]
) -> None:
    """All readers see the hash of every entry; what it hashes must not be guessable."""
    nonces = [row.entry.partition(b'"nonce":"')[2][:32] for row in chief.log()]
    assert len(set(nonces)) == len(nonces)
    assert all(len(bytes.fromhex(nonce.decode())) == 16 for nonce in nonces)
