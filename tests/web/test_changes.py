"""What can be written over HTTP, and what is refused, with a sentence and a fitting status."""

from itertools import count

import pytest
import requests
from tests.case.conftest import REPORTS
from tests.web.conftest import Client

_numbers = count(1)
FILE = REPORTS / "ap-2019-11-07.txt"


@pytest.fixture
def case(ann: Client) -> str:
    slug = f"written-{next(_numbers)}"
    assert ann.post("/api/v1/cases", {"slug": slug, "title": "Written"}).status_code == 201
    return f"/api/v1/cases/{slug}"


def _said(found: requests.Response) -> str:
    assert found.headers["Content-Type"] == "application/problem+json", found.text
    problem = found.json()
    assert problem["status"] == found.status_code
    assert "Traceback" not in found.text
    return f"{problem['status']} {problem['detail']}"


def _add(client: Client, case: str, **given: object) -> requests.Response:
    return client.post(f"{case}/files", files=[("files", FILE.open("rb"))], **given)


def test_files_are_added_once_with_grade_and_conditions(ann: Client, case: str) -> None:
    given = {"grade": "B2", "classification": "restricted", "code": ["H1"]}
    found = _add(ann, case, data=given).json()
    assert (found["documents"], found["known"], found["failures"]) == (1, 0, [])
    assert _add(ann, case, data=given).json()["known"] == 1
    shown = ann.json(f"{case}/documents/{FILE.name}")["document"]
    assert (shown["grade"], shown["name"], shown["origin"]) == ("B2", FILE.name, FILE.name)
    assert shown["handling"]["level"] == 1 and shown["handling"]["codes"] == ["H1"]
    assert shown["handling"]["originator"] == "Test desk"


def test_a_file_s_name_leads_nowhere(ann: Client, case: str) -> None:
    names = ["../../up.txt", "/etc/\0x", "..", "", "C:\\a\\b.txt", "x" * 3000, "警.txt"]
    for name in names:
        text = f"Liu Yong was arrested on August {len(name)}, 2017. {len(name)}".encode()
        sent = [("files", (name, text))]
        found = ann.post(f"{case}/files", files=sent)
        assert found.status_code in (200, 400), found.text
    kept = {s["document"]["name"] for s in ann.json(f"{case}/sources")}
    assert {"up.txt", "b.txt", "警.txt"} <= kept
    assert not [name for name in kept if "/" in name or "\\" in name or "\0" in name]


def test_a_file_that_cannot_be_read_is_listed(ann: Client, case: str) -> None:
    bad = ann.post(f"{case}/files", files=[("files", ("a.pdf", b"%PDF-1.7 broken"))]).json()
    assert len(bad["failures"]) == 1
    assert ann.json(f"{case}/failures")[0]["reason"] == bad["failures"][0]["reason"]


def test_notes_and_decisions_are_stated_and_taken_back(ann: Client, case: str) -> None:
    _add(ann, case)
    note = {"thing": "Liu Yong", "prop": "nationality", "value": "cn"}
    made = ann.post(f"{case}/notes", note).json()
    assert made["statement"]["author"] == "ann"
    values = {v["prop"]: v["value"] for v in ann.json(f"{case}/things/Liu Yong")["values"]}
    assert values["nationality"] == "cn"
    undone = ann.post(f"{case}/undo", {"statement": made["id"][:12]}).json()
    assert undone["statement"] == made["id"]
    assert "409" in _said(ann.post(f"{case}/undo", {"statement": made["id"][:12]}))

    one, other, *_ = [p["id"] for p in ann.json(f"{case}/parties") if p["schema"] == "Person"]
    same = {"a": one, "b": other, "same": False}
    assert ann.post(f"{case}/decisions", same).status_code == 201
    assert ann.post(f"{case}/undo", {}).status_code == 200
    assert "404" in _said(ann.post(f"{case}/decisions", {**same, "b": "0" * 32}))


def test_what_is_wrong_is_said(ann: Client, case: str) -> None:
    assert "409 There is a case 'xingtai'" in _said(ann.post("/api/v1/cases", {"slug": "xingtai"}))
    assert "400 'A b' cannot be" in _said(ann.post("/api/v1/cases", {"slug": "A b"}))
    assert "400 body.slug" in _said(ann.post("/api/v1/cases", {}))
    assert "404 There is no case 'nope'" in _said(ann.get("/api/v1/cases/nope/timeline"))
    assert "404 There is nothing at this" in _said(ann.get("/api/v1/nope"))
    assert "405" in _said(ann.post("/api/v1/log"))
    assert "400 'x' is not a day" in _said(ann.get(f"{case}/parties", on="x"))
    assert "404 Nothing in the case" in _said(ann.get(f"{case}/things/Nobody"))
    assert "404 No documents" in _said(ann.get(f"{case}/documents/none.txt"))
    assert "400" in _said(ann.get(f"{case}/search", q=" "))
    assert "400" in _said(ann.get(f"{case}/report.exe"))
    assert "400" in _said(_add(ann, case, data={"grade": "Z9"}))
    assert "400" in _said(_add(ann, case, data={"code": ["H9"]}))
    assert "400" in _said(_add(ann, case, data={"classification": "cosmic"}))
    assert "400" in _said(
        ann.post(f"{case}/notes", data=b"{", headers={"Content-Type": "text/json"})
    )


def test_a_body_that_is_too_large_is_refused(ann: Client, case: str) -> None:
    assert "413" in _said(ann.post(f"{case}/notes", {"thing": "x" * (2 << 20)}))

    def endless() -> object:
        yield b'{"thing": "'
        for _ in range(64):
            yield b"x" * (1 << 16)

    sent = ann.post(f"{case}/notes", data=endless(), headers={"Content-Type": "application/json"})
    assert "413" in _said(sent)


def test_readers_roles_and_tokens(ann: Client, guest: Client) -> None:
    made = ann("PUT", "/api/v1/readers/mei", json={"clearance": "restricted", "roles": ["analyst"]})
    held = made.json()
    assert (held["name"], held["clearance"], held["roles"]) == ("mei", "restricted", ["analyst"])
    ann("PUT", "/api/v1/readers/mei", json={"clearance": "public"})
    assert [h["clearance"] for h in ann.json("/api/v1/readers/mei/history")] == [
        *("restricted", "public")
    ]
    assert "403 guest may not" in _said(guest("PUT", "/api/v1/readers/mei", json={"roles": []}))
    assert "403" in _said(guest("DELETE", "/api/v1/readers/ann"))
    assert "403 A token cannot" in _said(guest.post("/api/v1/tokens", {"name": "more"}))
    assert ann("DELETE", "/api/v1/readers/mei").status_code == 204
    assert "409" in _said(ann("DELETE", "/api/v1/readers/mei"))
    assert "409" in _said(ann("DELETE", "/api/v1/readers/ann"))
