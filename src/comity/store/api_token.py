"""API tokens, by which a program comes in for a reader: shown once, kept as their SHA-256.

A token acts with the clearance and the roles that its reader has when it is used, and may be
limited to some permissions. It ends on its day, or when it is revoked, or when its reader leaves.
"""

import secrets
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple

import sqlalchemy as sa

from comity.model import CLASSIFICATIONS, ComityError
from comity.store.rows import storable
from comity.store.writer import Event, Writer, lock_log

PREFIX = "comity_"
"""How a token begins, so that whoever finds one sees what it is."""

TOP = len(CLASSIFICATIONS) - 1
"""The highest clearance. Denials are logged at this level: who was denied must not see by the
entry, or by its absence, whether there was something to see."""

_TOKENS = (
    "SELECT t.reader, t.name, t.may, t.made_at, t.expires, e.made_at AS ended, "
    "t.expires > now() AND (SELECT active FROM person p WHERE p.name = t.reader "
    "ORDER BY number DESC LIMIT 1) AS fresh "
    "FROM api_token t LEFT JOIN api_token_end e USING (hash) "
)
_INSERT = (
    "INSERT INTO api_token (hash, reader, name, may, expires) SELECT :hash, :reader, :name, :may, "
    "now() + make_interval(days => :days) WHERE (SELECT active FROM person p "
    "WHERE p.name = :reader ORDER BY number DESC LIMIT 1) RETURNING expires"
)


class Bearer(NamedTuple):
    """Who opens a session: a reader, perhaps by a token that allows only some permissions.

    ``whole`` is for a verification: an auditor's session that may look at all rows.
    """

    reader: str
    token: str = ""
    may: frozenset[str] | None = None
    whole: bool = False


class Token(NamedTuple):
    """A token as it is kept: never itself. Times are RFC 3339; ``ended`` is empty if it was not."""

    reader: str
    name: str
    may: frozenset[str] | None
    made_at: str
    expires: str
    ended: str
    good: bool


class Tokens:
    """The tokens of a node. Each change and its entry in the log are one transaction."""

    def __init__(self, owner: sa.Engine, writer: Callable[[str], Writer]) -> None:
        self._owner, self._writer = owner, writer

    def all(self, reader: str = "") -> list[Token]:
        """Return the tokens that were made, of one reader or of all, oldest first."""
        with self._owner.connect() as connection:
            return _of(connection, reader)

    def new(self, bearer: Bearer, days: int) -> str:
        """Make a token of a reader and return it: it is shown this once.

        ``bearer.token`` is what its owner calls it, ``bearer.may`` what it is limited to.

        Raises:
            ComityError: the reader has one of that name that is good, or is no reader any more.
        """
        reader, name, may, _ = bearer
        token = PREFIX + secrets.token_urlsafe(32)  # 256 bits
        row = {"hash": hashed(token), "reader": reader, "name": name, "days": days}
        row["may"] = limit = None if may is None else sorted(may)
        with self._owner.begin() as connection:
            lock_log(connection)
            if _is_good(connection, reader, name):
                raise ComityError(f"{reader} has a token {name!r} already: revoke it first.")
            expires = connection.execute(sa.text(_INSERT), row).scalar()
            if expires is None:
                raise ComityError(f"{reader} is no reader any more.")
            allowed = "all" if limit is None else ", ".join(limit)
            what = {"reader": reader, "token": name, "may": allowed, "expires": _time(expires)}
            self._writer(reader)._append(connection, [Event("token", None, what)])
        return token

    def revoke(self, reader: str, name: str, by: str) -> None:
        """End a token.

        Raises:
            ComityError: the reader has none of that name that is still good.
        """
        with self._owner.begin() as connection:
            lock_log(connection)
            if not _is_good(connection, reader, name):
                raise ComityError(f"{reader} has no good token {name!r}. See: comity token list")
            end(connection, reader, by, name)
            what = {"reader": reader, "token": name, "ended": True}
            self._writer(by)._append(connection, [Event("token", None, what)])

    def bearer(self, token: str) -> Bearer | None:
        """Return who may come in with a token; None, if it is not or no longer good.

        It is looked up by its hash: how long that takes says nothing about the tokens there are.
        That one was used which is no longer good is logged. One that never was is not: else
        whoever can reach the node could fill its log.
        """
        query = sa.text(_TOKENS + "WHERE t.hash = :hash")
        with self._owner.connect() as connection:
            row = connection.execute(query, {"hash": hashed(token)}).first()
        if row is None:
            return None
        found = _token(row)
        if found.good:
            return Bearer(found.reader, found.name, found.may)
        what = {"token": found.name, "why": "revoked" if found.ended else "expired"}
        self._writer(found.reader).record(Event("denied", None, what, TOP))
        return None


def end(connection: sa.Connection, reader: str, by: str, name: str = "") -> None:
    """End the tokens of a reader, or those of one name."""
    connection.execute(
        sa.text(
            "INSERT INTO api_token_end (hash, made_by) SELECT hash, :by FROM api_token "
            "WHERE reader = :reader AND (:name = '' OR name = :name) ON CONFLICT DO NOTHING"
        ),
        {"reader": reader, "name": name, "by": by},
    )


def hashed(secret: str) -> bytes:
    """Return the SHA-256 under which a secret is kept."""
    return sha256(secret.encode("utf-8", "replace")).digest()


def _of(connection: sa.Connection, reader: str) -> list[Token]:
    query = _TOKENS + "WHERE :reader = '' OR t.reader = :reader ORDER BY t.number"
    return [_token(row) for row in connection.execute(sa.text(query), {"reader": storable(reader)})]


def _is_good(connection: sa.Connection, reader: str, name: str) -> bool:
    return any(token.good and token.name == name for token in _of(connection, reader))


def _token(row: Any) -> Token:
    return Token(
        row.reader,
        row.name,
        None if row.may is None else frozenset(row.may),
        _time(row.made_at),
        _time(row.expires),
        _time(row.ended) if row.ended else "",
        bool(row.fresh and not row.ended),
    )


def _time(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
