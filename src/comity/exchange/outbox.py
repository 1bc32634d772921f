"""What waits to be sent: approved by a second person where policy asks, then carried over."""

import shutil
from pathlib import Path
from typing import NamedTuple

from comity.exchange import recalls, record
from comity.exchange.office import Office
from comity.exchange.partners import Partner
from comity.exchange.posting import CARRIES, cards, message, post
from comity.model import ComityError
from comity.store import Act, PackageRow, Passing

RECEIPT = "receipt"
_TOLD = ("received", "accepted", "refused", "withdrawn", "recalled")


class Standing(NamedTuple):
    """A package and how it stands: the newest of its acts, and all of them."""

    package: PackageRow
    state: str
    acts: tuple[Act, ...]


def standing(office: Office, packages: list[PackageRow]) -> list[Standing]:
    """Return how packages stand, oldest first."""
    acts = office.packages.all_acts(packages)
    found = []
    for package in packages:
        done = tuple(acts.get((package.id, package.incoming), ()))
        found.append(Standing(package, _state(done), done))
    return found


def approve(office: Office, package: PackageRow) -> None:
    """Approve, as a second person, what waits in the outbox; then it can be sent.

    Raises:
        ComityError: it waits for nobody, the reader sealed it, or may not approve.
    """
    office.bench.require("approve")
    done = {act.act: act for act in office.packages.acts(package)}
    if "sent" in done:
        raise ComityError(f"The package {package.id[:12]} waits for no approval.")
    if "stopped" in done:
        raise ComityError(f"The package {package.id[:12]} was recalled: it goes no more.")
    if done["sealed"].by == office.session.reader:
        raise ComityError("Four eyes: somebody else than the one who sealed it must approve.")
    sent = Act("sent", {}, {k: done["sealed"].what[k] for k in CARRIES if k in done["sealed"].what})
    office.packages.record(Passing(package, (Act("approved"), sent)))


def waiting(office: Office, partner: Partner) -> list[PackageRow]:
    """Return the packages for a partner that may go and have not been delivered, oldest first.

    What was recalled before it went stays here.
    """
    packages = office.packages.undelivered(partner.card.origin)
    acts = office.packages.all_acts(packages)
    gone = {id_ for (id_, _), done in acts.items() if "recalled" in {act.act for act in done}}
    return [p for p in packages if p.id not in gone and office.path(p).exists()]


def unconfirmed(office: Office, partner: Partner) -> list[PackageRow]:
    """Return the packages that were handed over and of which the partner has said nothing yet."""
    packages = office.packages.packages(incoming=False, partner=partner.card.origin)
    found = [s for s in standing(office, packages) if s.state == "delivered"]
    return [s.package for s in found if s.package.kind != RECEIPT]


def delivered(office: Office, package: PackageRow, by: str) -> None:
    """Keep that a package was handed over: to a folder, or to the partner's node."""
    office.packages.record(Passing(package, (Act("delivered", {"by": by}),)))


def copy_to(office: Office, partner: Partner, folder: Path, *, again: bool = False) -> list[Path]:
    """Copy what waits for a partner into a folder, such as a USB stick; return the files.

    ``again`` copies also what was handed over before and may have been lost.

    Raises:
        ComityError: the folder is not there, or cannot be written.
    """
    settle(office, partner)
    if not folder.is_dir():
        raise ComityError(f"{folder} is no folder. Plug in the stick, or make the folder.")
    written = []
    lost = unconfirmed(office, partner) if again else []
    for package in lost + waiting(office, partner):
        target = folder / f"{package.id[:16]}.comity"
        part = target.with_suffix(".part")
        try:
            shutil.copyfile(office.path(package), part)
            part.replace(target)
        except OSError as error:
            raise ComityError(f"{target} cannot be written: {error.strerror}.") from None
        delivered(office, package, "copy")
        written.append(target)
    return written


def settle(office: Office, partner: Partner) -> PackageRow | None:
    """Seal a receipt if the partner has not been told yet what was done with its packages.

    The receipt is the record that goes with every package: nothing else needs to be said. If keys
    have changed it is told again, and recalls that it has not confirmed are sealed anew.
    """
    recalls.renew(office, partner)
    told = not office.packages.untold(partner.card.origin, _TOLD)
    if told and not _may_be_lost(office, partner) and not record.is_due(office, partner):
        return None
    return _receipt(office, partner)


def remind(office: Office, partner: Partner) -> None:
    """Have a receipt wait for a partner that sent something again, as it has not heard of it."""
    waits = any(p.kind == RECEIPT for p in waiting(office, partner))
    if not (settle(office, partner) or waits):
        _receipt(office, partner)


def _receipt(office: Office, partner: Partner) -> PackageRow:
    return post(office, partner, message(office, partner, RECEIPT))


def _may_be_lost(office: Office, partner: Partner) -> bool:
    """Return whether keys have changed since the partner was told: it may not read it any more."""
    last = office.packages.last_sealed(partner.card.origin)
    return last is not None and last.what.get("cards") != cards(office, partner)


def _state(acts: tuple[Act, ...]) -> str:
    done = [act.act for act in acts]
    order = (
        "recalled", "stopped", "refused", "accepted", "withdrawn", "acknowledged", "received",
        "delivered", "sent", "sealed",
    )  # fmt: skip
    return next((word for word in order if word in done), "")
