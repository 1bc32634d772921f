"""Overlap with a partner, as packages: ask, answer, and on both sides a lead for each match.

What is computed, and what each side learns, stands in ``exchange.overlap``. Here it meets the
node: whose statements may be used, where secrets are kept, what the logs say. A person asks, and
a person answers; what then comes back needs nobody, as no data enter a case by it.
"""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from comity.case import Case
from comity.exchange import dealings, overlap
from comity.exchange.message import Message
from comity.exchange.office import Office
from comity.exchange.overlap import Allowance, Holdings, Match, Past, Step
from comity.exchange.partners import Partner, partner
from comity.exchange.posting import Content, message, post
from comity.exchange.releasing import Manner, Release
from comity.exchange.sealed import Part
from comity.exchange.selection import Selection
from comity.exchange.sharing import Wish, circumstances, version
from comity.model import handling
from comity.store import Act, Event, PackageRow, Passing, write_private

_SAYS = {
    "ask": "Asks which identifiers both hold; accept it to answer",
    "reply": "The answer: what both hold, if anything, is among the leads",
    "closing": "What both hold, if anything, is among the leads",
}
_NONCE = re.compile("[0-9a-f]{64}")
PAYLOAD = "data/overlap.bin"
_ALLOWANCE = "allowance.json"


def ask(
    office: Office, case: Case, to: Partner, kinds: Iterable[str], *, whole: bool = False
) -> PackageRow:
    """Ask a partner which identifiers of a case both hold; ``whole`` asks from the beginning.

    Raises:
        ComityError: nothing of these kinds is held that may be used, or the reader may not ask.
    """
    office.bench.require("release")
    wanted = tuple(kinds)
    desk, mine = _desk(office, to), _holdings(office, case, to, wanted)
    asked, state = overlap.ask(mine, desk, wanted, whole=whole)
    folder, nonce = _folder(office, to), asked.header["nonce"]
    write_private(folder / f"{nonce}.state", json.dumps([case.slug, state.dump()]))
    write_private(folder / f"{nonce}.asked", overlap.record(asked, mine, desk).dump())
    return _post(office, to, case, asked)


def answer(office: Office, package: PackageRow, case: Case, payload: bytes) -> PackageRow:
    """Answer a partner's ask from what a case holds.

    Raises:
        overlap.Refused: the partner asks too much, too often, or for too little.
        ComityError: the ask is damaged.
    """
    to = partner(office.packages, package.partner)
    asked = Step(package.header["more"]["step"], payload)
    desk = _desk(office, to)
    mine = _holdings(office, case, to, asked.header["kinds"])
    replied = overlap.reply(asked, mine, desk, allowance(office, to), _history(office, to))
    folder, nonce = _folder(office, to), asked.header["nonce"]
    write_private(folder / f"{nonce}.reply", json.dumps([case.slug, dict(replied.header)]))
    write_private(folder / f"{nonce}.replied", overlap.record(replied, mine, desk).dump())
    sent = _post(office, to, case, replied, package.id)
    told = {"case": case.slug, "key": replied.header["key"]}
    office.packages.record(Passing(package, (Act("accepted", told),)))
    return sent


def take_in(office: Office, package: PackageRow, said: Message, payload: bytes) -> list[Match]:
    """Take in a reply or a closing: each match becomes a lead of the case that was asked from."""
    to = partner(office.packages, package.partner)
    step = Step(said.more.get("step", {}), payload)
    word = str(step.header.get("step"))
    if word not in ("reply", "closing"):
        return []
    folder, nonce = _folder(office, to), str(step.header.get("nonce"))
    kept = folder / f"{nonce}.{'state' if word == 'reply' else 'reply'}"
    if not _NONCE.fullmatch(nonce) or not kept.exists():  # done before, or never asked for
        return []
    slug, held = json.loads(kept.read_text("utf-8"))
    case, desk = office.bench.case(slug), _desk(office, to)
    if word == "reply":
        state = overlap.State.load(held)
        mine = _holdings(office, case, to, state.kinds)
        both, closing = overlap.finish(state, step, mine, desk)
        _post(office, to, case, closing, package.id)
    else:
        mine = _holdings(office, case, to, held["kinds"])
        both, unexplained = overlap.learn(step, Step(held, b""), mine, desk)
        told = {"partner": package.partner, "both": len(both), "unexplained": unexplained}
        office.session.write.record(Event("overlap", slug, told, case.row.level))
    _leads(office, case, to, both)
    kept.unlink()
    return both


def allowance(office: Office, to: Partner) -> Allowance:
    """Return what a partner may ask of this node."""
    path = _folder(office, to) / _ALLOWANCE
    return Allowance(**json.loads(path.read_text("utf-8"))) if path.exists() else Allowance()


def allow(office: Office, to: Partner, allowed: Allowance) -> None:
    """Set what a partner may ask of this node; the log has it.

    Raises:
        ComityError: the reader may not.
    """
    office.bench.require("partner")
    write_private(_folder(office, to) / _ALLOWANCE, json.dumps(allowed._asdict()))
    office.session.write.record(
        Event("allowance", None, {"partner": to.card.origin, **allowed._asdict()})
    )


def shown(said: Message) -> Mapping[str, Any]:
    """Return what both logs say of a step: which, and the set that its side committed to."""
    header = said.more.get("step", {}) if said.kind == "overlap" else {}
    return {name: header[name] for name in ("step", "set") if name in header}


def _post(office: Office, to: Partner, case: Case, step: Step, about: str = "") -> PackageRow:
    said = message(
        office,
        to,
        "overlap",
        text=_SAYS[step.header["step"]],
        packages=(about,) if about else (),
        law=version(office),
        more={"step": dict(step.header)},
    )
    payload = step.payload
    part = Part(PAYLOAD, len(payload), sha256(payload).hexdigest(), payload)
    acts = (Act("sealed"), Act("sent", {"case": case.slug}, shown(said)))
    return post(office, to, said, Content(parts=(part,)), acts=acts)


def _holdings(office: Office, case: Case, to: Partner, kinds: Iterable[str]) -> Holdings:
    """Return the identifiers of a case that may be used: those of which something may go out."""
    under = circumstances(office, case, to, Wish(to.name, ("all",), purpose="overlap"))
    found = Release(office, case, Selection(everything=True), under, Manner(files=False))
    usable = (line.what for line in found.statements() if line.sent is not None)
    return overlap.holdings(usable, kinds, office.node.jurisdiction)  # type: ignore[arg-type]


def _desk(office: Office, to: Partner) -> overlap.Desk:
    folder, today = _folder(office, to), date.today().isoformat()
    path = folder / "secret.json"
    if path.exists():
        secret = overlap.load_secret(path.read_text("utf-8")).current(today)
    else:
        secret = overlap.new_secret(today)
    write_private(path, secret.dump())
    return overlap.Desk(secret, folder, today)


def _history(office: Office, to: Partner) -> list[Past]:
    """Return what the partner asked before, and was answered."""
    packages = office.packages.packages(incoming=True, partner=to.card.origin, kind="overlap")
    acts = office.packages.all_acts(packages)
    return [
        Past(act.at[:10], step["nonce"], str(act.what.get("key", "")), int(step["number"]))
        for package in packages
        for act in acts.get((package.id, True), ())
        if act.act == "accepted" and (step := package.header["more"]["step"])
    ]


def _leads(office: Office, case: Case, to: Partner, both: Iterable[Match]) -> None:
    """Open a lead for each match, once: that the partner holds it too, and nothing more."""
    known = {lead.name for lead in dealings.listed(office, case, dealings.LEAD)}
    for match in both:
        name = f"{to.card.agency} also holds the {match.identifier.kind} {match.identifier.value}"
        if name in known:
            continue
        said = office.session.of_ids(case.row, match.statements)
        conditions = handling.strictest(s.handling for s in said)
        props = {"name": name, "subject": said[0].entity if said else ""}
        draft = dealings.Draft(dealings.LEAD, props, handling=conditions)
        dealings.begin(office, case, draft, giver=to.card.agency, receiver=office.node.agency)


def _folder(office: Office, to: Partner) -> Path:
    # Two origins must not share a secret, whatever characters they have.
    found = office.node.home / "overlap" / sha256(to.card.origin.encode()).hexdigest()[:32]
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found
