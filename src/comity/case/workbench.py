"""A node, opened by a reader: its cases, its readers, and whether all is as it was written."""

import json
import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from comity import law
from comity.case import people, roles
from comity.case.case import Case
from comity.case.roles import Denied
from comity.model import ComityError, Handling, handling
from comity.store import (
    Bearer,
    Closing,
    Finding,
    Node,
    Person,
    Session,
    Token,
    verify,
)

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


class Workbench(Closing):
    """An open node. Use it as a context manager."""

    def __init__(
        self, node: Node, reader: str | Bearer | None = None, *, shared: bool = False
    ) -> None:
        self._node, self._shared = node, shared
        self._session = node.session(reader)

    def close(self) -> None:
        """End the reader's session, and close the node unless others share it."""
        self._session.close()
        if not self._shared:
            self._node.close()

    def as_reader(self, reader: str | Bearer) -> "Workbench":
        """Open the same node for another reader; closing that leaves the node open.

        Raises:
            ComityError: no such reader.
        """
        return Workbench(self._node, reader, shared=True)

    @property
    def node(self) -> Node:
        """The node that is open, for the packages above this one."""
        return self._node

    @property
    def session(self) -> Session:
        """The reader's session, for the packages above this one."""
        return self._session

    @property
    def agency(self) -> str:
        """The agency whose node this is."""
        return self._node.agency

    @property
    def reader(self) -> str:
        """The reader's name."""
        return self._session.reader

    def require(self, permission: str, **what: str) -> None:
        """Go on only if the reader may do something; ``what`` says in the log on what.

        Raises:
            Denied: the reader may not; the log has it.
        """
        roles.require(self._session, permission, **what)

    def may(self, permission: str) -> bool:
        """Return whether the reader may do something."""
        return roles.may(self._session, permission)

    def people_who_may(self, permission: str) -> list[str]:
        """Return the names of those whose roles permit something."""
        return roles.people_who_may(self._session, permission)

    # --- cases -------------------------------------------------------------------------------

    def handling(self, classification: str, codes: Iterable[str]) -> Handling:
        """Return conditions of this agency's, from what a person says.

        Raises:
            ComityError: no such classification, or no such code under this node's law.
        """
        wanted, on = tuple(sorted(set(codes))), date.today().isoformat()
        laws = dict.fromkeys(("un", self._node.jurisdiction))
        here = {j.id for j in law.jurisdictions()}
        known = [c.code for j in laws if j in here for c in law.handling_codes(j, on)]
        if unknown := [code for code in wanted if code not in known]:
            raise ComityError(f"{unknown[0]} is no handling code here. Use {', '.join(known)}.")
        return Handling(handling.level(classification), wanted, self.agency if wanted else "")

    def cases(self) -> list[Case]:
        """Return the cases that the reader may see."""
        return [Case(self._session, row) for row in self._session.cases()]

    def case(self, slug: str) -> Case:
        """Return one case.

        Raises:
            ComityError: there is none of that name that this reader may see; the log has it.
        """
        self.require("read", case=slug)
        return Case(self._session, self._session.case(slug))

    def new_case(self, slug: str, title: str = "", classification: str = "public") -> Case:
        """Open a case.

        Raises:
            ComityError: the short name is taken or does not fit, or the reader is not cleared.
        """
        self.require("open", case=slug)
        if not _SLUG.fullmatch(slug):
            raise ComityError(
                f"{slug!r} cannot be a case's short name: use a-z, 0-9 and -, for example xingtai."
            )
        if slug in (case.slug for case in self.cases()):
            raise ComityError(f"There is a case {slug!r} already. See: comity case list")
        level = handling.level(classification)
        if level > self._session.level:
            said = f"{self.reader} is not cleared for {classification}."
            raise roles.deny(self._session, "open", said, case=slug)
        try:
            self._session.write.open_case(slug, title or slug, level)
        except ComityError as error:  # it is there for others: to try names must not go unseen
            raise roles.deny(self._session, "open", str(error), case=slug) from None
        return self.case(slug)

    # --- people ------------------------------------------------------------------------------

    def readers(self) -> dict[str, str]:
        """Return each reader's name and clearance."""
        return self._node.readers()

    def people(self) -> list[Person]:
        """Return the readers with clearance and roles, by name."""
        return self._session.people.all()

    def history(self, name: str) -> list[Person]:
        """Return all that ever held of a reader, by whom and since when, oldest first."""
        return self._session.people.history(name)

    def add_reader(
        self, name: str, clearance: str | None = None, roles: Iterable[str] | None = None
    ) -> Person:
        """Add a reader, or give one another clearance or other roles; return what holds now.

        With a clearance and no roles a new reader is an investigator; without either, somebody
        who may do nothing until a supervisor gives him a role.

        Raises:
            ComityError: no such classification or role.
            Denied: the reader may not give this, or it is above the reader's own clearance.
        """
        return people.add(self._session, name, clearance, roles)

    def give_roles(self, name: str, *given: str) -> Person:
        """Give a reader more roles.

        Raises:
            ComityError: no such reader or role.
            Denied: the reader may not give them, or it is the reader himself.
        """
        return people.give(self._session, name, given)

    def take_roles(self, name: str, *taken: str) -> Person:
        """Take roles from a reader.

        Raises:
            ComityError: no such reader or role, or nobody would be left who could do its work.
            Denied: the reader may not take them.
        """
        return people.take(self._session, name, taken)

    def remove_reader(self, name: str) -> None:
        """Have somebody be a reader no more: open sessions see nothing, tokens end.

        Raises:
            ComityError: no such reader, or nobody would be left who could do that work.
            Denied: the reader may not.
        """
        people.remove(self._session, name)

    # --- tokens ------------------------------------------------------------------------------

    def new_token(self, name: str, days: int = 90, may: Iterable[str] | None = None) -> str:
        """Make an API token of the reader's own and return it; it cannot be shown again.

        Raises:
            ComityError: a token of that name is good, or the days or permissions do not fit.
            Denied: the reader came in by a token.
        """
        return people.new_token(self._session, name, days, may)

    def tokens(self) -> list[Token]:
        """Return the reader's tokens, or everybody's for who manages people; oldest first."""
        return people.tokens(self._session)

    def revoke_token(self, name: str, reader: str | None = None) -> None:
        """End a token: the reader's own, or, for who manages people, another's.

        Raises:
            ComityError: there is none of that name that is good.
            Denied: it is another's, and the reader may not.
        """
        people.revoke_token(self._session, name, reader)

    def reader_of(self, token: str) -> str | None:
        """Return whose API token it is; None where it is not, or no longer, good."""
        bearer = self._session.people.tokens.bearer(token)
        return bearer.reader if bearer else None

    def as_bearer(self, token: str) -> "Workbench":
        """Open the same node for whom an API token belongs to, limited to what it allows.

        Raises:
            Denied: the token is not, or no longer, good.
        """
        bearer = self._session.people.tokens.bearer(token)
        if bearer is None:
            raise Denied(
                "The token is not known, or no longer good. Make another: comity token new"
            )
        return self.as_reader(bearer)

    # --- the log -----------------------------------------------------------------------------

    def log(self, last: int | None = None) -> list[dict[str, Any]]:
        """Return the log's entries that the reader may see, the last ones, oldest first.

        Whoever may audit sees all of them.

        Raises:
            Denied: the reader may neither read nor audit.
        """
        if not self.may("audit"):
            self.require("read")
        return [json.loads(row.entry) for row in self._session.log(last=last)]

    def verify(self) -> list[Finding]:
        """Check that files, statements, readers and log are unchanged, and return what is not.

        For who may audit all is checked, for others what they may see.

        Raises:
            Denied: the reader may neither read nor audit.
        """
        if not self.may("audit"):
            self.require("read")
            return [*verify(self._node, self._session), people.check(self._session)]
        with self._node.session(Bearer(self.reader, whole=True)) as session:
            return [*verify(self._node, session), people.check(session)]
