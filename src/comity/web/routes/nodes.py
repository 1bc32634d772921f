"""What partners' nodes call: uploads of sealed packages, and what waits for them here.

A call shows by a signed note who makes it (``exchange.calling``); what it brings is sealed, and is
taken in as if it came on a stick. Nothing here enters a case.
"""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Annotated

from fastapi import Body, Depends, Header, Request, Response
from fastapi.responses import FileResponse
from pydantic import BaseModel, ConfigDict, Field

from comity.case import Workbench
from comity.exchange import Desk, NotAllowed, Upload
from comity.web.desk import TheDesk
from comity.web.errors import Refused, refusing
from comity.web.records import Routes

routes = Routes(prefix="/exchange", tags=["partners' nodes"])


class Announced(BaseModel):
    """A sealed file that is to come."""

    model_config = ConfigDict(extra="forbid")
    sha256: str = Field(pattern="^[0-9a-f]{64}$", description="Of the whole sealed file.")
    size: int = Field(gt=0, description="In bytes.")


class Call:
    """A call by a partner: which, and the desk that answers it."""

    def __init__(self, desk: Desk, origin: str) -> None:
        self.desk, self.origin = desk, origin


def called(
    served: TheDesk, request: Request, authorization: Annotated[str, Header()] = ""
) -> Iterator[Call]:
    """Open the node for a partner's call.

    Raises:
        Refused: it is no partner's.
    """
    with Workbench(served.node, shared=True) as bench:
        desk = Desk(bench)
        try:
            origin = desk.caller(authorization, request.method, request.url.path)
        except NotAllowed as error:
            raise Refused(HTTPStatus.UNAUTHORIZED, str(error)) from error
        yield Call(desk, origin)


Caller = Annotated[Call, Depends(called)]


@routes.post("/uploads", status_code=HTTPStatus.CREATED)
def begin(call: Caller, announced: Announced) -> Upload:
    """Begin an upload, or find how far one came that was cut off."""
    return call.desk.begin_upload(call.origin, announced.sha256, announced.size)


@routes.get("/uploads/{sha256}")
def stands(call: Caller, sha256: str) -> Upload:
    """Show how far an upload has come."""
    with refusing(HTTPStatus.NOT_FOUND):
        return call.desk.upload(call.origin, sha256)


@routes.patch("/uploads/{sha256}")
def add(
    call: Caller,
    sha256: str,
    block: Annotated[bytes, Body(media_type="application/offset+octet-stream")],
    upload_offset: Annotated[int, Header(ge=0)],
) -> Upload:
    """Add bytes at the upload's offset; at another than where it stands, 409."""
    with refusing(HTTPStatus.NOT_FOUND):
        upload = call.desk.upload(call.origin, sha256)
    with refusing(HTTPStatus.CONFLICT):
        return call.desk.add_to_upload(call.origin, upload._replace(offset=upload_offset), block)


@routes.post("/uploads/{sha256}/finish")
def finish(call: Caller, sha256: str) -> dict[str, str]:
    """Take in an upload that is whole; the same package twice is taken in once."""
    with refusing(HTTPStatus.NOT_FOUND):
        upload = call.desk.upload(call.origin, sha256)
    with refusing(HTTPStatus.UNPROCESSABLE_ENTITY):
        arrival = call.desk.finish_upload(call.origin, upload)
    return {"package": arrival.package.id, "state": "new" if arrival.new else "known"}


@routes.get("/waiting")
def waiting(call: Caller) -> list[str]:
    """List the packages that wait here for the caller."""
    return list(call.desk.waiting_for(call.origin))


@routes.get("/waiting/{package}")
def fetch(call: Caller, package: str) -> FileResponse:
    """Fetch a package that waits for the caller."""
    path = call.desk.waiting_for(call.origin).get(package)
    if path is None:
        raise Refused(HTTPStatus.NOT_FOUND, "No such package waits here for you.")
    return FileResponse(path, media_type="application/octet-stream")


@routes.delete("/waiting/{package}", status_code=HTTPStatus.NO_CONTENT)
def fetched(call: Caller, package: str) -> Response:
    """Say that a package was fetched; it waits no more."""
    call.desk.fetched(call.origin, package)
    return Response(status_code=HTTPStatus.NO_CONTENT)
