"""A release preview of a large case, against a bare scan of the same rows.

Every statement is decided on: released, redacted or held. The documents of the case have eight
kinds of conditions by turns, an informant's among them. The bare scan fetches the same columns of
the same rows with the same driver, in batches, and does nothing with them.

python -m benchmarks.release [DOCUMENTS]   (50 statements a document; 20,000 unless told)
"""

import sys
import time
from typing import Any

import sqlalchemy as sa

from benchmarks import made_case
from benchmarks.measure import in_turn
from benchmarks.node import READER, node, open_case
from benchmarks.pair import befriend, card_of
from comity import exchange
from comity.case import Case, Workbench
from comity.model import Handling, vocabulary
from comity.store import Session

AIM = 3.0
_ROUNDS = 3
_BATCH = 5000
_CONDITIONS = (
    Handling(), Handling(1), Handling(0, ("H0",), "Made"), Handling(0, ("H1",), "Made"),
    Handling(2, ("H2",), "Made"), Handling(0, ("INFORMANT",), "Made"),
    Handling(0, ("GRAND-JURY",), "Made"), Handling(0, ("TLP:RED",), "Made"),
)  # fmt: skip
_COLUMNS = (
    'id, entity, schema, prop, value, original, document, start, "end", asserters, denied, method, '
    "author, made, grade, level, handling"
)


def main() -> str:
    """Print the figures; return them in one line."""
    documents = next((int(a) for a in sys.argv[1:] if a.isdigit()), 20_000)
    vocabulary.model()
    with node() as made, made.session(READER) as session:
        row = open_case(made, "large")
        start = time.perf_counter()
        count = made_case.fill(session, row, documents, _CONDITIONS)
        print(f"{count:,} statements, filled in {time.perf_counter() - start:.1f} s")
        with made._owner.connect().execution_options(isolation_level="AUTOCOMMIT") as autocommit:
            autocommit.execute(sa.text("VACUUM ANALYZE"))
        with Workbench(made, READER, shared=True) as bench:
            desk = exchange.Desk(bench)
            befriend(desk, card_of("Other Desk", "cn"), "cn")
            case, wish = bench.case("large"), exchange.Wish("cn", ("all",), files=False)
            found = desk.preview(case, wish)
            pair = in_turn(
                lambda _: desk.preview(case, wish), lambda _: _scan(session, case), _ROUNDS
            )
    for outcome in ("released", "redacted", "held"):
        print(f"{outcome:<9}{found.tally(outcome)[0]:>10,} statements")
    line = (
        f"preview of {count:,} statements {pair.ours:.3g} s, bare scan {pair.peer:.3g} s: "
        f"{pair.times:.1f}x (aim: {AIM:g}x)"
    )
    print(line)
    return line


def _scan(session: Session, case: Case) -> int:
    connection: Any = session._connection
    connection.execute(
        sa.text(
            f"DECLARE bare NO SCROLL CURSOR FOR SELECT {_COLUMNS} FROM statement "
            "WHERE case_id = :case ORDER BY entity, prop, value, id"
        ),
        {"case": case.row.id},
    )
    count = 0
    while rows := connection.execute(sa.text(f"FETCH {_BATCH} FROM bare")).all():
        count += len(rows)
    connection.execute(sa.text("CLOSE bare"))
    return count


if __name__ == "__main__":
    main()
