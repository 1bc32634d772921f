"""A guest is shown nothing above the clearance, by whichever address."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from typing import Any

from tests.web.conftest import CANARY, Client

from comity.web import Served

CANARIES = [*CANARY.split(), "139 1234 5678", "13912345678", "canarius.txt"]


def _asked(ann: Client) -> dict[str, list[str]]:
    """What the parts of an address can name, secret things among them."""
    things = [h["id"] for h in ann.json("/api/v1/cases/mixed/search", q=CANARY)]
    document = next(t for t in things if len(t) == 64)
    return {
        "slug": ["mixed", "hidden"],
        "thing": [t for t in things if len(t) == 32],
        "document": [document, document[:12]],
        "form": ["html", "json", "graphml", "csv"],
        "name": ["ann", "ice"],
        "package": [s["package"]["id"] for box in ("inbox", "outbox") for s in _box(ann, box)],
        "sha256": ["0" * 64],
    }


def _box(ann: Client, box: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ann.json(f"/api/v1/exchange/{box}")
    assert len(found) == 1
    return found


def _addresses(ann: Client) -> Iterator[str]:
    asked = _asked(ann)
    for path, methods in ann.json("/openapi.json")["paths"].items():
        if "get" in methods:
            names = re.findall(r"{(\w+)}", path)
            for values in product(*(asked[name] for name in names)):
                yield path.format(**dict(zip(names, values, strict=True)))


QUERY = {"q": "fentanyl", "name": "fentanyl", "in": "cn", "act": "trafficking"} | {
    "substance": "fentanyl", "between": "us,cn", "last": "1000", "everyone": "true",
}  # fmt: skip


EXCHANGED = ("inbox", "inbox/ID", "outbox", "cases/hidden/leads")
"""Where whoever may see it reads of the secret lead."""


def _seen(client: Client, address: str) -> set[str]:
    text = client.get(address, **QUERY).content.decode("utf-8", "replace")
    return {canary for canary in CANARIES if canary in text}


def test_no_address_tells_a_guest_what_is_secret(ann: Client, guest: Client) -> None:
    addresses = list(_addresses(ann))
    assert len(addresses) > 40
    assert {a: seen for a in addresses if (seen := _seen(guest, a))} == {}
    telling = {re.sub(r"[0-9a-f]{12,}", "ID", a) for a in addresses if _seen(ann, a)}
    assert {f"/api/v1/exchange/{part}" for part in EXCHANGED} <= telling
    assert len(telling) > 20  # what the guest was asked would have told


def test_a_guest_cannot_tell_a_hidden_case_from_none(guest: Client) -> None:
    for rest in ("", "/timeline", "/report.json", "/documents/canarius.txt"):
        hidden, none = (guest.get(f"/api/v1/cases/{c}{rest}") for c in ("hidden", "nosuch"))
        assert hidden.status_code == none.status_code == 404
        assert hidden.text.replace("hidden", "nosuch") == none.text


def test_many_at_once_each_see_their_own(ann: Client, guest: Client) -> None:
    address = "/api/v1/cases/mixed/parties"

    def told(number: int) -> bool:
        reader = (ann, guest)[number % 2]
        token = str(reader.session.headers["Authorization"]).removeprefix("Bearer ")
        return CANARY in Client(reader.address, token).get(address).text

    with ThreadPoolExecutor(12) as threads:
        assert list(threads.map(told, range(48))) == [True, False] * 24


def test_nothing_is_open_to_who_is_not_signed_in(
    served: tuple[Served, str], ann: Client, nobody: Client
) -> None:
    served[0].calls.most = 1000
    for path, methods in ann.json("/openapi.json")["paths"].items():
        for method in methods:
            found = nobody(method.upper(), re.sub(r"{\w+}", "mixed", path))
            assert found.status_code == 401, (method, path, found.text)
            scheme = "Bearer" if path.startswith("/api/") else "Comity"
            assert found.headers["WWW-Authenticate"].startswith(scheme)
