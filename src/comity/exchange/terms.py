"""What agencies have promised, permitted and consented to, as far as a release may rely on it."""

from collections.abc import Sequence
from typing import NamedTuple

from comity import law
from comity.case import Case
from comity.exchange.office import Office
from comity.exchange.partners import Partner, partners
from comity.model import ComityError, Statement

_STANDING = ("given", "relied upon")


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
    said: dict[str, dict[str, list[Statement]]] = {}
    for s in office.session.statements(case.row, schemata=["Assurance"]):
        said.setdefault(s.entity, {}).setdefault(s.prop, []).append(s)
    senders = _senders(office, case, [s for p in said.values() for s in p.get("state", ())])
    found: dict[str, set[str]] = {"assurance": set(), "permission": set(), "consent": set()}
    for props in said.values():
        state = max(props.get("state", ()), key=lambda s: s.made, default=None)
        if state is None or state.value not in _STANDING or _over(props, on):
            continue
        giver = senders.get(state.id, "")
        for term in {s.value for s in props.get("term", ())}:
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


def _senders(office: Office, case: Case, states: list[Statement]) -> dict[str, str]:
    """Return the agencies that sent statements, by statement; none for our own people's."""
    agencies = {p.card.origin: p.card.agency for p in partners(office.packages)}
    carriers = office.packages.carriers(case.row, [s.id for s in states], incoming=True)
    origin = {p.id: p.partner for p in office.packages.packages(incoming=True, kind="assurance")}
    return {c.own.hex(): agencies.get(origin.get(package, ""), "") for package, c in carriers}


def _over(props: dict[str, list[Statement]], on: str) -> bool:
    return any(s.value < on for s in props.get("until", ()))
