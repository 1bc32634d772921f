"""Sharing what is known in a case with a partner: first a preview, then one sealed package."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from comity import law
from comity.case import Case
from comity.exchange import terms
from comity.exchange.office import Office
from comity.exchange.partners import Partner
from comity.exchange.posting import Content, message, post
from comity.exchange.releasing import Manner, Preview, Release
from comity.exchange.sealed import Progress
from comity.exchange.selection import select
from comity.model import OPEN, ComityError, Handling
from comity.store import Act, PackageRow

EVIDENCE = "evidence"


class Wish(NamedTuple):
    """What a person wants to share, and on what terms.

    Attributes:
        to: the partner's name.
        what: words as ``exchange.selection`` understands them.
        text: what to tell the partner.
        purpose: what it may be used for; the case, if not told.
        offence, substance: for dual criminality, as ``comity law dual`` takes them.
        as_evidence: meant as evidence, rather than as police information.
        files: whether files go too.
        expires: ISO date after which the partner can no longer take it in.
        packages: ids of earlier packages to which this belongs.
        terms: conditions that come on top of what is sent: codes, purpose, a last day of use.
        kind: the package's kind; empty for that of the lead, request or assurance sent.
        about: id of the lead, request or assurance that it is about.
    """

    to: str
    what: tuple[str, ...]
    text: str = ""
    purpose: str = ""
    offence: str = ""
    substance: str = ""
    as_evidence: bool = False
    files: bool = True
    expires: str = ""
    packages: tuple[str, ...] = ()
    terms: Handling = OPEN
    kind: str = ""
    about: str = ""

    @property
    def manner(self) -> Manner:
        """How what is released goes."""
        return Manner(self.files, self.terms)


class Change(NamedTuple):
    """What another condition would change: a decision before and after."""

    before: law.Decision
    after: law.Decision


def release(office: Office, case: Case, wish: Wish) -> Release:
    """Return the release that a wish asks for, to be previewed.

    Raises:
        ComityError: no such partner, or nothing is meant by the words.
    """
    partner = office.partner(wish.to)
    selection = select(office, case, wish.what)
    under = circumstances(office, case, partner, wish)
    return Release(office, case, selection, under, wish.manner)


def preview(office: Office, case: Case, wish: Wish) -> Preview:
    """Return what would go out, what not, and why. Nothing is sent or kept."""
    return release(office, case, wish).preview()


def what_if(office: Office, case: Case, wish: Wish, given: Sequence[str]) -> list[Change]:
    """Return what would change if assurances, consents or permissions were given.

    ``given`` are words as a decision's ``asks`` names them: ``assurance:no-death-sentence``.

    Raises:
        ComityError: a word is none of these.
    """
    found = release(office, case, wish)
    changed = terms.with_given(found.circumstances, given)
    matters = found.matters()
    return [Change(b, a) for _, b, a in law.what_if(matters, found.circumstances, changed)]


def share(
    office: Office, case: Case, wish: Wish, progress: Progress = lambda _: None
) -> PackageRow:
    """Seal what the law lets out, for the partner, and return the package.

    Raises:
        ComityError: nothing of it may go out, or the reader may not share.
    """
    return dispatch(office, case, release(office, case, wish), wish, progress)


def dispatch(
    office: Office,
    case: Case,
    found: Release,
    wish: Wish,
    progress: Progress = lambda _: None,
) -> PackageRow:
    """Seal a release with what a wish says of it; return the package.

    Where policy asks for a second person, it waits in the outbox until somebody else approves.

    Raises:
        ComityError: nothing of it may go out, or the reader may not share.
    """
    office.bench.require("release")
    partner, seen = office.partner(wish.to), found.preview()
    if not any(count.decision.outcome != law.HELD for count in seen.counts):
        raise ComityError(f"Nothing of this may go out. {_why(seen)}")
    acts = (Act("sealed", _logged(seen)),) + (() if seen.approval else (Act("sent"),))
    content = Content(found.statements(), found.documents())
    said = message(
        office,
        partner,
        wish.kind or EVIDENCE,
        reference=case.slug,
        text=wish.text,
        purpose=found.circumstances.purpose,
        expires=wish.expires,
        level=seen.level,
        about=wish.about,
        packages=tuple(wish.packages),
        law=version(office),
    )
    return post(office, partner, said, content, case=case.row, acts=acts, progress=progress)


def check(under: law.Circumstances, conditions: Handling, mark: str) -> None:
    """Check that what has these conditions could go out, with a second person's approval.

    Raises:
        ComityError: it could not; the message says why.
    """
    matter = law.Matter("statement", conditions, mark)
    decision = law.decide([matter], under._replace(approvals=1))[0]
    if decision.outcome == law.HELD:
        raise ComityError(f"Nothing of this may go out. {_reasons(decision.reasons)}")


def _why(seen: Preview) -> str:
    """Say what stops a release, and what would lift it."""
    return _reasons(reason for count in seen.counts for reason in count.decision.reasons)


def _reasons(reasons: Iterable[law.Reason]) -> str:
    said = [
        f"{reason.says} ({reason.article})"
        + (f" It asks for {reason.asks}." if reason.asks else "")
        for reason in dict.fromkeys(reasons)
    ]
    return " ".join(said) or "Nothing was selected."


def version(office: Office) -> dict[str, str]:
    """Return the law and the version of the policies by which this node decides."""
    law_of = office.node.jurisdiction
    return {"jurisdiction": law_of, "policies": law.policy_version(law_of)}


def circumstances(office: Office, case: Case, partner: Partner, wish: Wish) -> law.Circumstances:
    """Return under which circumstances a wish is decided: the two laws, the day, what was given."""
    on = date.today().isoformat()
    given = terms.in_force(office, case, partner, on)
    return law.Circumstances(
        sender=office.node.agency,
        sender_law=office.node.jurisdiction,
        recipient=partner.card.agency,
        recipient_law=partner.card.jurisdiction,
        purpose=wish.purpose or f"case:{case.slug}",
        on=on,
        offence=wish.offence,
        substance=wish.substance,
        assurances=given.assurances,
        permissions=given.permissions,
        consents=given.consents,
        as_evidence=wish.as_evidence,
    )


def _logged(seen: Preview) -> dict[str, object]:
    """Return what the log says of the decisions."""
    return {
        "approval": seen.approval,
        "decisions": [
            {
                "outcome": count.decision.outcome,
                "statements": count.statements,
                "files": count.files,
                "policies": [reason.policy for reason in count.decision.reasons],
            }
            for count in seen.counts
        ],
    }
