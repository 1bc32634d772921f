"""What this node and a partner have shown each other of their logs, as it is kept."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from comity import audit
from comity.store.node import Node
from comity.store.session import Session
from comity.store.shown_rows import Heard, News, Offer, Seen, Sent, ShownEntry, State
from comity.store.writer import Event

__all__ = [
    "Heard",
    "News",
    "Offer",
    "Seen",
    "Sent",
    "Shown",
    "ShownEntry",
    "State",
    "cosign",
    "taking_turns",
]

_SEEN = "size, root, checkpoint, own, tied"
_LINKS = 32  # heads to which a page ties the newest: those shown last, as some may be lost
_STATE = f"""
SELECT coalesce((SELECT max(size) FROM heard WHERE partner = :partner), 0),
    coalesce((SELECT max(number) FROM heard WHERE partner = :partner), 0),
    coalesce((SELECT max(theirs) FROM heard WHERE partner = :partner), 0),
    ARRAY(SELECT DISTINCT unnest(asks) FROM heard WHERE partner = :partner
        AND theirs = (SELECT max(theirs) FROM heard WHERE partner = :partner) ORDER BY 1),
    ARRAY(SELECT size FROM offered WHERE partner = :partner
        GROUP BY size ORDER BY size DESC LIMIT {_LINKS}),
    coalesce((SELECT max(number) FROM offered WHERE partner = :partner), 0),
    coalesce((SELECT max(seen) FROM offered WHERE partner = :partner), 0),
    coalesce((SELECT max(number) FROM shown_entry WHERE partner = :partner), 0)
"""  # noqa: S608
_HEADS = f"""
(SELECT {_SEEN}, 'tied' FROM seen_checkpoint WHERE partner = :partner AND tied
    ORDER BY size DESC LIMIT 1)
UNION ALL (SELECT {_SEEN}, 'tied' FROM seen_checkpoint s JOIN tied_later t USING (partner, size)
    WHERE partner = :partner ORDER BY size DESC, s.at LIMIT 1)
UNION ALL SELECT {_SEEN}, 'untied' FROM seen_checkpoint s WHERE s.partner = :partner AND NOT s.tied
    AND NOT EXISTS (SELECT 1 FROM tied_later t WHERE t.partner = s.partner AND t.size = s.size)
    AND NOT EXISTS (SELECT 1 FROM seen_checkpoint o WHERE o.partner = s.partner
        AND o.size = s.size AND o.tied)
"""  # noqa: S608
_ENTRY = "number, place, entry, act, package, size, path"


class Shown:
    """What this node and one partner, named by its log's origin, have shown each other."""

    def __init__(self, session: Session, partner: str) -> None:
        self._session, self.partner = session, partner

    # --- ours, as the partner has seen it ----------------------------------------------------

    def state(self) -> State:
        """Return how things stand, all of it as it was at one moment."""
        size, number, theirs, asks, offered, last, confirmed, seen = self._run(_STATE).one()
        heads = list(self._run(_HEADS))
        tied = [_seen(row) for row in heads if row[-1] == "tied"]
        untied = [_seen(row) for row in heads if row[-1] == "untied"]
        heard = Heard(size, number, tuple(asks), theirs)
        head = max(tied, key=lambda seen: seen.size, default=None)
        return State(heard, tuple(offered), last, confirmed, seen, head, tuple(sorted(untied)))

    def heard_whole(self) -> int:
        """Return the last of our entries that it had seen when it showed all of its own."""
        found = self._run("SELECT max(number) FROM heard WHERE partner = :partner AND whole")
        return int(found.scalar() or 0)

    def offer(self, offer: Offer) -> None:
        """Keep what is shown to the partner."""
        with self._session.write._engine.begin() as connection:
            _insert(connection, "offered", [self._row(**offer._asdict())])

    def own(self, after: int, below: int, most: int) -> list[tuple[int, bytes]]:
        """Return our entries about the partner after the one with the number ``after``.

        Returns:
            Indices and entries, at most ``most``, of those that stand before index ``below``.
        """
        rows = self._run(
            "SELECT index, entry FROM log_entry WHERE document = 'partner:' || :partner "
            "AND index < :below AND index > coalesce((SELECT max(place) FROM offered "
            "WHERE partner = :partner AND number = :after AND :after > 0), -1) "
            "ORDER BY index LIMIT :most",
            after=after,
            below=below,
            most=most,
        )
        return [(row[0], bytes(row[1])) for row in rows]

    def own_about(self, package: str) -> list[tuple[int, bytes]]:
        """Return our entries about the partner and a package, with their indices."""
        rows = self._run(
            "SELECT index, entry FROM log_entry WHERE document = 'partner:' || :partner "
            "AND position(convert_to(:package, 'UTF8') IN entry) > 0 ORDER BY index",
            package=package,
        )
        return [(row[0], bytes(row[1])) for row in rows]

    def cosigned(self) -> dict[int, str]:
        """Return the heads of our log that the partner has cosigned, by their size."""
        rows = self._run(
            "SELECT size, checkpoint FROM cosigned WHERE partner = :partner ORDER BY size"
        )
        return {row[0]: row[1] for row in rows}

    def cosigned_over(self, index: int) -> str:
        """Return the smallest cosigned head of our log over an entry; empty if there is none."""
        found = self._run(
            "SELECT checkpoint FROM cosigned WHERE partner = :partner AND size > :index "
            "ORDER BY size LIMIT 1",
            index=index,
        ).scalar()
        return str(found or "")

    # --- the partner's, as we have seen it ---------------------------------------------------

    def at_size(self, size: int) -> list[Seen]:
        """Return the heads of this size that the partner has shown: more than one is a fork."""
        rows = self._run(
            f"SELECT {_SEEN} FROM seen_checkpoint "  # noqa: S608
            "WHERE partner = :partner AND size = :size ORDER BY at",
            size=size,
        )
        return list(map(_seen, rows))

    def heads(self) -> list[Seen]:
        """Return all heads of the partner's log that we have seen, by size."""
        rows = self._run(
            f"SELECT {_SEEN} FROM seen_checkpoint WHERE partner = :partner "  # noqa: S608
            "ORDER BY size, at"
        )
        return list(map(_seen, rows))

    def entries(self, first: int = 1, last: int = 1 << 62) -> list[ShownEntry]:
        """Return the partner's entries with these numbers; a number twice is a rewrite."""
        rows = self._run(
            f"SELECT {_ENTRY} FROM shown_entry WHERE partner = :partner "  # noqa: S608
            "AND number BETWEEN :first AND :last ORDER BY number",
            first=first,
            last=last,
        )
        return list(map(_entry, rows))

    def entries_about(self, package: str) -> list[ShownEntry]:
        """Return the partner's entries about a package."""
        rows = self._run(
            f"SELECT {_ENTRY} FROM shown_entry WHERE partner = :partner "  # noqa: S608
            "AND package = :package ORDER BY number",
            package=package,
        )
        return list(map(_entry, rows))

    def disagreements(self) -> list[tuple[str, str]]:
        """Return what the partner showed that does not agree: kinds and sentences."""
        rows = self._run(
            "SELECT kind, sentence FROM disagreement WHERE partner = :partner ORDER BY at"
        )
        return [(row[0], row[1]) for row in rows]

    def evidence(self) -> list[str]:
        """Return the records with the disagreements, as they came."""
        rows = self._run("SELECT record FROM disagreement WHERE partner = :partner ORDER BY at")
        return [row[0] for row in rows]

    def sent(self, packages: Iterable[str]) -> dict[str, Sent]:
        """Return which of these packages were sent from here to the partner, whoever asks."""
        rows = self._run("SELECT * FROM comity_sent(:ids)", ids=sorted(set(packages)))
        found = (Sent(row[0], row[1], row[2], row[3], tuple(row[4])) for row in rows)
        return {one.id: one for one in found if one.partner == self.partner}

    # --- keeping -----------------------------------------------------------------------------

    def keep(self, news: News) -> None:
        """Keep what a record adds, in one transaction; what is kept already is passed over."""
        writer = self._session.write
        with writer._engine.begin() as connection:
            new = [table for table, rows in self._rows(news) if _insert(connection, table, rows)]
            if news.disagreement and "disagreement" in new:
                kind, sentence, _ = news.disagreement
                what = {"partner": self.partner, "disagreement": kind, "sentence": sentence}
                writer._append(connection, [Event("disagreement", None, what)])

    def _rows(self, news: News) -> Iterable[tuple[str, list[dict[str, Any]]]]:
        yield "seen_checkpoint", [self._row(**seen._asdict()) for seen in news.seen]
        yield "tied_later", [self._row(size=size) for size in news.tied]
        yield "shown_entry", [self._row(**_entry_row(entry)) for entry in news.entries]
        yield "cosigned", [self._row(size=s, checkpoint=c) for s, c in news.cosigned.items()]
        if news.heard:
            yield "heard", [self._row(**{**news.heard._asdict(), "asks": [*news.heard.asks]})]
        if news.disagreement:
            kind, sentence, record = news.disagreement
            digest = audit.leaf_hash(record.encode())
            yield (
                "disagreement",
                [self._row(hash=digest, kind=kind, sentence=sentence, record=record)],
            )

    def _row(self, **fields: Any) -> dict[str, Any]:
        return {"partner": self.partner, **fields}

    def _run(self, sql: str, /, **parameters: Any) -> Any:
        given = {"partner": self.partner} if ":partner" in sql else {}
        return self._session._run(sql, **given, **parameters)


def cosign(node: Node, checkpoint: str, at: int) -> str:
    """Return a partner's checkpoint with the cosignature of this node's log, at a time."""
    return audit.cosign(checkpoint, node._key, at)


@contextmanager
def taking_turns(session: Session, partner: str) -> Iterator[None]:
    """Let nobody else take in what this partner shows until the block ends."""
    key = int.from_bytes(sha256(partner.encode()).digest()[:8], "big", signed=True)
    with session.write._engine.begin() as connection:
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})
        yield


def _insert(connection: sa.Connection, table: str, rows: list[dict[str, Any]]) -> bool:
    """Insert rows; return whether there was a new one."""
    if not rows:
        return False
    names, values = ", ".join(rows[0]), ", ".join(f":{name}" for name in rows[0])
    command = f"INSERT INTO {table} ({names}) VALUES ({values}) ON CONFLICT DO NOTHING"  # noqa: S608
    return connection.execute(sa.text(command), rows).rowcount > 0


def _seen(row: Any) -> Seen:
    size, root, checkpoint, own, tied = row[:5]
    return Seen(size, bytes(root), checkpoint, own, tied)


def _entry(row: Any) -> ShownEntry:
    number, place, entry, act, package, size, path = row
    hashes = bytes(path)
    steps = tuple(hashes[i : i + 32] for i in range(0, len(hashes), 32))
    return ShownEntry(number, place, bytes(entry), act, package, size, steps)


def _entry_row(entry: ShownEntry) -> dict[str, Any]:
    path = b"".join(entry.path)
    return entry._asdict() | {"leaf": audit.leaf_hash(entry.entry), "path": path}
