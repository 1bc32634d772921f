"""The people of a node: their roles and clearance, what each was when, and sessions' tickets.

Rows are only ever added: what holds of a person says the newest. Only the owner's role writes
them; neither the reading nor the writing role could make itself a reader. Each change and its
entry in the log are one transaction.
"""

import secrets
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from comity.model import CLASSIFICATIONS, ComityError
from comity.store import api_token
from comity.store.api_token import TOP, Bearer, hashed
from comity.store.rows import storable
from comity.store.writer import Event, Writer, lock_log

ROLES = (
    "investigator", "analyst", "liaison", "prosecutor", "supervisor", "auditor", "administrator",
)  # fmt: skip
"""What a person can be here; what each may do says ``comity.case``."""

_NEWEST = (
    "SELECT DISTINCT ON (name) name, level, roles, active, made_by, made_at FROM person "
    "{} ORDER BY name, number DESC"
)


class Person(NamedTuple):
    """What holds, or held, of a person; ``by`` whom and since when (``at``, RFC 3339)."""

    name: str
    level: int
    roles: frozenset[str]
    active: bool = True
    by: str = ""
    at: str = ""

    @property
    def clearance(self) -> str:
        """The level as a word."""
        return CLASSIFICATIONS[self.level]


class People:
    """Who may open the node. ``tokens`` are the API tokens, by which programs come in."""

    def __init__(self, owner: sa.Engine, writer: Callable[[str], Writer]) -> None:
        self._owner, self._writer = owner, writer
        self.tokens = api_token.Tokens(owner, writer)

    def all(self) -> list[Person]:
        """Return the people who are readers now, by name."""
        with self._owner.connect() as connection:
            return _active(connection)

    def find(self, name: str) -> Person | None:
        """Return a person who is a reader now."""
        with self._owner.connect() as connection:
            found = _newest(connection, name)
        return found if found and found.active else None

    def history(self, name: str) -> list[Person]:
        """Return all that ever held of a person, oldest first."""
        with self._owner.connect() as connection:
            rows = connection.execute(
                sa.text(
                    "SELECT name, level, roles, active, made_by, made_at FROM person "
                    "WHERE name = :name ORDER BY number"
                ),
                {"name": storable(name)},
            )
            return [_person(row) for row in rows]

    def put(self, before: Person | None, after: Person, by: str) -> None:
        """Keep what holds of a person from now on; ``before`` is what the change was decided on.

        Whoever leaves loses the open sessions and the tokens.

        Raises:
            ComityError: somebody else changed it meanwhile; or nobody would be left who can add
                readers, or who can clear them for everything.
        """
        with self._owner.begin() as connection:
            lock_log(connection)
            stood = _newest(connection, after.name)
            if (stood if stood and stood.active else None) != before:
                raise ComityError(f"Somebody has just changed {after.name} as well. Try again.")
            people = _active(connection)
            _insert(connection, after, by)
            _check_somebody_is_left(people, _active(connection))
            if not after.active:
                _end(connection, after.name, by)
            what = {
                "reader": after.name,
                "clearance": after.clearance,
                "roles": ", ".join(_ordered(after.roles)),
                "active": after.active,
            }
            self._writer(by)._append(connection, [Event("reader", None, what)])

    # --- sessions ----------------------------------------------------------------------------

    def ticket(self, bearer: Bearer) -> str:
        """Return a new ticket, the secret that says in a session whose it is; good for 12 hours."""
        ticket = secrets.token_hex(32)
        with self._owner.begin() as connection:
            connection.execute(sa.text("DELETE FROM ticket WHERE expires < now()"))
            connection.execute(
                sa.text(
                    "INSERT INTO ticket (token, reader, may, whole, expires) VALUES "
                    "(:token, :reader, :may, :whole, now() + interval '12 hours')"
                ),
                {
                    "token": hashed(ticket),
                    "reader": bearer.reader,
                    "may": None if bearer.may is None else sorted(bearer.may),
                    "whole": bearer.whole,
                },
            )
        return ticket

    def end_ticket(self, ticket: str) -> None:
        """Take a ticket back."""
        with self._owner.begin() as connection:
            found = {"token": hashed(ticket)}
            connection.execute(sa.text("DELETE FROM ticket WHERE token = :token"), found)


def _insert(connection: sa.Connection, person: Person, by: str) -> None:
    connection.execute(
        sa.text(
            "INSERT INTO person (name, level, roles, active, made_by) "
            "VALUES (:name, :level, :roles, :active, :by)"
        ),
        {
            "name": person.name,
            "level": person.level,
            "roles": _ordered(person.roles),
            "active": person.active,
            "by": by,
        },
    )


def _check_somebody_is_left(before: Iterable[Person], after: Iterable[Person]) -> None:
    """Refuse a change after which nobody could undo it."""
    for role, level, what in (
        ("administrator", 0, "add or remove readers"),
        ("supervisor", TOP, "give roles, or clear somebody for everything"),
    ):
        had, has = (
            any(role in p.roles and p.level >= level for p in people) for people in (before, after)
        )
        if had and not has:
            raise ComityError(f"Then nobody could {what}: give another the role {role} first.")


def _end(connection: sa.Connection, reader: str, by: str) -> None:
    """End the sessions and the tokens of somebody who leaves."""
    connection.execute(sa.text("DELETE FROM ticket WHERE reader = :reader"), {"reader": reader})
    api_token.end(connection, reader, by)


def _active(connection: sa.Connection) -> list[Person]:
    return [p for p in map(_person, connection.execute(sa.text(_NEWEST.format("")))) if p.active]


def _newest(connection: sa.Connection, name: str) -> Person | None:
    query = sa.text(_NEWEST.format("WHERE name = :name"))
    row = connection.execute(query, {"name": storable(name)}).first()
    return _person(row) if row else None


def _person(row: Any) -> Person:
    return Person(row[0], row[1], frozenset(row[2]), row[3], row[4], _time(row[5]))


def _ordered(roles: Iterable[str]) -> list[str]:
    return sorted(roles, key=ROLES.index)


def _time(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
