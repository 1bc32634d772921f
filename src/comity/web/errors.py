"""What goes wrong, as problem details (RFC 9457): a status and a sentence, never a stack trace."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

import sqlalchemy as sa
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from comity.case import Denied
from comity.model import ComityError

_log = logging.getLogger("comity.web")


class ProblemDetails(BaseModel):
    """Why something was not done (RFC 9457): ``detail`` says what is wrong and what to do."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str


RESPONSES: dict[int | str, dict[str, Any]] = {
    "4XX": {
        "description": "It was not done; `detail` says why, and what to do.",
        "content": {
            "application/problem+json": {
                "schema": {"$ref": f"#/components/schemas/{ProblemDetails.__name__}"},
                "example": {
                    "type": "about:blank",
                    "title": "Not Found",
                    "status": 404,
                    "detail": "There is no case 'xingtia' that you may see.",
                },
            }
        },
    }
}
"""What every operation may answer beside what it is for."""


class Refused(ComityError):
    """An error with its HTTP status."""

    def __init__(
        self, status: HTTPStatus, sentence: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(sentence)
        self.status, self.headers = status, dict(headers or {})


@contextmanager
def refusing(status: HTTPStatus) -> Iterator[None]:
    """Give a status to the errors of what is done within: 404 where it looks up what was named."""
    try:
        yield
    except (Refused, Denied):  # which have their own
        raise
    except ComityError as error:
        raise Refused(status, str(error)) from error


def problem(status: int, detail: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """Return problem details as a response."""
    found = ProblemDetails(
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail.encode("utf-8", "replace").decode(),
    )
    return JSONResponse(
        found.model_dump(),
        status,
        headers=dict(headers or {}),
        media_type="application/problem+json",
    )


TOO_LARGE = problem(413, "The request is too large: send less at once.")

BUSY = (sa.exc.TimeoutError, sa.exc.OperationalError)
"""What the database raises when it has no connection left, or is away."""


def install(app: FastAPI) -> None:
    """Have an application, with all its routes, answer every error with problem details."""
    schemas = app.openapi()["components"]["schemas"]
    schemas[ProblemDetails.__name__] = ProblemDetails.model_json_schema()
    for kind in (ComityError, HTTPException, RequestValidationError, *BUSY, Exception):
        app.add_exception_handler(kind, lambda _, error: explain(error))


def explain(error: Exception) -> JSONResponse:
    """Return an error as a response."""
    if isinstance(error, Refused):
        return problem(error.status, str(error), error.headers)
    if isinstance(error, ComityError):
        denied = isinstance(error, Denied)
        return problem(HTTPStatus.FORBIDDEN if denied else HTTPStatus.BAD_REQUEST, str(error))
    if isinstance(error, HTTPException):
        said = _SENTENCES.get(error.status_code, str(error.detail))
        return problem(error.status_code, said, error.headers)
    if isinstance(error, RequestValidationError):
        wrong = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()[:5]]
        return problem(HTTPStatus.BAD_REQUEST, "; ".join(wrong) + ".")
    if isinstance(error, BUSY):
        _log.error("The database did not answer: %s", type(error).__name__)
        said = "The database is busy or away. Ask again in a moment."
        return problem(HTTPStatus.SERVICE_UNAVAILABLE, said, {"Retry-After": "5"})
    said = "Something broke here, which is not yours to put right. The server's log says what."
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, said)


_SENTENCES: dict[int, str] = {
    HTTPStatus.NOT_FOUND: "There is nothing at this address. What there is: /openapi.json",
    HTTPStatus.METHOD_NOT_ALLOWED: "This address does not take that method. See /openapi.json",
}
