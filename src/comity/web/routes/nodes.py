"""What partners' nodes call: uploads of sealed packages, and what waits for them here.

A call shows by a signed note who makes it (``exchange.calling``); what it brings is sealed, and is
taken in as if it came on a stick, in the name of the reader that the settings say. Nothing here
enters a case. No session of the database is held while bytes come or go, as there are few.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256 as hash_of
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Path, Query, Request, Response, Security
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse
from fastapi.security.http import HTTPBase
from starlette.requests import ClientDisconnect

from comity import exchange
from comity.case import Workbench
from comity.exchange import BLOCK, LARGEST, Desk, NotAllowed, Taken, Upload, Uploads
from comity.model import ComityError
from comity.web.errors import RESPONSES, Refused
from comity.web.records import Routes
from comity.web.served import Served, TheServed
from comity.web.signing_in import address

_log = logging.getLogger("comity.web")
_OCTETS = "application/octet-stream"
_MOST = 1000  # packages in one list
_STRANGER = "unknown caller"
_SCHEME = HTTPBase(
    scheme="Comity",
    auto_error=False,
    description="A signed note in base64, by the key of the calling node's card.",
)

routes = Routes(prefix="/exchange", tags=["partners' nodes"], responses=RESPONSES)

Name = Annotated[
    str, Path(pattern="^[0-9a-f]{64}$", description="SHA-256 of the whole sealed file.")
]
Package = Annotated[str, Path(pattern="^[0-9a-f]{64}$", description="A package's id.")]


class Call:
    """A call by a partner: of which node, what its body must be, and who is called."""

    def __init__(self, served: Served, request: Request, signed: tuple[str, str]) -> None:
        self.served, self.request = served, request
        self.origin, self.body = signed

    @property
    def uploads(self) -> Uploads:
        """The caller's uploads."""
        return Uploads(self.served.node.home, self.origin)


def called(
    served: TheServed, request: Request, _note: Annotated[object, Security(_SCHEME)]
) -> Call:
    """Return a partner's call; its body has not been read.

    Raises:
        Refused: it is no partner's (401), or too many that were none came from there (429).
    """
    where = address(request)
    if wait := served.calls.wait(where):
        said = f"Too many calls from here were refused. Wait {wait} seconds."
        raise Refused(HTTPStatus.TOO_MANY_REQUESTS, said, {"Retry-After": str(wait)})
    header = request.headers.get("authorization", "")
    try:
        exchange.Signed(header)  # before the database is asked
        with _seated(served) as desk:
            call = desk.caller(header, request.method, _target(request))
    except NotAllowed as error:
        served.calls.failed(where)
        _keep(served, request, _STRANGER, str(error))
        raise Refused(
            HTTPStatus.UNAUTHORIZED, str(error), {"WWW-Authenticate": "Comity"}
        ) from error
    request.state.caller = call.sender
    return Call(served, request, (call.sender, call.body))


Caller = Annotated[Call, Depends(called, scope="function")]


@routes.put("/uploads/{sha256}")
def begin(
    call: Caller,
    sha256: Name,
    size: Annotated[int, Query(gt=0, le=LARGEST, description="In bytes.")],
) -> Upload:
    """Begin an upload, or find how far one came that was cut off."""
    with _explained():
        return call.uploads.begin(sha256, size)


@routes.get("/uploads/{sha256}")
def stands(call: Caller, sha256: Name) -> Upload:
    """Show how far an upload has come."""
    with _explained():
        return call.uploads.find(sha256)


@routes.patch(
    "/uploads/{sha256}",
    max_body_size=BLOCK,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {_OCTETS: {"schema": {"type": "string", "format": "binary"}}},
        }
    },
)
async def add(
    call: Caller,
    request: Request,
    sha256: Name,
    offset: Annotated[int, Query(ge=0, description="Where the upload stands, in bytes.")],
) -> Upload:
    """Add up to 4 MiB where the upload stands; at another offset, 409."""
    try:
        block = await request.body()
    except ClientDisconnect:
        raise Refused(HTTPStatus.BAD_REQUEST, "The block was cut off: send it again.") from None
    return await run_in_threadpool(_added, call, sha256, offset, block)


@routes.post("/uploads/{sha256}/finish")
def finish(call: Caller, sha256: Name) -> Taken:
    """Take in an upload that is whole. Done again, it says the same, and changes nothing."""
    with _explained(), _seated(call.served) as desk:
        try:
            return desk.finish_upload(call.origin, sha256)
        except exchange.Refused as error:
            _keep(call.served, call.request, call.origin, str(error))
            raise


@routes.get("/waiting")
def waiting(call: Caller) -> list[str]:
    """List the packages that wait here for the caller, oldest first; a receipt is made if due."""
    with _explained(), _seated(call.served) as desk:
        desk.settle_with(call.origin)
        return list(desk.waiting_for(call.origin))[:_MOST]


@routes.get(
    "/waiting/{package}",
    response_class=FileResponse,
    responses={200: {"content": {_OCTETS: {}}}},
)
def fetch(call: Caller, package: Package) -> FileResponse:
    """Fetch a package that waits for the caller; with ``Range``, from where it was cut off."""
    with _explained(), _seated(call.served) as desk:
        path = desk.waiting_for(call.origin).get(package)
    if path is None:
        raise Refused(HTTPStatus.NOT_FOUND, "No such package waits here for you.")
    return FileResponse(path, media_type=_OCTETS)


@routes.delete("/waiting/{package}", status_code=HTTPStatus.NO_CONTENT)
def fetched(call: Caller, package: Package) -> Response:
    """Say that a package was fetched; it waits no more."""
    with _explained(), _seated(call.served) as desk:
        desk.fetched(call.origin, package)
    return Response(status_code=HTTPStatus.NO_CONTENT)


def _target(request: Request) -> str:
    """Return the path and the query of a request as they came."""
    query = request.scope["query_string"]
    target: bytes = request.scope["raw_path"] + (b"?" + query if query else b"")
    return target.decode("latin-1")


def _added(call: Call, sha256: str, offset: int, block: bytes) -> Upload:
    if hash_of(block).hexdigest() != call.body:
        said = "The block is not the one that was signed."
        _keep(call.served, call.request, call.origin, said)
        raise Refused(HTTPStatus.BAD_REQUEST, said)
    with _explained():
        return call.uploads.add(sha256, offset, block)


@contextmanager
def _seated(served: Served) -> Iterator[Desk]:
    """Open the node as the reader in whose name partners' packages are taken in."""
    try:
        bench = Workbench(served.node, served.settings.receiver or None, shared=True)
    except ComityError as error:
        _log.error("Nothing can be taken in: %s", error)
        said = "This node takes nothing in at present: its people must see to it."
        raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, said) from error
    with bench:
        yield Desk(bench)


@contextmanager
def _explained() -> Iterator[None]:
    """Give errors their status; what concerns this node alone is kept here, and not told."""
    try:
        yield
    except (Refused, NotAllowed):
        raise
    except ComityError as error:
        for kind, status in _STATUSES.items():
            if isinstance(error, kind):
                raise Refused(status, str(error)) from error
        _log.error("A partner's call failed: %s", error)
        said = "It cannot be taken in at present: the people of that node must see to it."
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, said) from error


_STATUSES: dict[type[ComityError], HTTPStatus] = {
    exchange.Missing: HTTPStatus.NOT_FOUND,
    exchange.Crossed: HTTPStatus.CONFLICT,
    exchange.NoRoom: HTTPStatus.INSUFFICIENT_STORAGE,
    exchange.Refused: HTTPStatus.UNPROCESSABLE_ENTITY,
}


def _keep(served: Served, request: Request, by: str, why: str) -> None:
    """Keep in the node's log that a call was refused; of a flood of them, the first."""
    if served.denials.wait(""):
        return
    served.denials.failed("")
    path = getattr(request.scope.get("route"), "path", "")
    with _seated(served) as desk:
        call = f"{request.method} {path}"
        desk.refuse_call(by, address=address(request), call=call, why=why)
