"""Carrying packages to a partner's node over HTTPS, and fetching what waits there for us."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx

from comity.exchange import outbox
from comity.exchange.calling import Call, sign
from comity.exchange.inbox import Arrival, receive
from comity.exchange.office import Office
from comity.exchange.partners import Partner
from comity.model import ComityError
from comity.store import PackageRow, digest

_BLOCK = 4 << 20  # bytes sent at once: what may have to be sent again
_SECONDS = 60


class Line:
    """A line to a partner's node. Use it as a context manager.

    ``client`` is what speaks HTTP; tests give one that is wired to an application.
    """

    def __init__(self, office: Office, partner: Partner, client: httpx.Client | None = None):
        if client is None and not partner.card.address:
            raise ComityError(
                f"{partner.name} has no address. Send to a folder instead: "
                f"comity send {partner.name} --folder FOLDER"
            )
        self._office, self._partner = office, partner
        self._client = client or httpx.Client(base_url=partner.card.address, timeout=_SECONDS)

    def __enter__(self) -> "Line":
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def deliver(self) -> list[PackageRow]:
        """Send what waits for the partner, in order; return what was delivered.

        Raises:
            ComityError: the partner's node cannot be reached, or refuses one; the rest waits.
        """
        office = self._office
        outbox.settle(office, self._partner)
        sent = []
        for package in outbox.waiting(office, self._partner):
            self._send(office.path(package))
            outbox.delivered(office, package, "https")
            sent.append(package)
        return sent

    def fetch(self) -> list[Arrival]:
        """Take in what waits for us at the partner's node; return it.

        Raises:
            ComityError: the partner's node cannot be reached.
            Refused: what it gave is not what it should be.
        """
        arrivals = []
        with TemporaryDirectory(dir=self._office.node.home, prefix=".fetching-") as folder:
            for name in self._call("GET", "/exchange/waiting").json():
                path = Path(folder) / "sealed"
                self._fetch(str(name), path)
                arrivals.append(receive(self._office, path))
                self._call("DELETE", f"/exchange/waiting/{name}")
        return arrivals

    def _send(self, path: Path) -> None:
        sha256, size = digest(path), path.stat().st_size
        begun = self._call("POST", "/exchange/uploads", json={"sha256": sha256, "size": size})
        offset = int(begun.json()["offset"])
        with path.open("rb") as stream:
            stream.seek(offset)
            while block := stream.read(_BLOCK):
                headers = {"Upload-Offset": str(offset)}
                self._call("PATCH", f"/exchange/uploads/{sha256}", content=block, headers=headers)
                offset += len(block)
        self._call("POST", f"/exchange/uploads/{sha256}/finish")

    def _fetch(self, name: str, path: Path) -> None:
        target = f"/exchange/waiting/{name}"
        with (
            self._client.stream("GET", target, headers=self._headers("GET", target)) as answer,
            path.open("wb") as stream,
        ):
            if answer.is_error:
                answer.read()
                raise self._refused(answer)
            for block in answer.iter_bytes():
                stream.write(block)

    def _call(self, method: str, target: str, **more: Any) -> httpx.Response:
        headers = {**self._headers(method, target), **more.pop("headers", {})}
        try:
            answer = self._client.request(method, target, headers=headers, **more)
        except httpx.HTTPError as error:
            raise ComityError(
                f"The node of {self._partner.name} cannot be reached ({error}). "
                "Nothing is lost: send again later."
            ) from None
        if answer.is_error:
            raise self._refused(answer)
        return answer

    def _refused(self, answer: httpx.Response) -> ComityError:
        try:
            detail = str(answer.json().get("detail", ""))
        except (ValueError, AttributeError):
            detail = f"HTTP status {answer.status_code}"
        return ComityError(f"The node of {self._partner.name} refused: {detail}")

    def _headers(self, method: str, target: str) -> dict[str, str]:
        call = Call(self._office.origin, self._partner.card.origin, method, target)
        return {"Authorization": sign(call, self._office.keys.signer)}


def waiting_for(office: Office, origin: str) -> Iterator[PackageRow]:
    """Yield the packages that a partner can fetch here, after a receipt was made if one is owed."""
    partner = office.partner(origin)
    outbox.settle(office, partner)
    yield from outbox.waiting(office, partner)
