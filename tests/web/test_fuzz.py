"""Whatever is sent to any operation: no answer is a server's error, each is as it is described."""

from typing import Any

import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from tests.web.conftest import Client

load_all_checks()
WANTED: Any = CHECKS.get_by_names(["not_a_server_error", "response_schema_conformance"])
KNOWN = {"slug": "xingtai", "thing": "Liu Yong", "document": "ap-2019-11-07.txt", "reader": "ann"}
"""What makes a request reach what is behind the first look-up."""


def test_any_request_is_answered_as_described(ann: Client) -> None:
    described = schemathesis.openapi.from_url(ann.address + "/openapi.json")
    found: Any = described.get_all_operations()
    operations = [operation.ok() for operation in found]
    assert len(operations) > 30
    for operation in operations:
        _fuzz(operation, ann)


def _fuzz(operation: Any, ann: Client) -> None:
    headers = dict(ann.session.headers)

    @settings(
        max_examples=5, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.one_of([_made(operation, mode) for mode in GenerationMode]), st.booleans())
    def answered(case: Any, known: bool) -> None:
        if known:
            parts = case.path_parameters or {}
            case.path_parameters = parts | {k: v for k, v in KNOWN.items() if k in parts}
        case.call_and_validate(headers=headers, checks=WANTED)

    answered()


def _made(operation: Any, mode: GenerationMode) -> st.SearchStrategy[Any]:
    """Requests that fit the description, or that do not."""
    made: st.SearchStrategy[Any] = operation.as_strategy(generation_mode=mode)
    return made
