"""What this node and a partner have shown each other of their logs, as it is kept."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from comity import audit
from comity.store.node import Node
from comity.store.session import Session
from comity.store.writer import Event

_SEEN = "size, root, checkpoint, own, tied"
_ENTRY = "number, place, entry, act, package, size, path"


class Heard(NamedTuple):
    """What a partner has told us of what it has seen of our log.

    Attributes:
        size: the largest head of ours that it cosigned; 0 for none.
        number: the last of our entries about it that it has seen; 0 for none.
        asks: sizes of heads of ours that it wants tied to the newest.
        theirs: the size of its own head when it told us.
        whole: whether it then showed all of its entries about us that it had not shown before.
    """

    size: int = 0
    number: int = 0
    asks: tuple[int, ...] = ()
    theirs: int = 0
    whole: bool = True


class Offer(NamedTuple):
    """What we show a partner in one record.

    Attributes:
        size: the size of the head of our log.
        number, place: the last of our entries that it is shown, and its index; -1 for none.
        seen: the last of its own entries that we say we have seen.
    """

    size: int
    number: int
    place: int
    seen: int


class Seen(NamedTuple):
    """A head of a partner's log.

    Attributes:
        size, root: of the log's tree.
        checkpoint: the signed note.
        own: how long our log was when it came.
        tied: whether it was proven, when it came, to continue all heads seen before.
    """

    size: int
    root: bytes
    checkpoint: str
    own: int = 0
    tied: bool = False


class ShownEntry(NamedTuple):
    """An entry of a partner's log about us: the one at ``place`` (its index) of that log.

    ``path`` leads from it to the head of ``size`` entries.
    """

    number: int
    place: int
    entry: bytes
    act: str
    package: str
    size: int
    path: tuple[bytes, ...]

    @property
    def what(self) -> Mapping[str, Any]:
        """What the entry says."""
        found: Mapping[str, Any] = json.loads(self.entry)["what"]
        return found


class Sent(NamedTuple):
    """A package that was sent from here, and the acts that are kept of it."""

    id: str
    partner: str
    kind: str
    level: int
    acts: tuple[str, ...]


class News(NamedTuple):
    """What a record adds to what is kept: all of it, or nothing.

    Attributes:
        seen: heads of the partner's log.
        tied: sizes of heads seen before that are now proven to belong to the same log.
        entries: entries of its log.
        cosigned: heads of our log with its cosignature, by their size.
        heard: what it told us.
        disagreement: what does not agree: its kind, a sentence, and the record's text.
    """

    seen: Sequence[Seen] = ()
    tied: Sequence[int] = ()
    entries: Sequence[ShownEntry] = ()
    cosigned: Mapping[int, str] = {}
    heard: Heard | None = None
    disagreement: tuple[str, str, str] | None = None


class Shown:
    """What this node and one partner, named by its log's origin, have shown each other."""

    def __init__(self, session: Session, partner: str) -> None:
        self._session, self.partner = session, partner

    # --- ours, as the partner has seen it ----------------------------------------------------

    def heard(self) -> Heard:
        """Return what the partner has told us that it has seen."""
        size, number, theirs = self._run(
            "SELECT coalesce(max(size), 0), coalesce(max(number), 0), coalesce(max(theirs), 0) "
            "FROM heard WHERE partner = :partner"
        ).one()
        # Of the newest page that came: an older one, come late, asks for what it has by now.
        rows = self._run(
            "SELECT DISTINCT unnest(asks) FROM heard WHERE partner = :partner "
            "AND theirs = :theirs ORDER BY 1",
            theirs=theirs,
        )
        return Heard(size, number, tuple(row[0] for row in rows), theirs)

    def heard_whole(self) -> int:
        """Return the last of our entries that it had seen when it showed all of its own."""
        found = self._run("SELECT max(number) FROM heard WHERE partner = :partner AND whole")
        return int(found.scalar() or 0)

    def offered(self, most: int) -> list[int]:
        """Return the sizes of the heads that were last shown to it."""
        rows = self._run(
            "SELECT size FROM offered WHERE partner = :partner GROUP BY size "
            "ORDER BY size DESC LIMIT :most",
            most=most,
        )
        return [row[0] for row in rows]

    def last_offered(self) -> int:
        """Return the number of the last entry that was shown to it; 0 for none."""
        found = self._run("SELECT max(number) FROM offered WHERE partner = :partner").scalar()
        return int(found or 0)

    def last_confirmed(self) -> int:
        """Return up to which of the partner's entries it has been told that we have seen them."""
        found = self._run("SELECT max(seen) FROM offered WHERE partner = :partner").scalar()
        return int(found or 0)

    def offer(self, offer: Offer) -> None:
        """Keep what is shown to the partner."""
        with self._session.write._engine.begin() as connection:
            _insert(connection, "offered", [self._row(**offer._asdict())])

    def own(self, after: int, below: int, most: int) -> list[tuple[int, bytes]]:
        """Return our entries about the partner after the one with the number ``after``.

        Returns:
            Indices and entries, at most ``most``, of those that stand before index ``below``.
        """
        start = self._run(
            "SELECT max(place) FROM offered WHERE partner = :partner AND number = :number",
            number=after,
        ).scalar()
        rows = self._run(
            "SELECT index, entry FROM log_entry WHERE document = 'partner:' || :partner "
            "AND index > :start AND index < :below ORDER BY index LIMIT :most",
            start=-1 if start is None or not after else start,
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

    def head(self) -> Seen | None:
        """Return the largest head of the partner's log that is tied to all before it."""
        rows = self._run(
            f"(SELECT {_SEEN} FROM seen_checkpoint WHERE partner = :partner AND tied "  # noqa: S608
            "ORDER BY size DESC LIMIT 1) UNION ALL "
            f"(SELECT {_SEEN} FROM seen_checkpoint s JOIN tied_later t USING (partner, size) "
            "WHERE s.partner = :partner ORDER BY s.size DESC, s.at LIMIT 1) "
            "ORDER BY size DESC LIMIT 1"
        )
        return next(map(_seen, rows), None)

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

    def untied(self) -> list[Seen]:
        """Return the heads that have not been tied to the others, the smallest first."""
        rows = self._run(
            f"SELECT {_SEEN} FROM seen_checkpoint s WHERE s.partner = :partner "  # noqa: S608
            "AND NOT s.tied AND NOT EXISTS (SELECT 1 FROM tied_later t "
            "WHERE t.partner = s.partner AND t.size = s.size) AND NOT EXISTS (SELECT 1 "
            "FROM seen_checkpoint o WHERE o.partner = s.partner AND o.size = s.size AND o.tied) "
            "ORDER BY s.size, s.at"
        )
        return list(map(_seen, rows))

    def last_number(self) -> int:
        """Return the number of the last entry of the partner's that we have seen; 0 for none."""
        found = self._run("SELECT max(number) FROM shown_entry WHERE partner = :partner").scalar()
        return int(found or 0)

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
            for table, rows in self._rows(news):
                _insert(connection, table, rows)
            if news.disagreement:
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


def _insert(connection: sa.Connection, table: str, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    names, values = ", ".join(rows[0]), ", ".join(f":{name}" for name in rows[0])
    command = f"INSERT INTO {table} ({names}) VALUES ({values}) ON CONFLICT DO NOTHING"  # noqa: S608
    connection.execute(sa.text(command), rows)


def _seen(row: Any) -> Seen:
    size, root, *rest = row
    return Seen(size, bytes(root), *rest)


def _entry(row: Any) -> ShownEntry:
    number, place, entry, act, package, size, path = row
    hashes = bytes(path)
    steps = tuple(hashes[i : i + 32] for i in range(0, len(hashes), 32))
    return ShownEntry(number, place, bytes(entry), act, package, size, steps)


def _entry_row(entry: ShownEntry) -> dict[str, Any]:
    path = b"".join(entry.path)
    return entry._asdict() | {"leaf": audit.leaf_hash(entry.entry), "path": path}
