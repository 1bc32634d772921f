"""Who may do what: the roles of a node's people, and what each role permits, with the reason.

This is the whole of it. A person has one or more roles and may do what any of them permits: one
role more never takes anything away. Whoever has none that permits ``read`` is shown no row of any
case by the database itself.
"""

from collections.abc import Iterable
from typing import NamedTuple

from comity.model import ComityError
from comity.store import ROLES, Session


class Permission(NamedTuple):
    """What may be done, who may do it, and why they and nobody else."""

    name: str
    what: str
    roles: tuple[str, ...]
    why: str


PERMISSIONS = {
    p.name: p
    for p in (
        Permission(
            "read", "see cases",
            ("investigator", "analyst", "liaison", "prosecutor", "supervisor"),
            "Whoever works on cases, up to the clearance. To administer and to audit goes without.",
        ),
        Permission(
            "open", "open a case",
            ("investigator", "prosecutor", "supervisor"),
            "Whoever answers for an investigation decides that there is one.",
        ),
        Permission(
            "add", "add files to a case",
            ("investigator", "analyst", "liaison"),
            "Material comes from the investigation, from research, or from a partner's officer.",
        ),
        Permission(
            "note", "state something",
            ("investigator", "analyst", "liaison", "prosecutor"),
            "Whoever works with the material; a prosecutor knows how somebody stands in court.",
        ),
        Permission(
            "decide", "decide who is who, or withdraw what others stated",
            ("investigator", "analyst"),
            "It changes what everybody sees, so it takes those who know the material.",
        ),
        Permission(
            "report", "write a case to a file",
            ("investigator", "analyst", "liaison", "prosecutor", "supervisor"),
            "What may be read may be printed: the conditions stand on it, and the log records it.",
        ),
        Permission(
            "release", "share with a partner",
            ("liaison",),
            "One desk answers for what leaves the agency, and knows the partner's law.",
        ),
        Permission(
            "approve", "approve, as the second of four eyes",
            ("prosecutor", "supervisor"),
            "Not those who send: the second look is from who answers for the law or the desk.",
        ),
        Permission(
            "accept", "take in, or refuse, what a partner sent",
            ("liaison", "supervisor"),
            "To take it in is to be bound by the partner's conditions.",
        ),
        Permission(
            "partner", "add or revoke partners, or change the node's keys",
            ("administrator",),
            "Technical work, and not for those who send: nobody invents a partner and sends to it.",
        ),
        Permission(
            "people", "add or remove readers, or make administrators",
            ("administrator",),
            "Accounts and their tokens are technical work. What an account may see is not.",
        ),
        Permission(
            "clear", "give or take clearance, or any role but administrator",
            ("supervisor",),
            "Who needs to know is decided by who leads, never by who runs the machine.",
        ),
        Permission(
            "audit", "read the whole log and verify all that is kept",
            ("auditor",),
            "Whoever checks the others depends on nobody's clearance, and changes nothing.",
        ),
    )
}  # fmt: skip
"""The table, by the permission's name."""


class Denied(ComityError):
    """Somebody may not do what was asked. The log has it."""


def permitted(roles: Iterable[str]) -> frozenset[str]:
    """Return what may be done by who has these roles.

    >>> sorted(permitted(["administrator"]))
    ['partner', 'people']
    """
    held = frozenset(roles)
    return frozenset(p.name for p in PERMISSIONS.values() if held & set(p.roles))


def may(session: Session, permission: str) -> bool:
    """Return whether the reader of a session may do something now, and by this token."""
    limit = session.bearer.may
    return permission in permitted(session.roles) and (limit is None or permission in limit)


def require(session: Session, permission: str, **what: str) -> None:
    """Go on only if the reader may do something; ``what`` says in the log on what, as ``case``.

    Raises:
        Denied: the reader may not; the log has it.
    """
    if may(session, permission):
        return
    raise deny(session, permission, _reason(session, PERMISSIONS[permission]), **what)


def deny(session: Session, permission: str, sentence: str, **what: str) -> Denied:
    """Keep in the log that a reader was denied something; return the error that says so."""
    session.deny(permission, **what)
    return Denied(sentence)


def people_who_may(session: Session, permission: str) -> list[str]:
    """Return the names of those whose roles permit something."""
    roles = set(PERMISSIONS[permission].roles)
    return [person.name for person in session.people.all() if person.roles & roles]


def _reason(session: Session, permission: Permission) -> str:
    """Say who may not do what, which roles may, and whom to ask."""
    name, what, roles, _ = permission
    if name in permitted(session.roles):
        return (
            f"The token {session.bearer.token!r} of {session.reader} is not for this "
            f"({name}: {what}). Make one that is: comity token new --may {name}"
        )
    who = ", ".join(people_who_may(session, name)[:3])
    helpers = people_who_may(session, "people" if roles == ("administrator",) else "clear")
    ask = f"Ask {who}" if who else f"Nobody has it yet. Ask {', '.join(helpers[:3])} for it"
    return f"{session.reader} may not {what}: that takes the role {_listed(roles)}. {ask}."


def _listed(roles: tuple[str, ...]) -> str:
    *most, last = sorted(roles, key=ROLES.index)
    return f"{', '.join(most)} or {last}" if most else last
