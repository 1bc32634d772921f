"""What agencies have promised, permitted and consented to, as far as a release may rely on it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from comity import law
from comity.case import Case
from comity.exchange.office import Office
from comity.exchange.partners import Partner, partners
from comity.model import ComityError, Statement

STANDING = ("given", "relied upon")
"""The states in which an assurance can be relied upon."""


class Terms(NamedTuple):
    """What is in force with a partner: ids of assurances, originators who permit, consents."""

    assurances: frozenset[str] = frozenset()
    permissions: frozenset[str] = frozenset()
    consents: frozenset[str] = frozenset()


def in_force(office: Office, case: Case, partner: Partner, on: str) -> Terms:
    """Return what stands in a case, of a partner's promises and of others' leave, on a day.

    A promise counts only if the one who promises sent it: what B says that A permits is nothing.
    A consent (of a court, of an authority) is what our own people have recorded.
    """
    found: dict[str, set[str]] = {"assurance": set(), "permission": set(), "consent": set()}
    for giver, said in _given(office, case):
        state = max((s for s in said if s.prop == "state"), key=lambda s: s.made)
        over = any(s.prop == "until" and s.value < on for s in said)
        if state.value not in STANDING or over:
            continue
        for term in {s.value for s in said if s.prop == "term"}:
            kind, _, rest = term.partition(":")
            if kind == "assurance" and giver == partner.card.agency:
                found["assurance"].add(rest)
            elif kind == "permission" and giver and rest == partner.card.agency:
                found["permission"].add(giver)
            elif kind == "consent" and not giver:
                found["consent"].add(rest)
    return Terms(*(frozenset(found[k]) for k in ("assurance", "permission", "consent")))


def with_given(circumstances: law.Circumstances, given: Sequence[str]) -> law.Circumstances:
    """Return circumstances in which more was given: words as a decision asks for them.

    Raises:
        ComityError: a word is none of ``assurance:…``, ``permission:…``, ``consent:…``.
    """
    found = circumstances
    for word in given:
        kind, _, rest = word.partition(":")
        field = f"{kind}s"
        if field not in Terms._fields or not rest:
            raise ComityError(
                f"{word!r} is nothing that can be given. Use assurance:…, permission:… or "
                "consent:…, as the preview asks for it."
            )
        names = frozenset(part.strip() for part in rest.split(";"))
        found = found._replace(**{field: getattr(found, field) | names})
    return found


def _given(office: Office, case: Case) -> Iterator[tuple[str, list[Statement]]]:
    """Yield who said how an assurance stands (no name: we), with what counts for it.

    That is what they said themselves, and we: others could add a term that was never given.
    """
    said: dict[str, dict[str, list[Statement]]] = {}
    statements = office.session.statements(case.row, schemata=["Assurance"])
    for giver, statement in _by_giver(office, case, statements):
        said.setdefault(statement.entity, {}).setdefault(giver, []).append(statement)
    for by_giver in said.values():
        for giver, own in by_giver.items():
            if any(s.prop == "state" for s in own):
                asked = [s for s in by_giver.get("", ()) if s.prop != "state"]
                yield giver, own + (asked if giver else [])


def _by_giver(
    office: Office, case: Case, statements: list[Statement]
) -> Iterator[tuple[str, Statement]]:
    """Yield statements with the agency that made them and sent them itself; no name for ours."""
    agencies = {p.card.origin: p.card.agency for p in partners(office.packages)}
    came = office.packages.carriers(case.row, [s.id for s in statements], incoming=True)
    packages = office.packages.packages(incoming=True, ids=(package for package, _ in came))
    origins = {p.id: p.partner for p in packages}
    senders: dict[str, set[str]] = {}
    for package, carried in came:
        sender = agencies.get(origins.get(package, ""), "")
        senders.setdefault(carried.own.hex(), set()).add(sender)
    for statement in statements:
        giver = statement.handling.originator
        if giver in ("", office.node.agency):
            yield "", statement
        elif giver in senders.get(statement.id, ()):
            yield giver, statement
