"""Chinese is found in either script and by its sound: the words of Chinese texts are made anew.

What the search keeps of a text follows from the text, which stays as it is. What has Chinese
characters is noted first; then its words are made anew, some texts at a time, each time in one
transaction with the note that they are done. Whoever is interrupted goes on from there as soon as
the node is opened again, and no text is without its words in between.

What is heard has the weight A (``store.words``): a clause that holds without any such word holds
as it is written. What has one of its clauses by the sound alone stands behind all else of its kind;
its rank is below 0.
"""

from collections.abc import Iterator
from itertools import groupby

import sqlalchemy as sa
from alembic import context, op

from comity.store import words
from comity.store.rows import NAMES

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SEARCH = """
CREATE OR REPLACE FUNCTION comity_search(in_case integer, clauses tsquery[], at_most integer)
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
    ), asked AS (
        SELECT clause, number, strpos(clause::text, '~') > 0 AS heard
        FROM unnest(clauses) WITH ORDINALITY AS c (clause, number)
    )
    SELECT hit.kind, hit.key, (
        SELECT max(best) - (CASE WHEN bool_and(written) THEN 0 ELSE 1 END)::real FROM (
            SELECT max(ts_rank('{0.1, 0.2, 0.4, 0.01}', t.tokens, a.clause)) AS best,
                bool_or(NOT a.heard OR ts_filter(t.tokens, '{b, c, d}') @@ a.clause) AS written
            FROM {schema}.token t, asked a WHERE t.ctid = ANY (hit.places) GROUP BY a.number
        ) clause
    ) AS rank
    FROM hit ORDER BY hit.kind DESC, rank DESC, hit.key LIMIT at_most
$$
"""

NOTE = """
CREATE TABLE reindex (
    kind text, case_id integer, level smallint, key text, PRIMARY KEY (kind, case_id, level, key)
);
INSERT INTO reindex
    SELECT 'document', case_id, level, id FROM document
    WHERE title ~ '{chinese}' OR name ~ '{chinese}' OR body ~ '{chinese}'
    UNION SELECT 'entity', case_id, level, entity FROM statement
    WHERE prop = ANY ('{names}') AND value ~ '{chinese}';
CREATE INDEX token_key ON token (key)
"""
THIS = "case_id = :case_id AND level = :level AND key = :key"
TOGETHER = 50  # texts in one transaction


def upgrade() -> None:
    """Rank what is heard behind what is written, and make the words of Chinese texts anew."""
    connection = op.get_bind()
    if connection.execute(sa.text("SELECT to_regclass('reindex')")).scalar() is None:
        schema = f'"{context.config.attributes["schema"]}"'
        connection.exec_driver_sql(SEARCH.replace("{schema}", schema))
        filled = NOTE.replace("{chinese}", words.CHINESE).replace(
            "{names}", f"{{{','.join(NAMES)}}}"
        )
        for command in filled.split(";\n"):
            connection.exec_driver_sql(command)
    while _some(connection):
        connection.commit()
    op.execute("DROP INDEX token_key")
    op.execute("DROP TABLE reindex")


def _some(connection: sa.Connection) -> bool:
    """Make the words of some texts anew; return whether there were any."""
    first = f"SELECT * FROM reindex ORDER BY kind, case_id, level, key LIMIT {TOGETHER}"  # noqa: S608
    noted = connection.execute(sa.text(first))
    rows = [dict(row._mapping) for row in noted]
    for row in rows:
        _again(connection, row)
    return bool(rows)


def _again(connection: sa.Connection, row: dict[str, object]) -> None:
    """Make the words of one text anew, or the names of one thing."""
    of_document = row["kind"] == "document"
    texts = _document(connection, row) if of_document else _names(connection, row)
    made = [{**row, "tokens": part} for text in texts for part in words.tsvectors(text)]
    for table in ("token", "reindex"):
        done = f"DELETE FROM {table} WHERE kind = :kind AND {THIS}"  # noqa: S608
        connection.execute(sa.text(done), row)
    put = (
        "INSERT INTO token (case_id, level, kind, key, tokens) "
        "VALUES (:case_id, :level, :kind, :key, CAST(:tokens AS tsvector))"
    )
    connection.execute(sa.text(put), made)


def _document(connection: sa.Connection, row: dict[str, object]) -> Iterator[str]:
    where = THIS.replace("key =", "id =")
    found = f"SELECT title, name, body FROM document WHERE {where}"  # noqa: S608
    for title, name, body in connection.execute(sa.text(found), row):
        yield f"{title or ''} {name}\n{body}"


def _names(connection: sa.Connection, row: dict[str, object]) -> Iterator[str]:
    """Yield the names of a thing together that were kept together."""
    where = THIS.replace("key =", "entity =") + " AND prop = ANY (:names)"
    found = f"SELECT DISTINCT document, made, value FROM statement WHERE {where} ORDER BY 1, 2, 3"  # noqa: S608
    names = connection.execute(sa.text(found), {**row, "names": list(NAMES)})
    for _, kept in groupby(names, key=lambda name: (name[0], name[1])):
        yield " \n ".join(name[2] for name in kept)
