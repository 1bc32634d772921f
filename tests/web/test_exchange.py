"""What a person does with partners, over HTTP, on both sides; and who may not."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from tests.exchange.making import POLICE_INFORMATION, Agency, agencies, canary, meet, person
from tests.web.conftest import Client, serving
from typer.testing import CliRunner

import comity
from comity.cli import changes, partners, receiving, sending, serve  # noqa: F401  (commands)
from comity.cli.app import app
from comity.model import Statement
from comity.web import Listening, bind

X = "/api/v1/exchange"


class Person(Client):
    """Somebody of an agency, with a token."""

    def __init__(self, agency: Agency, address: str, name: str = "") -> None:
        bench = agency.bench.as_reader(name or agency.bench.reader)
        with bench:
            super().__init__(address, bench.new_token(f"t{id(self)}", days=1))

    def made(self, path: str, asked: Any) -> Any:
        """Post, and return what was made."""
        found = self.post(X + path, asked)
        assert found.status_code == 201, found.text
        return found.json()

    def done(self, path: str, asked: Any = None, method: str = "POST") -> Any:
        """Post or put, and return the answer."""
        found = self(method, X + path, json=asked)
        assert found.status_code == 200, found.text
        return found.json()


class Side:
    """An agency, served: its first reader, and a second person who approves."""

    def __init__(self, agency: Agency, address: str) -> None:
        self.agency, self.address = agency, address
        self.one = Person(agency, address)
        self.two = Person(agency, address, f"{agency.word}-two")

    def case(self) -> str:
        return self.agency.case().slug

    def state(self, case: str, *said: Statement) -> list[str]:
        return self.agency.state(self.agency.bench.case(case), *said)


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Side]]:
    """Two served nodes with each other's addresses on their cards."""
    made = agencies(tmp_path_factory.mktemp("agencies"), 2)
    with serving(made[0].bench.node) as (a, one), serving(made[1].bench.node) as (b, other):
        a.calls.most = b.calls.most = 10_000
        made[0].desk.reach(one)
        made[1].desk.reach(other)
        meet(made[0], made[1])
        meet(made[1], made[0])
        yield [Side(made[0], one), Side(made[1], other)]
    for agency in made:
        agency.close()


def _said(found: requests.Response, status: int) -> str:
    assert found.status_code == status, found.text
    assert found.headers["Content-Type"] == "application/problem+json"
    return str(found.json()["detail"])


def _deliver(side: Side, to: str) -> dict[str, Any]:
    found: dict[str, Any] = side.one.done(f"/partners/{to}/deliver")
    assert found["refused"] == []
    return found


def test_a_package_is_previewed_shared_delivered_looked_at_and_accepted(sides: list[Side]) -> None:
    us, cn = sides
    case, into, word = us.case(), cn.case(), canary()
    us.state(case, person(word))
    asked = {"to": "cn", "what": ["all"], "text": "As agreed"}
    preview = us.one.done(f"/cases/{case}/preview", asked)
    assert preview["counts"][0]["statements"] == 1 and not preview["approval"]
    (line,) = us.one.done(f"/cases/{case}/preview/lines", asked)
    assert line["what"]["value"] == word and line["decision"]["outcome"] == "released"
    sealed = us.one.made(f"/cases/{case}/share", asked)
    assert (sealed["kind"], sealed["state"]) == ("evidence", "sent")
    assert _deliver(us, "cn") == {"sent": 1, "came": 1, "refused": []}

    package = sealed["package"]
    assert cn.one.json(X + "/inbox", partner="us")[-1]["package"]["id"] == package
    looked = cn.one.json(f"{X}/inbox/{package[:12]}")
    assert looked["message"]["text"] == "As agreed" and looked["content"][0]["value"] == word
    entered = cn.one.done(f"/inbox/{package[:12]}/accept", {"case": into})
    assert (entered["case"], entered["statements"]) == (into, 1)
    assert "accepted by cn-one" in _said(
        cn.one.post(f"{X}/inbox/{package}/accept", {"case": into}), 409
    )
    _deliver(cn, "us")
    (standing,) = [s for s in us.one.json(X + "/outbox") if s["package"]["id"] == package]
    assert standing["state"] == "accepted"
    for finding in us.one.json(f"{X}/partners/cn/verify"):
        assert finding["wrong"] == []


def test_a_package_is_refused_with_a_ground_that_the_partner_reads(sides: list[Side]) -> None:
    us, cn = sides
    case = us.case()
    us.state(case, person(canary()))
    package = us.one.made(f"/cases/{case}/share", {"to": "cn"})["package"]
    _deliver(us, "cn")
    assert "Say why" in _said(cn.one.post(f"{X}/inbox/{package}/refuse", {"ground": " "}), 409)
    assert cn.one.done(f"/inbox/{package}/refuse", {"ground": "not ours"})["state"] == "refused"
    _deliver(us, "cn")
    (standing,) = [s for s in us.one.json(X + "/outbox") if s["package"]["id"] == package]
    assert standing["acts"][-1]["what"]["ground"] == "not ours"


def test_a_question_comes_before_the_decision(sides: list[Side]) -> None:
    us, cn = sides
    case = us.case()
    us.state(case, person(canary()))
    package = us.one.made(f"/cases/{case}/share", {"to": "cn"})["package"]
    _deliver(us, "cn")
    ask = f"/inbox/{package[:12]}/ask"
    assert cn.one.made(ask, {"question": "From the parcel?"})["kind"] == "question"
    _deliver(us, "cn")
    assert us.one.json(X + "/inbox")[-1]["package"]["header"]["text"] == "From the parcel?"
    cn.one.done(f"/inbox/{package}/refuse", {"ground": "not ours"})
    assert "refused" in _said(cn.one.post(X + ask, {"question": "And now?"}), 409)


def test_conditions_can_come_on_top(sides: list[Side]) -> None:
    us, cn = sides
    case = us.case()
    us.state(case, person(canary()))
    terms = {"to": "cn", "code": ["H1"], "until": "2035-01-01", "purpose": "case:linden"}
    package = us.one.made(f"/cases/{case}/share", terms)["package"]
    _deliver(us, "cn")
    (said,) = cn.one.json(f"{X}/inbox/{package}")["content"]
    assert said["handling"]["codes"] == ["H1"] and said["handling"]["until"] == "2035-01-01"
    for wrong in ({"code": ["H9"]}, {"until": "some day"}):
        assert _said(us.one.post(f"{X}/cases/{case}/share", {"to": "cn"} | wrong), 400)


def test_heads_of_a_log_are_compared(sides: list[Side]) -> None:
    us, cn = sides
    case = us.case()
    us.state(case, person(canary()))
    us.one.made(f"/cases/{case}/share", {"to": "cn"})
    _deliver(us, "cn")
    found = us.one.json(f"{X}/partners/cn/head")
    assert found["head"].startswith("comity/nncc\n")
    for finding in us.one.done("/partners/cn/compare", found):
        assert finding["wrong"] == []
    other = {"head": cn.one.json(f"{X}/partners/us/head")["head"]}
    assert _said(us.one.post(f"{X}/partners/cn/compare", other), 409)
    assert _said(us.one.get(f"{X}/partners/nobody/head"), 404)


def test_a_sealed_file_goes_by_hand_too(sides: list[Side], tmp_path: Path) -> None:
    us, cn = sides
    case = us.case()
    us.state(case, person(canary()))
    package = us.one.made(f"/cases/{case}/share", {"to": "cn"})["package"]
    found = us.one.post(f"{X}/outbox/{package}/copy")
    assert f'"{package[:16]}.comity"' in found.headers["Content-Disposition"]
    assert "does not wait" in _said(us.one.post(f"{X}/outbox/{package}/copy"), 409)
    for new in (True, False):
        came = cn.one.post(X + "/inbox", files={"file": ("x.comity", found.content)})
        assert came.status_code == 201, came.text
        assert came.json() == {"package": package, "kind": "evidence", "new": new}
    for junk in (b"", b"junk", found.content[:-50]):
        assert _said(cn.one.post(X + "/inbox", files={"file": ("x", junk)}), 422)


def test_four_eyes_where_policy_asks(sides: list[Side]) -> None:
    us, _ = sides
    case = us.case()
    secret = person(canary(), handling=comity.Handling(2))
    us.state(case, secret)
    sealed = us.one.made(f"/cases/{case}/share", {"to": "cn"})
    assert sealed["state"] == "sealed"
    assert _deliver(us, "cn")["sent"] == 0
    approve = f"{X}/outbox/{sealed['package']}/approve"
    assert "Four eyes" in _said(us.one.post(approve), 409)
    assert us.two.post(approve).json()["state"] == "sent"
    assert "no approval" in _said(us.two.post(approve), 409)
    assert _deliver(us, "cn")["sent"] == 1


def test_a_lead_is_given_and_closed(sides: list[Side]) -> None:
    us, cn = sides
    case, into = us.case(), cn.case()
    us.state(case, person("Peter Marsh"))
    asked = {
        "to": "cn", "about": "A vendor", "source": "Peter Marsh", "grade": "B2",
        "conditions": "Not in court", "deadline": "2030-01-01", "code": ["H1"],
    }  # fmt: skip
    package = us.one.made(f"/cases/{case}/leads", asked)["package"]
    _deliver(us, "cn")
    cn.one.done(f"/inbox/{package}/accept", {"case": into})
    (lead,) = cn.one.json(f"{X}/cases/{into}/leads")
    said = {step["prop"]: step["value"] for step in lead["steps"]}
    assert said["conditions"] == "Not in court" and "tipster" not in said
    cn.agency.consent(cn.agency.bench.case(into), us.agency)
    close = f"/cases/{into}/leads/{lead['id'][:12]}"
    package = cn.one.made(close, {"to": "us", "outcome": "Two arrests"})["package"]
    _deliver(us, "cn")
    us.one.done(f"/inbox/{package}/accept", {"case": case})
    (lead,) = us.one.json(f"{X}/cases/{case}/leads")
    assert "Two arrests" in {step["value"] for step in lead["steps"]}
    none = us.one.post(f"{X}/cases/{case}/leads/ffff", {"to": "cn", "outcome": "x"})
    assert "No lead" in _said(none, 404)


REQUEST = {
    "about": "Records", "authority": "DEA", "nature": "Investigation", "facts": "As said",
    "assistance": "Bank records", "aim": "Trial", "legal_basis": "MLAA 2000, Art. 4",
    "offence": "trafficking", "substance": "fentanyl",
}  # fmt: skip


def test_a_request_is_made_and_answered(sides: list[Side]) -> None:
    us, cn = sides
    case, into = us.case(), cn.case()
    package = us.one.made(f"/cases/{case}/requests", {"to": "cn", **REQUEST})["package"]
    _deliver(us, "cn")
    cn.one.done(f"/inbox/{package}/accept", {"case": into})
    (request,) = cn.one.json(f"{X}/cases/{into}/requests")
    said = {step["prop"]: step["value"] for step in request["steps"]}
    assert said["legalBasis"] == REQUEST["legal_basis"] and said["name"] == "Records"
    path = f"/cases/{into}/requests/{request['id'][:12]}"
    refused = {"to": "us", "how": "refused"}
    assert "Say why" in _said(cn.one.post(X + path, refused), 400)
    assert "body.how" in _said(cn.one.post(X + path, {"to": "us", "how": "perhaps"}), 400)
    cn.agency.consent(cn.agency.bench.case(into), us.agency)
    found = cn.one.post(X + path, refused | {"ground": "cn/refusal/sovereignty"})
    # The law of the one who answers decides whether even that may go out.
    assert found.status_code in (201, 400), found.text


def test_an_assurance_is_asked_given_and_relied_upon(sides: list[Side]) -> None:
    us, cn = sides
    case, into = us.case(), cn.case()
    asked = {"to": "cn", "term": "no-death-sentence", "text": "Before trial"}
    package = us.one.made(f"/cases/{case}/assurances", asked)["package"]
    _deliver(us, "cn")
    cn.one.done(f"/inbox/{package}/accept", {"case": into})
    (assurance,) = cn.one.json(f"{X}/cases/{into}/assurances")
    cn.agency.consent(cn.agency.bench.case(into), us.agency)
    path = f"/cases/{into}/assurances/{assurance['id']}"
    assert "was not given" in _said(
        cn.one.post(X + path, {"to": "us", "state": "relied upon"}), 400
    )
    package = cn.one.made(path, {"to": "us", "state": "given", "until": "2035-01-01"})["package"]
    _deliver(us, "cn")
    us.one.done(f"/inbox/{package}/accept", {"case": case})
    path = f"/cases/{case}/assurances/{assurance['id']}"
    us.one.made(path, {"to": "cn", "state": "relied upon", "text": "Extradited"})
    (found,) = us.one.json(f"{X}/cases/{case}/assurances")
    assert "Extradited" in {step["value"] for step in found["steps"]}


def test_a_consent_is_recorded_and_what_if_says_what_it_lifts(sides: list[Side]) -> None:
    _, cn = sides
    case = cn.case()
    cn.state(case, person(canary()))
    asked = {"to": "us", "what": ["all"]}
    held = cn.one.done(f"/cases/{case}/preview", asked)["counts"][0]["decision"]
    assert held["outcome"] == "held" and held["reasons"][0]["asks"] == POLICE_INFORMATION
    assert POLICE_INFORMATION in _said(cn.one.post(f"{X}/cases/{case}/share", asked), 400)
    (change,) = cn.one.done(f"/cases/{case}/what-if", asked | {"given": [POLICE_INFORMATION]})
    assert change["after"]["outcome"] == "released"
    consent = {"row": POLICE_INFORMATION.removeprefix("consent:"), "by": "The Ministry"}
    made = cn.one.made(f"/cases/{case}/consents", consent)
    assert made["schema"] == "Assurance"
    assert cn.one.done(f"/cases/{case}/preview", asked)["counts"][0]["decision"]["outcome"] == (
        "released"
    )


def test_recalls_of_a_package_and_of_a_statement(sides: list[Side]) -> None:
    us, cn = sides
    case, into = us.case(), cn.case()
    gone, kept = us.state(case, person(canary()), person(canary()))
    package = us.one.made(f"/cases/{case}/share", {"to": "cn"})["package"]
    _deliver(us, "cn")
    cn.one.done(f"/inbox/{package}/accept", {"case": into})
    recalls = f"/cases/{case}/recalls"
    (sealed,) = us.one.made(recalls, {"statement": gone[:12], "text": "Misread"})
    assert sealed["kind"] == "recall"
    assert "nothing to recall" in _said(us.one.post(X + recalls, {"statement": gone[:12]}), 409)
    _deliver(us, "cn")
    assert cn.one.json(f"/api/v1/cases/{into}")["statements"] == 1
    us.one.made(f"/outbox/{package[:12]}/recall", {"text": "All of it"})
    assert "already" in _said(us.one.post(f"{X}/outbox/{package}/recall", {}), 409)
    _deliver(us, "cn")
    assert cn.one.json(f"/api/v1/cases/{into}")["statements"] == 0
    assert kept
    recall = next(s for s in cn.one.json(X + "/inbox")[::-1] if s["package"]["kind"] == "recall")
    (effect,) = cn.one.json(f"{X}/inbox/{recall['package']['id']}/effects")
    assert effect["case"] == into and effect["withdrawn"] >= 1


def test_overlap_is_asked_and_allowed(sides: list[Side]) -> None:
    us, cn = sides
    case, into = us.case(), cn.case()
    for side, at, mark in ((us, case, "1"), (cn, into, "2")):
        numbers = ["+8613800138000", *(f"+86138001380{n:02}"[:14] for n in range(10, 30))]
        numbers += [f"+86139{mark}{n:07}" for n in range(20)]
        side.state(at, *(person("Rosa", "phone", number) for number in numbers))
    cn.agency.consent(cn.agency.bench.case(into), us.agency)
    allowed = cn.one.done("/partners/us/allowance", {"least": 5, "asks": 3}, "PUT")
    assert (allowed["least"], allowed["asks"]) == (5, 3)
    assert cn.one.json(f"{X}/partners/us/allowance") == allowed
    asked = us.one.made(f"/cases/{case}/overlap", {"to": "cn", "kinds": ["phone"]})
    _deliver(us, "cn")
    cn.one.done(f"/inbox/{asked['package']}/accept", {"case": into})
    _deliver(cn, "us")
    _deliver(us, "cn")
    for side, at in ((us, case), (cn, into)):
        names = [
            step["value"]
            for lead in side.one.json(f"{X}/cases/{at}/leads")
            for step in lead["steps"]
            if step["prop"] == "name"
        ]
        assert any("+8613800138000" in name for name in names), names


def test_an_exhibit_is_made_and_checked(sides: list[Side]) -> None:
    us, cn = sides
    case = us.case()
    us.state(case, person(canary()))
    package = us.one.made(f"/cases/{case}/share", {"to": "cn"})["package"]
    _deliver(us, "cn")
    _deliver(us, "cn")
    made = us.one.get(f"{X}/exhibits/{package[:12]}")
    assert made.headers["Content-Type"].startswith("text/plain") and made.status_code == 200
    cards = [side.agency.desk.card.dump() for side in sides]
    checked = cn.one.done("/exhibits/check", {"exhibit": made.text, "cards": cards})
    assert checked["holds"] and len(checked["says"]) > 2
    changed = made.text.replace("DEA", "FBI", 1)
    assert not cn.one.done("/exhibits/check", {"exhibit": changed, "cards": cards})["holds"]
    assert _said(us.one.get(f"{X}/exhibits/ffffffff"), 404)
    assert _said(us.one.get(f"{X}/exhibits/{package}", part="ab" * 32), 409)


def test_cards_are_confirmed_revoked_and_changed(sides: list[Side]) -> None:
    us, cn = sides
    before = us.one.json(X + "/card")
    assert before == us.agency.desk.card._asdict() | {
        name: list(getattr(us.agency.desk.card, name)) for name in ("seal", "revoked", "signatures")
    }
    after = us.one.done("/card/rotate", {"lost": True})
    assert after["serial"] == before["serial"] + 1 and before["sign"] in after["revoked"]
    us.agency.restart()  # as what keeps the old keys in mind
    card = us.agency.desk.card
    text = card.dump()
    said = _said(cn.one.post(X + "/partners", {"card": text, "name": "us"}), 409)
    assert card.fingerprint in said and "telephone" in said
    wrong = {"card": text, "fingerprint": "0" * 40}
    assert "another fingerprint" in _said(cn.one.post(X + "/partners", wrong), 400)
    added = cn.one.made("/partners", {"card": text, "fingerprint": card.fingerprint})
    assert (added["name"], added["card"]["serial"]) == ("us", card.serial)
    assert cn.one.done("/partners/us/revoke")["state"] == "revoked"
    assert "revoked" in _said(cn.one.post(f"{X}/partners/us/deliver"), 404)
    assert _said(cn.one.post(f"{X}/partners/nobody/revoke"), 404)
    us.one.done("/card", {"address": us.address}, "PUT")
    us.agency.restart()
    meet(cn.agency, us.agency)
    assert "https" in _said(us.one("PUT", X + "/card", json={"address": "http://x.example"}), 400)
    _deliver(us, "cn")
    assert "That is no card" in _said(cn.one.post(X + "/partners", {"card": "{}"}), 400)


def test_the_commands_do_it_too(sides: list[Side], tmp_path: Path) -> None:
    us, cn = sides

    def run(side: Side, *words: str) -> str:
        said = CliRunner().invoke(app, ["--home", str(side.agency.home), *words])
        assert said.exit_code == 0, said.output + str(said.exception)
        return str(said.output)

    card = tmp_path / "cn.json"
    run(cn, "partner", "card", "--address", cn.address, "-o", str(card))
    run(us, "partner", "add", str(card))
    cn.agency.restart()
    case = us.case()
    us.state(case, person(canary()))
    run(us, "share", case, "--to", "cn", "--yes")
    assert "1 delivered, 1 fetched" in run(us, "send", "cn")
    (standing,) = json.loads(run(us, "outbox", "--partner", "cn", "--json"))[-1:]
    assert standing["state"] == "acknowledged"
    assert "unchanged" in run(us, "verify", "--partner", "cn")


def test_a_server_says_at_once_that_there_is_no_such_receiver(sides: list[Side]) -> None:
    with bind(Listening(port=0)) as free:
        port = str(free.getsockname()[1])
    words = ["--home", str(sides[0].agency.home), "serve", "--port", port, "--receiver", "none"]
    said = CliRunner().invoke(app, words)
    assert isinstance(said.exception, comity.ComityError) and "'none'" in str(said.exception)


# --- who may not ---------------------------------------------------------------------------------


NOT_FOR: dict[str, list[tuple[str, str, dict[str, Any]]]] = {
    "analyst": [
        ("POST", "/cases/{case}/share", {"to": "cn"}),
        ("POST", "/cases/{case}/overlap", {"to": "cn"}),
        ("POST", "/cases/{case}/leads", {"to": "cn", "about": "x"}),
        ("POST", "/cases/{case}/requests", {"to": "cn", **REQUEST}),
        ("POST", "/cases/{case}/assurances", {"to": "cn", "term": "x"}),
        ("POST", "/cases/{case}/consents", {"row": "x", "by": "y"}),
        ("POST", "/cases/{case}/recalls", {"statement": "{statement}"}),
        ("POST", "/outbox/{sent}/approve", {}),
        ("POST", "/outbox/{sent}/recall", {}),
        ("POST", "/inbox/{came}/accept", {"case": "{case}"}),
        ("POST", "/inbox/{came}/refuse", {"ground": "x"}),
        ("PUT", "/card", {"address": ""}),
        ("POST", "/card/rotate", {}),
        ("POST", "/partners", {"card": "{card}"}),
        ("POST", "/partners/cn/revoke", {}),
        ("PUT", "/partners/cn/allowance", {}),
    ],
    "liaison": [
        ("POST", "/outbox/{sent}/approve", {}),
        ("POST", "/cases/{case}/consents", {"row": "x", "by": "y"}),
        ("POST", "/cases/{case}/assurances/{assurance}", {"to": "cn", "state": "given"}),
        ("POST", "/card/rotate", {}),
    ],
    "administrator": [
        ("POST", "/cases/{case}/preview", {"to": "cn"}),
        ("GET", "/inbox", {}),
        ("GET", "/inbox/{came}", {}),
        ("GET", "/outbox", {}),
        ("GET", "/cases/{case}/leads", {}),
        ("GET", "/partners/cn/verify", {}),
        ("GET", "/exhibits/{sent}", {}),
        ("POST", "/outbox/{sent}/copy", {}),
        ("POST", "/partners/cn/deliver", {}),
    ],
    "": [("GET", "/card", {}), ("GET", "/partners", {}), ("GET", "/partners/cn/allowance", {})],
}


@pytest.mark.parametrize("role", NOT_FOR)
def test_who_may_not_is_denied_and_the_log_has_it(sides: list[Side], role: str) -> None:
    us, cn = sides
    name = f"only-{role or 'reader'}"
    us.agency.bench.add_reader(name, "secret", [role] if role else [])
    with us.agency.bench.as_reader(name) as bench:
        somebody = Client(us.address, bench.new_token("t", days=1))
    case, theirs = us.case(), cn.case()
    (statement,) = us.state(case, person(canary()))
    cn.state(theirs, person(canary()))
    cn.agency.consent(cn.agency.bench.case(theirs), us.agency)
    known = {
        "case": case,
        "statement": statement,
        "card": cn.agency.desk.card.dump(),
        "sent": us.one.made(f"/cases/{case}/share", {"to": "cn"})["package"],
        "came": cn.one.made(f"/cases/{theirs}/share", {"to": "us"})["package"],
    }
    us.one.made(f"/cases/{case}/assurances", {"to": "cn", "term": "this-case-only"})
    known["assurance"] = us.one.json(f"{X}/cases/{case}/assurances")[0]["id"]
    _deliver(us, "cn")
    before = us.agency.bench.log()
    for method, path, asked in NOT_FOR[role]:
        body = {k: v.format(**known) if isinstance(v, str) else v for k, v in asked.items()}
        found = somebody(method, X + path.format(**known), json=body or None)
        if method != "GET" and not body:
            found = somebody(method, X + path.format(**known), json={})
        assert "may not" in _said(found, 403), path
    after = us.agency.bench.log()[len(before) :]
    assert {e["kind"] for e in after} == {"denied"} and len(after) >= len(NOT_FOR[role])
    assert {e["author"] for e in after} == {name}
