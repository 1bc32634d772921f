"""The desk: everything that passes between this node and its partners, as one person does it."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from comity import audit
from comity.case import Case, Workbench
from comity.exchange import (
    answering,
    calling,
    carrying,
    dealings,
    inbox,
    outbox,
    overlapping,
    partners,
    posting,
    recalls,
    record,
    sharing,
    uploads,
)
from comity.exchange.answering import Becomes
from comity.exchange.card import Card
from comity.exchange.dealings import Dealing, Draft
from comity.exchange.inbox import Arrival, Entered
from comity.exchange.keys import Keys
from comity.exchange.office import Office
from comity.exchange.outbox import Standing
from comity.exchange.overlap import Allowance
from comity.exchange.partners import Partner
from comity.exchange.recalls import Rested
from comity.exchange.record import exhibit, witness
from comity.exchange.releasing import Line, Preview
from comity.exchange.sealed import Progress
from comity.exchange.sharing import Change, Wish
from comity.model import ComityError, Statement
from comity.store import TOP, DocumentRow, Event, Finding, PackageRow, shown


class Desk:
    """A node's exchange with its partners, for the reader who opened the node."""

    def __init__(self, bench: Workbench) -> None:
        """Sit down at the desk of an open node."""
        self._office = Office(bench)

    # --- cards and keys ----------------------------------------------------------------------

    @property
    def card(self) -> Card:
        """The node's own card, to be given to partners."""
        return self._office.card

    def rotate(self, *, lost: bool = False, address: str | None = None) -> Card:
        """Change the node's keys, and return the new card; ``lost`` revokes the old keys.

        Raises:
            ComityError: the reader may not.
        """
        office = self._office
        office.bench.require("partner")
        changed = office.keys.rotated(office.origin, lost=lost)
        self._replace(changed if address is None else changed._replace(address=address))
        office.session.write.record(partners.rotated(office.card, lost=lost))
        return office.card

    def reach(self, address: str) -> Card:
        """State where the node can be reached, and return the new card.

        Raises:
            ComityError: that is no safe address, or the reader may not.
        """
        carrying.check_address(address)
        office = self._office
        office.bench.require("partner")
        self._replace(office.keys._replace(address=address, serial=office.keys.serial + 1))
        return office.card

    def partners(self) -> list[Partner]:
        """Return the partners, by the name that they have here."""
        return partners.partners(self._office.packages)

    def partner(self, name: str) -> Partner:
        """Return a partner that is trusted."""
        return self._office.partner(name)

    def add_partner(self, text: str, *, name: str = "", fingerprint: str = "") -> Partner:
        """Take a partner's card, whose fingerprint a person has confirmed.

        Raises:
            partners.Confirm: the fingerprint has to be compared first; the message has it.
            ComityError: the card is damaged, old, or not the partner's; or the reader may not.
        """
        office = self._office
        office.bench.require("partner")
        return partners.add(
            office.packages, text, name=name, fingerprint=fingerprint, own=office.card
        )

    def revoke(self, name: str) -> Partner:
        """Trust a partner no more.

        Raises:
            ComityError: there is none of that name, or the reader may not.
        """
        self._office.bench.require("partner")
        return partners.revoke(self._office.packages, name)

    # --- out ---------------------------------------------------------------------------------

    def preview(self, case: Case, wish: Wish) -> Preview:
        """Return what would go out, what not, and why; nothing is sent."""
        return sharing.preview(self._office, case, wish)

    def lines(self, case: Case, wish: Wish) -> Iterator[Line]:
        """Yield each statement and file of a preview with the decision on it."""
        found = sharing.release(self._office, case, wish)
        yield from found.statements()
        yield from found.documents()

    def what_if(self, case: Case, wish: Wish, given: Sequence[str]) -> list[Change]:
        """Return what would change with assurances, permissions or consents."""
        return sharing.what_if(self._office, case, wish, given)

    def share(self, case: Case, wish: Wish, progress: Progress = lambda _: None) -> PackageRow:
        """Seal what the law lets out; it waits in the outbox."""
        return sharing.share(self._office, case, wish, progress)

    def approve(self, prefix: str) -> PackageRow:
        """Approve, as a second person, a package that waits for it."""
        package = self.sent(prefix)
        outbox.approve(self._office, package)
        return package

    def outbox(self, partner: str = "") -> list[Standing]:
        """Return what was sealed here and how it stands, oldest first."""
        return self._standing(partner, incoming=False)

    def sent(self, prefix: str) -> PackageRow:
        """Return a package of the outbox by the beginning of its id."""
        return self._office.packages.package(prefix, incoming=False)

    def has_sent(self, prefix: str) -> bool:
        """Return whether the id of a package of the outbox begins so."""
        return self._office.packages.begins(prefix, incoming=False)

    def state(self, package: PackageRow) -> str:
        """Return how a package stands: the newest of its acts that counts."""
        return outbox.standing(self._office, [package])[0].state

    def copy_to(self, partner: str, folder: Path, *, again: bool = False) -> list[Path]:
        """Copy what waits for a partner into a folder, such as a USB stick.

        ``again`` copies also what was handed over before and not confirmed by the partner yet.
        """
        posting.tidy(self._office)
        return outbox.copy_to(self._office, self._office.partner(partner), folder, again=again)

    def deliver(self, partner: str) -> carrying.Passed:
        """Send what waits for a partner to its node, and fetch what waits there.

        What is refused, on either side, is passed over, and said in what is returned.

        Raises:
            ComityError: it has no address, or cannot be reached; what was not carried waits.
        """
        posting.tidy(self._office)
        with carrying.Line(self._office, self._office.partner(partner)) as line:
            return line.run()

    def hand_over(self, prefix: str) -> Path:
        """Return the sealed file of a package that waits, to be carried; it waits no more.

        Raises:
            ComityError: there is none, or it may not go.
        """
        return carrying.hand_over(self._office, self.sent(prefix))

    # --- in ----------------------------------------------------------------------------------

    def receive(self, path: Path, progress: Progress = lambda _: None) -> Arrival:
        """Take in a sealed file; nothing enters a case by it."""
        return inbox.receive(self._office, path, progress)

    def inbox(self, partner: str = "") -> list[Standing]:
        """Return what came and how it stands, oldest first."""
        return self._standing(partner, incoming=True)

    def received(self, prefix: str) -> PackageRow:
        """Return a package of the inbox by the beginning of its id."""
        return self._office.packages.package(prefix, incoming=True)

    def has_received(self, prefix: str) -> bool:
        """Return whether the id of a package of the inbox begins so."""
        return self._office.packages.begins(prefix, incoming=True)

    def look(self, prefix: str) -> Iterator[Statement | DocumentRow]:
        """Yield what a package carries, to decide on it."""
        return inbox.look(self._office, self.received(prefix))

    def accept(self, prefix: str, case: Case, progress: Progress = lambda _: None) -> Entered:
        """Let what a package carries enter a case."""
        return inbox.accept(self._office, self.received(prefix), case, progress)

    def refuse(self, prefix: str, ground: str) -> PackageRow:
        """Refuse a package; the partner is told the ground."""
        package = self.received(prefix)
        inbox.refuse(self._office, package, ground)
        return package

    def ask(self, prefix: str, text: str) -> PackageRow:
        """Ask the partner something about a package before deciding on it."""
        return inbox.ask(self._office, self.received(prefix), text)

    # --- leads, requests, assurances ---------------------------------------------------------

    def begin(self, case: Case, draft: Draft, *, giver: str, receiver: str) -> Dealing:
        """State a new lead, request or assurance between two agencies."""
        entity = dealings.begin(self._office, case, draft, giver=giver, receiver=receiver)
        return dealings.find(self._office, case, draft.schema, entity)

    def add_to(self, case: Case, dealing: Dealing, props: Mapping[str, str]) -> Dealing:
        """State what came of a lead, request or assurance."""
        dealings.add(self._office, case, dealing.id, Draft(dealing.schema, props))
        return dealings.find(self._office, case, dealing.schema, dealing.id)

    def start(self, case: Case, draft: Draft, sides: tuple[str, str], wish: Wish) -> PackageRow:
        """State a new lead, request or assurance, and send it: both, or neither.

        ``sides`` are the agencies that give it and receive it.
        """
        return dealings.start(self._office, case, draft, sides, wish)

    def tell(self, case: Case, dealing: Dealing, draft: Draft, wish: Wish) -> PackageRow:
        """State what came of a lead, request or assurance, and send it: both, or neither."""
        return dealings.tell(self._office, case, dealing, draft, wish)

    def answer(self, case: Case, request: Dealing, said: tuple[str, str], wish: Wish) -> PackageRow:
        """Answer a request; ``said`` is how, and on which ground."""
        return answering.answer(self._office, case, request, said, wish)

    def ask_assurance(self, case: Case, term: str, wish: Wish) -> PackageRow:
        """Ask a partner for an assurance, or for leave to pass something on."""
        return answering.ask(self._office, case, term, wish)

    def decide(
        self, case: Case, assurance: Dealing, said: tuple[Becomes, str], wish: Wish
    ) -> PackageRow:
        """Give, refuse or withdraw an assurance; ``said`` is which, and until when."""
        return answering.decide(self._office, case, assurance, said, wish)

    def rely(self, case: Case, assurance: Dealing, wish: Wish) -> PackageRow:
        """Tell who gave an assurance that something was done in reliance on it."""
        return answering.rely(self._office, case, assurance, wish)

    def consent(self, case: Case, row: str, by: str, **more: str) -> Dealing:
        """Record that a court or an authority consents to what a row of law limits."""
        return answering.consent(self._office, case, row, by, **more)

    def dealings(self, case: Case, schema: str) -> list[Dealing]:
        """Return the leads, requests or assurances of a case, oldest first."""
        return dealings.listed(self._office, case, schema)

    def dealing(self, case: Case, schema: str, prefix: str) -> Dealing:
        """Return a lead, request or assurance by the beginning of its id."""
        return dealings.find(self._office, case, schema, prefix)

    def send(self, case: Case, dealing: Dealing, wish: Wish) -> PackageRow:
        """Send a lead, request or assurance as it now stands."""
        return dealings.send(self._office, case, dealing, wish)

    # --- overlap ---

    def overlap(
        self, case: Case, partner: str, kinds: Sequence[str], *, whole: bool = False
    ) -> PackageRow:
        """Ask a partner which identifiers of a case both hold; neither learns the rest."""
        return overlapping.ask(self._office, case, self.partner(partner), kinds, whole=whole)

    def allowance(self, partner: str) -> Allowance:
        """Return what a partner may ask of this node."""
        return overlapping.allowance(self._office, self.partner(partner))

    def allow(self, partner: str, allowed: Allowance) -> None:
        """Set what a partner may ask of this node."""
        overlapping.allow(self._office, self.partner(partner), allowed)

    # --- recalls -----------------------------------------------------------------------------

    def recall_package(self, prefix: str, text: str = "") -> PackageRow:
        """Recall a whole package that was sent."""
        return recalls.recall_package(self._office, self.sent(prefix), text)

    def recall_statement(self, case: Case, statement: str, text: str = "") -> list[PackageRow]:
        """Recall a statement from every partner to which it went."""
        found = self._office.session.statement(case.row, statement)
        return recalls.recall_statements(self._office, case, [found.id], text)

    def effects(self, prefix: str) -> list[tuple[Case, int, Rested]]:
        """Return what a recall that came withdrew, by case, and what rested on it here."""
        return recalls.effects(self._office, self.received(prefix))

    # --- the shared record ---

    def verify(self, partner: str) -> list[Finding]:
        """Check this node's log and what a partner has shown of its own against each other."""
        found = partners.partner(self._office.packages, partner)
        return witness.verify_partner(self._office, found)

    def head(self, partner: str) -> str:
        """Return the newest signed head that a partner has shown of its log; empty for none.

        Another partner can compare it with the head that it was shown.
        """
        found = partners.partner(self._office.packages, partner)
        heads = shown.Shown(self._office.session, found.card.origin).heads()
        return heads[-1].checkpoint if heads else ""

    def compare(self, partner: str, head: str) -> None:
        """Compare a head of a partner's log that another agency was shown with those shown here.

        Raises:
            audit.Disagreement: the partner shows two logs; the evidence is kept.
            ComityError: it is no signed head of that partner's log.
        """
        found = partners.partner(self._office.packages, partner)
        audit.verify_checkpoint(head, found.card.log)  # else it says nothing of the partner
        record.compare(self._office, found, head)

    def exhibit(self, package: PackageRow, part: str = "") -> str:
        """Return a small file that proves what both logs say of a package, or of a part of it.

        ``part`` is the id of a statement as it crossed the border, or the path of a file in it.
        """
        if not part.startswith("data/"):
            return exhibit.make(self._office, package, part)
        if not package.incoming:
            raise ComityError("A file's exhibit is made by the side that received it.")
        with inbox.reopened(self._office, package) as bag:
            return exhibit.make(self._office, package, part, bag.folder)

    # --- what a partner's node calls ---

    def caller(self, header: str, method: str, target: str) -> calling.Call:
        """Return the call that a partner's node makes over HTTP, by its header.

        Raises:
            NotAllowed: it is no partner's, or was signed for something else.
        """
        here = self._office.origin, method, target
        return calling.Signed(header).check(here, self._office.verifiers)

    def refuse_call(self, by: str, **what: str) -> None:
        """Keep in the log that a call was refused: by which node, and ``what`` it was."""
        event = Event("denied", None, {"permission": "call", **what}, TOP, author=by)
        self._office.session.write.record(event)

    def finish_upload(self, origin: str, sha256: str) -> uploads.Taken:
        """Take in an upload of a partner's that is whole."""
        found = uploads.Uploads(self._office.node.home, origin)
        return found.finish(self._office, sha256)

    def waiting_for(self, origin: str) -> dict[str, Path]:
        """Return what a partner can fetch here: the sealed files, by the packages' ids."""
        partner = self._office.partner(origin)
        found = outbox.waiting(self._office, partner)
        return {package.id: self._office.path(package) for package in found}

    def settle_with(self, origin: str) -> None:
        """Seal a receipt for a partner if it is owed one."""
        outbox.settle(self._office, self._office.partner(origin))

    def fetched(self, origin: str, package: str) -> None:
        """Keep that a partner has fetched a package; one that does not wait is passed over."""
        for waits in outbox.waiting(self._office, self._office.partner(origin)):
            if waits.id == package:
                outbox.delivered(self._office, waits, "fetched")

    def settle(self) -> int:
        """Seal a receipt for each partner that is owed one, and tidy up; return how many."""
        posting.tidy(self._office)
        trusted = [p for p in self.partners() if p.state == partners.TRUSTED]
        return sum(outbox.settle(self._office, one) is not None for one in trusted)

    # --- within ------------------------------------------------------------------------------

    def _standing(self, partner: str, *, incoming: bool) -> list[Standing]:
        origin = partners.partner(self._office.packages, partner).card.origin if partner else ""
        found = self._office.packages.packages(incoming=incoming, partner=origin)
        return outbox.standing(self._office, [p for p in found if p.kind != outbox.RECEIPT])

    def _replace(self, keys: Keys) -> None:
        keys.save(self._office.node.home)
        self._office.__dict__.pop("keys", None)
