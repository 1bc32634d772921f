"""Keeping statements costs little beyond storing their rows.

    python -m benchmarks.writing [--profile]

Claim: ``Session.write.file`` (hashes, the documents, the words for the search, the signed log, the
check against doubles, all in one transaction) writes at least 60 % as many statements a second as
a bare COPY.

Peer: COPY, by the same driver and role, of the same rows, their text made beforehand, into a table
of the same columns, key and indexes in the same server, in transactions of the same size.

Measure: real reports, varied and extracted beforehand, are filed 32 in a transaction, as
``Case.add`` does, in each round into a new case; the two sides in turn; wall seconds; median over
the rounds. Both tables begin empty and grow alike. The server stores while the process hashes on,
so two idle cores are needed: where other work takes one, the best rounds say more.
"""

import cProfile
import io
import pstats
import sys
from typing import Any

import sqlalchemy as sa

from benchmarks import extraction
from benchmarks.measure import in_turn
from benchmarks.node import READER, node, open_case
from comity import extract, intake
from comity.model import OPEN, statement_hash
from comity.store import Case, DocumentRow, Filing, Node
from comity.store.rows import statement_line

AIM = 0.6
_ROUNDS, _TRANSACTIONS = 25, 4


def row(document: intake.Document) -> DocumentRow:
    """Return a document as the case keeps it."""
    d = document
    return DocumentRow(
        d.sha256, OPEN, "X4", d.name, d.origin, d.media_type, d.kind, d.encoding, d.language,
        d.size, d.title.value if d.title else None, d.published.value if d.published else None,
        d.parent, d.pages, d.text, extract.bands(d.text),
    )  # fmt: skip


class _Bare:
    """The peer: a table like the store's, and COPY into it."""

    def __init__(self, node: Node) -> None:
        self._engine: sa.Engine = node._writer
        with node._owner.begin() as owner:
            owner.execute(sa.text("CREATE TABLE peer (LIKE statement INCLUDING ALL)"))
            owner.execute(sa.text(f'GRANT INSERT ON peer TO "{self._engine.url.username}"'))

    def copy(self, transactions: list[bytes]) -> None:
        for lines in transactions:
            with self._engine.begin() as connection:
                raw: Any = connection.connection.dbapi_connection
                raw.cursor().execute("COPY peer FROM STDIN", stream=io.BytesIO(lines))


def lines(case: Case, filings: list[Filing]) -> bytes:
    """Return the rows of what is filed, as the store's writer puts them, each once."""
    found = {statement_hash(s): s for f in filings for s in f.statements}
    return "".join(statement_line(case.id, digest, s) for digest, s in found.items()).encode()


def main() -> str:
    """Print the figures; return them in one line."""
    batches = extraction.batches(_TRANSACTIONS)
    transactions = [
        [Filing(row(d), list(said)) for d, said in extract.read(batch)] for batch in batches
    ]
    with node() as made, made.session(READER) as session:
        cases = [open_case(made, f"case-{n}") for n in range(_ROUNDS + 1)]
        rows = [[lines(case, filings) for filings in transactions] for case in cases]
        bare = _Bare(made)

        def ours(number: int) -> int:
            return sum(session.write.file(cases[number], filings) for filings in transactions)

        count = ours(_ROUNDS)
        bare.copy(rows[_ROUNDS])
        if "--profile" in sys.argv:
            with cProfile.Profile() as profile:
                ours(0)
            pstats.Stats(profile).sort_stats("tottime").print_stats(25)
            return ""
        pair = in_turn(ours, lambda n: bare.copy(rows[n]), _ROUNDS)
    documents = sum(map(len, batches))
    line = (
        f"{count / pair.ours:,.0f} statements/s, bare COPY {count / pair.peer:,.0f}: "
        f"{pair.speed:.0%}, in the best rounds {pair.best:.0%} (aim: {AIM:.0%})"
    )
    print(f"{documents} documents with {count} statements a round, 32 documents a transaction")
    print(line)
    return line


if __name__ == "__main__":
    main()
