"""Carrying packages to a partner's node over HTTPS, and fetching what waits there for us.

One side can do both, so that it is enough if one of two nodes can be reached. Whatever is cut off
goes on where it stopped; what was done is not done twice.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from shutil import disk_usage
from typing import Any, NamedTuple, Self
from urllib.parse import urlsplit

import httpx

from comity.exchange import outbox
from comity.exchange.calling import NO_BODY, Call, sign
from comity.exchange.inbox import Arrival, receive
from comity.exchange.office import Office
from comity.exchange.partners import Partner
from comity.exchange.sealed import Refused, strict
from comity.exchange.uploads import LARGEST
from comity.model import ComityError
from comity.store import PackageRow, digest

BLOCK = 4 << 20
"""Bytes sent at once, at most: what may have to be sent again."""

_SECONDS = httpx.Timeout(60, read=900)  # to take in a large package takes its time
_ROUNDS = 5  # what was fetched may have to be answered at once
_MOST = 1 << 20  # bytes of an answer that is no package
_ID = re.compile(r"[0-9a-f]{64}")
_HERE = ("127.0.0.1", "localhost", "::1")


class Away(ComityError):
    """The partner's node cannot be reached, or speaks another language."""


class Passed(NamedTuple):
    """What was carried: packages delivered, packages that came and were new, what was refused."""

    sent: int
    came: int
    refused: tuple[str, ...]


def check_address(address: str) -> None:
    """Check that a node's address is one to which nobody else can listen; empty is none.

    Raises:
        ComityError: it is no HTTPS address, nor one of this machine.
    """
    parts = urlsplit(address)
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _HERE)
    if address and not (safe and parts.hostname and not parts.query and not parts.fragment):
        raise ComityError(f"A node's address begins with https://, and {address!r} does not.")


class Line:
    """A line to a partner's node. Use it as a context manager.

    ``client`` is what speaks HTTP; tests give one that breaks.
    """

    def __init__(
        self, office: Office, partner: Partner, client: httpx.Client | None = None
    ) -> None:
        address = partner.card.address
        if not address:
            raise ComityError(
                f"{partner.name} has no address: what waits goes when its node calls here, or to "
                f"a folder: comity send {partner.name} --folder FOLDER"
            )
        check_address(address)
        self._office, self._partner = office, partner
        self._client = client or httpx.Client(base_url=address, timeout=_SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def run(self) -> Passed:
        """Deliver what waits here and fetch what waits there, until neither side has more.

        What is refused is passed over, so that it does not stop what is behind it.

        Raises:
            Away: the partner's node cannot be reached; what was not carried waits.
        """
        sent = came = 0
        refused: dict[str, None] = {}
        for _ in range(_ROUNDS):
            delivered, refusals = self.deliver()
            arrivals, more = self.fetch()
            sent, came = sent + len(delivered), came + sum(a.new for a in arrivals)
            refused |= dict.fromkeys([*refusals, *more])
            if not arrivals:
                break
        return Passed(sent, came, tuple(refused))

    def deliver(self) -> tuple[list[PackageRow], list[str]]:
        """Send what waits for the partner, in order; return what went, and what was refused.

        Raises:
            Away: the partner's node cannot be reached; what did not go waits.
        """
        office, sent, refused = self._office, [], []
        outbox.settle(office, self._partner)
        for package in outbox.waiting(office, self._partner):
            try:
                self._send(office.path(package))
            except Away:
                raise
            except ComityError as error:
                refused.append(f"{package.id[:12]}: {error}")
                continue
            outbox.delivered(office, package, "https")
            sent.append(package)
        return sent, refused

    def fetch(self) -> tuple[list[Arrival], list[str]]:
        """Take in what waits for us at the partner's node; return it, and what was refused.

        Raises:
            Away: the partner's node cannot be reached; what did not come waits there.
        """
        arrivals, refused = [], []
        for name in self._waiting():
            path = self._folder() / name
            try:
                self._fetch(name, path)
                arrivals.append(receive(self._office, path))
            except Away:
                raise
            except ComityError as error:
                if isinstance(error, Refused):
                    path.unlink(missing_ok=True)
                refused.append(f"{name[:12]}: {error}")
                continue
            self._call("DELETE", f"/exchange/waiting/{name}")
            path.unlink(missing_ok=True)
        return arrivals, refused

    # --- out ---------------------------------------------------------------------------------

    def _send(self, path: Path) -> None:
        name, size = digest(path), path.stat().st_size
        target = f"/exchange/uploads/{name}"
        offset = self._offset("PUT", f"{target}?size={size}")
        with path.open("rb") as stream:
            while offset < size:
                stream.seek(offset)
                block = stream.read(BLOCK)
                found = self._offset("PATCH", f"{target}?offset={offset}", block)
                if found != offset + len(block):
                    raise Away(f"The node of {self._partner.name} lost its place: send again.")
                offset = found
        self._call("POST", f"{target}/finish")

    def _offset(self, method: str, target: str, body: bytes = b"") -> int:
        offset = self._json(method, target, body, key="offset")
        if type(offset) is not int or not 0 <= offset <= LARGEST:
            raise self._strange()
        return offset

    # --- in ----------------------------------------------------------------------------------

    def _waiting(self) -> list[str]:
        found = self._json("GET", "/exchange/waiting")
        if not isinstance(found, list):
            raise self._strange()
        if not all(isinstance(name, str) and _ID.fullmatch(name) for name in found):
            raise self._strange()
        return found

    def _folder(self) -> Path:
        """Return the folder in which what is fetched from this partner grows."""
        name = sha256(self._partner.card.origin.encode()).hexdigest()[:32]
        found = self._office.node.home / "fetching" / name
        found.mkdir(mode=0o700, parents=True, exist_ok=True)
        return found

    def _fetch(self, name: str, path: Path) -> None:
        """Fetch a sealed file, from where an earlier attempt was cut off (RFC 9110, 14)."""
        target = f"/exchange/waiting/{name}"
        at = path.stat().st_size if path.exists() else 0
        headers = {**self._signed("GET", target), "Accept-Encoding": "identity"}
        if at:
            headers["Range"] = f"bytes={at}-"
        with self._reaching(), self._client.stream("GET", target, headers=headers) as answer:
            if answer.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
                return  # it was here whole, and the process was killed before it was taken in
            if not answer.is_success:
                raise self._refused(self._read(answer))
            partial = answer.headers.get("Content-Range", "").startswith(f"bytes {at}-")
            with path.open("ab" if at and partial else "wb") as stream:
                for block in answer.iter_bytes():
                    stream.write(block)
                    self._check_room(stream.tell(), path)

    def _check_room(self, size: int, path: Path) -> None:
        if size > LARGEST or disk_usage(path.parent).free < _MOST:
            path.unlink()
            raise ComityError("There is no room for what the partner's node sends.")

    # --- calls -------------------------------------------------------------------------------

    def _json(self, method: str, target: str, body: bytes = b"", key: str = "") -> Any:
        try:
            found = strict.parse(self._call(method, target, body).content)
            return found[key] if key else found
        except (ValueError, TypeError, KeyError):
            raise self._strange() from None

    def _call(self, method: str, target: str, body: bytes = b"") -> httpx.Response:
        headers = self._signed(method, target, sha256(body).hexdigest() if body else NO_BODY)
        if body:
            headers["Content-Type"] = "application/offset+octet-stream"
        with (
            self._reaching(),
            self._client.stream(method, target, headers=headers, content=body) as answer,
        ):
            whole = self._read(answer)
        if not whole.is_success:
            raise self._refused(whole)
        return whole

    def _read(self, answer: httpx.Response) -> httpx.Response:
        """Read a streamed answer, which is no package, whole."""
        found = b""
        for block in answer.iter_bytes():
            found += block
            if len(found) > _MOST:
                raise self._strange()
        return httpx.Response(answer.status_code, content=found)

    @contextmanager
    def _reaching(self) -> Iterator[None]:
        try:
            yield
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Away(
                f"The node of {self._partner.name} cannot be reached "
                f"({error or type(error).__name__}). Nothing is lost: send again later."
            ) from None

    def _refused(self, answer: httpx.Response) -> ComityError:
        """Return the error that says why; one that concerns more than this package is ``Away``."""
        try:
            detail = str(strict.parse(answer.content)["detail"])[:500]
        except (ValueError, TypeError, KeyError):
            detail = f"HTTP status {answer.status_code}"
        shown = "".join(c if c.isprintable() else "?" for c in detail)
        kind = ComityError if answer.status_code in _THIS else Away
        return kind(f"The node of {self._partner.name} refused: {shown}")

    def _strange(self) -> Away:
        return Away(f"The node of {self._partner.name} gives an answer that is none of Comity's.")

    def _signed(self, method: str, target: str, body: str = NO_BODY) -> dict[str, str]:
        call = Call(self._office.origin, self._partner.card.origin, method, target, body)
        return {"Authorization": sign(call, self._office.keys.signer)}


_THIS = (404, 409, 413, 422, 507)
"""Statuses that concern one package alone."""


def hand_over(office: Office, package: PackageRow) -> Path:
    """Return the sealed file of a package that waits, and keep that it was handed over.

    Raises:
        ComityError: it waits for approval, was recalled, or was handed over before.
    """
    partner = office.partner(package.partner)
    if package.id not in {waits.id for waits in outbox.waiting(office, partner)}:
        raise ComityError(f"The package {package.id[:12]} does not wait to be sent.")
    outbox.delivered(office, package, "copy")
    return office.path(package)
