"""What may become of a request or an assurance, and what each step asks of whoever takes it."""

from typing import Literal, get_args

from comity.case import Case
from comity.exchange import dealings
from comity.exchange.dealings import ASSURANCE, REQUEST, Dealing, Draft
from comity.exchange.office import Office
from comity.exchange.sharing import Wish
from comity.exchange.terms import STANDING
from comity.model import ComityError
from comity.store import PackageRow

How = Literal["executed", "partly executed", "refused", "postponed"]
ANSWERS: tuple[How, ...] = get_args(How)
"""How a request can be answered."""

Becomes = Literal["given", "refused", "withdrawn"]
"""What whoever was asked can make of an assurance."""


def answer(
    office: Office, case: Case, request: Dealing, said: tuple[str, str], wish: Wish
) -> PackageRow:
    """Answer a request, with what ``wish`` adds; ``said`` is how, and on which ground.

    Raises:
        ComityError: that is no answer, it needs a ground, or the law does not let it out.
    """
    how, ground = said
    if how not in ANSWERS:
        raise ComityError(f"{how!r} is no answer. Use one of: {', '.join(ANSWERS)}.")
    if how != "executed" and not ground.strip():
        raise ComityError(
            f"Say why it is {how}: a row of law, such as cn/refusal/not-a-crime, or words."
        )
    # An answer with nothing in it is no evidence.
    wish = wish._replace(text=wish.text or how, as_evidence=bool(wish.what), kind="answer")
    draft = Draft(REQUEST, {"answer": how, "ground": ground})
    return dealings.tell(office, case, request, draft, wish)


def ask(office: Office, case: Case, term: str, wish: Wish) -> PackageRow:
    """Ask a partner for an assurance, or for leave to pass something on.

    ``term`` is the id of an assurance, or ``permission:AGENCY``.
    """
    term = term if ":" in term else f"assurance:{term}"
    draft = Draft(ASSURANCE, {"term": term, "description": wish.text, "state": "asked"})
    sides = office.partner(wish.to).card.agency, office.node.agency
    return dealings.start(office, case, draft, sides, wish)


def decide(
    office: Office, case: Case, assurance: Dealing, said: tuple[Becomes, str], wish: Wish
) -> PackageRow:
    """Give, refuse or withdraw an assurance; ``said`` is which, and until when (ISO) or empty.

    Raises:
        ComityError: the reader may not answer for it, or the law does not let it out.
    """
    office.bench.require("approve", case=case.slug)
    state, until = said
    draft = Draft(ASSURANCE, {"state": state, "until": until})
    return dealings.tell(office, case, assurance, draft, wish._replace(text=wish.text or state))


def rely(office: Office, case: Case, assurance: Dealing, wish: Wish) -> PackageRow:
    """Tell the one who gave an assurance that something was done in reliance on it.

    Raises:
        ComityError: it was not given, or the law does not let it out.
    """
    if assurance.last("state") not in STANDING:
        raise ComityError("It was not given: nothing can rest on it.")
    draft = Draft(ASSURANCE, {"summary": wish.text or STANDING[1]})
    return dealings.tell(office, case, assurance, draft, wish)


def consent(office: Office, case: Case, row: str, by: str, **more: str) -> Dealing:
    """Record that a court or an authority consents to what a row of law limits; it is not sent.

    ``more`` are properties of the consent: ``description`` (where it is written), ``until``.

    Raises:
        ComityError: the reader may not answer for it.
    """
    office.bench.require("approve", case=case.slug)
    draft = Draft(ASSURANCE, {"term": f"consent:{row}", "state": "given", **more})
    made = dealings.begin(office, case, draft, giver=by, receiver=office.node.agency)
    return dealings.find(office, case, ASSURANCE, made)
