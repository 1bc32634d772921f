"""Adding and removing readers, giving and taking roles and clearance, and their tokens.

The rule is short. The administrator adds and removes people and makes administrators; the
supervisor gives every other role and every clearance; nobody gives himself anything. So whoever
runs the machine cannot let himself, or a second self, see a case: that takes a supervisor. And a
supervisor cannot make up people. One person alone has all roles, and can hand some on later.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from comity.case.roles import PERMISSIONS, deny, may, require
from comity.model import ComityError, handling
from comity.store import ROLES, TOP, Finding, Person, Session, Token

_ADMINISTRATOR = frozenset(("administrator",))
_LONGEST = 64  # signs of a name
_LONGEST_DAYS = 366


def add(session: Session, name: str, clearance: str | None, roles: Iterable[str] | None) -> Person:
    """Add a reader, or give one another clearance or other roles; return what holds now."""
    before = session.people.find(name)
    if before is None:
        _check_name(name)
    old = before or _nobody(name)
    if roles is None:
        roles = ("investigator",) if clearance and before is None else old.roles
    level = handling.level(clearance) if clearance else old.level
    return _change(session, before, old._replace(level=level, roles=_known(roles)))


def give(session: Session, name: str, roles: Iterable[str]) -> Person:
    """Give a reader more roles."""
    before = _reader(session, name)
    return _change(session, before, before._replace(roles=before.roles | _known(roles)))


def take(session: Session, name: str, roles: Iterable[str]) -> Person:
    """Take roles from a reader."""
    before = _reader(session, name)
    return _change(session, before, before._replace(roles=before.roles - _known(roles)))


def remove(session: Session, name: str) -> None:
    """Have somebody be a reader no more."""
    before = _reader(session, name)
    _change(session, before, before._replace(active=False))


def needed(before: Person | None, after: Person) -> set[str]:
    """Return the permissions that a change takes."""
    old = before or _nobody(after.name)
    changed = old.roles ^ after.roles
    found = set()
    if before is None or not after.active or changed & _ADMINISTRATOR:
        found.add("people")
    if changed - _ADMINISTRATOR or old.level != after.level:
        found.add("clear")
    return found


def _change(session: Session, before: Person | None, after: Person) -> Person:
    if before == after:
        return after
    permissions = needed(before, after)
    for permission in sorted(permissions):
        require(session, permission, reader=after.name)
    if why := _overreaches(session, before, after, "clear" in permissions):
        raise deny(session, "clear", why, reader=after.name)
    session.people.put(before, after, session.reader)
    return after


def _overreaches(session: Session, before: Person | None, after: Person, clears: bool) -> str:
    """Say why a change is out of the reader's reach, whatever his roles; empty if it is not."""
    old, own = before or _nobody(after.name), session.level
    gained = after.roles - old.roles
    if after.name == session.reader and (gained or after.level > old.level):
        return "Nobody gives himself a role or a clearance: have another do it."
    if clears and after.level > own:
        return f"{session.reader} cannot clear somebody for {after.clearance}."
    if clears and old.level > own:
        return f"{session.reader} cannot change what {old.name}, cleared for {old.clearance}, may."
    if "auditor" in gained and own < TOP:
        return f"{session.reader} cannot make an auditor, who reads the log of what is above."
    return ""


def new_token(session: Session, name: str, days: int, permissions: Iterable[str] | None) -> str:
    """Make an API token of the reader's own and return it."""
    _check_name(name)
    limit = None if permissions is None else frozenset(permissions)
    for unknown in sorted((limit or frozenset()) - set(PERMISSIONS)):
        known = ", ".join(PERMISSIONS)
        raise ComityError(f"{unknown!r} is no permission. Use one or more of: {known}.")
    if not 1 <= days <= _LONGEST_DAYS:
        raise ComityError(f"A token is good for 1 to {_LONGEST_DAYS} days, not {days}.")
    if session.bearer.token:
        said = "A token cannot make a token: do it where you are signed in yourself."
        raise deny(session, "token", said)
    return session.people.tokens.new(session.bearer._replace(token=name, may=limit), days)


def tokens(session: Session) -> list[Token]:
    """Return the reader's tokens, or everybody's for who manages people."""
    return session.people.tokens.all("" if may(session, "people") else session.reader)


def revoke_token(session: Session, name: str, reader: str | None) -> None:
    """End a token: the reader's own, or, for who manages people, another's."""
    if reader not in (None, session.reader):
        require(session, "people", reader=reader)
    session.people.tokens.revoke(reader or session.reader, name, session.reader)


def check(session: Session) -> Finding:
    """Check that every reader is what the log says last, and no more."""
    entries = (json.loads(row.entry) for row in session.log(kind="reader"))
    said = {e["what"]["reader"]: e["what"] for e in entries if e["kind"] == "reader"}
    left = {name for name, what in said.items() if not what.get("active", True)}
    found = {person.name: person for person in session.people.all()}
    wrong = [f"{name} is missing" for name in sorted(set(said) - left - set(found))]
    wrong += [
        f"{name} is not what the log says of this reader"
        for name, person in found.items()
        if name in left or not _agrees(person, said.get(name, {}))
    ]
    return Finding("readers", len(found), tuple(wrong))


def _agrees(person: Person, what: Mapping[str, Any]) -> bool:
    roles = ", ".join(sorted(person.roles, key=ROLES.index))
    # Before there were roles, the log knew the clearance alone.
    return bool(what) and (person.clearance, roles) == (what["clearance"], what.get("roles", roles))


def _nobody(name: str) -> Person:
    return Person(name, 0, frozenset())


def _reader(session: Session, name: str) -> Person:
    found = session.people.find(name)
    if found is None:
        raise ComityError(f"There is no reader {name!r}. See: comity reader list")
    return found


def _known(roles: Iterable[str]) -> frozenset[str]:
    found = frozenset(roles)
    for unknown in sorted(found - set(ROLES)):
        raise ComityError(f"{unknown!r} is no role. Use one or more of: {', '.join(ROLES)}.")
    return found


def _check_name(name: str) -> None:
    if not name.strip() == name or not name.isprintable() or not 0 < len(name) <= _LONGEST:
        raise ComityError(f"{name!r} cannot be a name: 1 to {_LONGEST} signs, none of them hidden.")
