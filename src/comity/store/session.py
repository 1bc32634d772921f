"""What a reader sees: every query of a session runs under the reader's clearance."""

import sqlalchemy as sa

from comity.model import ComityError
from comity.store.api_token import TOP, Bearer
from comity.store.documents import Documents
from comity.store.entities import Entities
from comity.store.files import Files
from comity.store.logged import Logged
from comity.store.people import People
from comity.store.rows import Case, storable
from comity.store.writer import Event, Writer

_LONGEST = 64  # signs that the log keeps of a name that was asked for


class Session(Documents, Entities, Logged):
    """A reader's view of a node. Use it as a context manager: leaving it ends the clearance.

    Attributes:
        reader: the reader's name; bearer: how the reader came in; write: the way to append.
    """

    def __init__(
        self, app: sa.Engine, stores: tuple[People, Files], write: Writer, bearer: Bearer
    ) -> None:
        self.people, self.files = stores
        self.write = write
        self.bearer, self.reader = bearer, bearer.reader
        self._ticket = self.people.ticket(bearer)
        self._connection = app.connect()
        self._run("SELECT set_config('comity.ticket', :ticket, true)", ticket=self._ticket)

    def close(self) -> None:
        """End the session; its clearance is gone."""
        self._connection.close()
        self.people.end_ticket(self._ticket)

    @property
    def level(self) -> int:
        """The clearance as it is now; -1 for who may read nothing."""
        return int(self._run("SELECT comity_clearance()").scalar())

    @property
    def roles(self) -> frozenset[str]:
        """The reader's roles as they are now; none for who is no reader any more."""
        return frozenset(self._run("SELECT roles FROM comity_holder()").scalar() or ())

    def deny(self, permission: str, **what: str) -> None:
        """Keep in the log that the reader was denied something."""
        named = {key: storable(value)[:_LONGEST] for key, value in what.items()}
        self.write.record(Event("denied", None, {"permission": permission, **named}, TOP))

    def cases(self) -> list[Case]:
        """Return the cases that the reader may see, by their slug."""
        rows = self._run('SELECT id, slug, title, level FROM "case" ORDER BY slug')
        return [Case(*row) for row in rows]

    def case(self, slug: str) -> Case:
        """Return one case.

        Raises:
            ComityError: there is none of that name that this reader may see.
        """
        for case in self.cases():
            if case.slug == slug:
                return case
        if self.level < TOP:
            # Logged whether there is such a case or not, where the reader sees neither entry.
            self.deny("read", case=slug)
        known = ", ".join(c.slug for c in self.cases()) or "none yet"
        raise ComityError(
            f"There is no case {slug!r} (cases: {known}). "
            f'Open one with: comity case new {slug} "Its title"'
        )
