"""Whatever is sent to any operation: no answer is a server's error, each is as it is described."""

from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from tests.web.conftest import Client

from comity.exchange.calling import Call, sign
from comity.exchange.keys import Keys
from comity.web import Served

load_all_checks()
WANTED: Any = CHECKS.get_by_names(["not_a_server_error", "response_schema_conformance"])
KNOWN = {"slug": "xingtai", "thing": "Liu Yong", "document": "ap-2019-11-07.txt", "reader": "ann"}
"""What makes a request reach what is behind the first look-up."""


class Signed(requests.auth.AuthBase):
    """Has each request be a call by the node of ``ice``, which is a partner."""

    def __init__(self, home: Path) -> None:
        self._signer = Keys.of(home.parent / "ice", "comity/ice").signer

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        body = request.body or b""
        data = body.encode() if isinstance(body, str) else body
        call = Call(
            "comity/ice", "comity/test-desk", str(request.method), request.path_url,
            sha256(data if isinstance(data, bytes) else b"").hexdigest(),
        )  # fmt: skip
        request.headers["Authorization"] = sign(call, self._signer)
        return request


def test_any_request_is_answered_as_described(
    served: tuple[Served, str], ann: Client, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=1 << 50))
    served[0].calls.most = 100_000
    package = ann.json("/api/v1/exchange/inbox")[0]["package"]["id"]
    described = schemathesis.openapi.from_url(ann.address + "/openapi.json")
    found: Any = described.get_all_operations()
    operations = [operation.ok() for operation in found]
    assert len(operations) > 70
    for operation in operations:
        known = KNOWN | {"package": package, "sha256": "ab" * 32}
        if operation.path.startswith("/api/v1/exchange/partners/{name}"):
            known["name"] = "nobody" if operation.path.endswith("revoke") else "ice"
        of_node = operation.path.startswith("/exchange/")
        how = {"auth": Signed(home)} if of_node else {"headers": dict(ann.session.headers)}
        _fuzz(operation, known, how)


def _fuzz(operation: Any, known: dict[str, str], how: dict[str, Any]) -> None:
    @settings(
        max_examples=5, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.one_of([_made(operation, mode) for mode in GenerationMode]), st.booleans())
    def answered(case: Any, reaching: bool) -> None:
        if reaching:
            parts = case.path_parameters or {}
            case.path_parameters = parts | {k: v for k, v in known.items() if k in parts}
        case.call_and_validate(checks=WANTED, **how)

    answered()


def _made(operation: Any, mode: GenerationMode) -> st.SearchStrategy[Any]:
    """Requests that fit the description, or that do not."""
    made: st.SearchStrategy[Any] = operation.as_strategy(generation_mode=mode)
    return made
