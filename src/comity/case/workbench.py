"""A node, opened by a reader: its cases, its readers, and whether all is as it was written."""

import getpass
import json
import os
import re
from pathlib import Path
from typing import Any

from comity.case.case import Case
from comity.model import ComityError, handling
from comity.store import Closing, Finding, Node, default_home, verify

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


class Workbench(Closing):
    """An open node. Use it as a context manager."""

    def __init__(self, node: Node, reader: str | None = None, *, shared: bool = False) -> None:
        self._node, self._shared = node, shared
        self._session = node.session(reader)

    def close(self) -> None:
        """End the reader's session, and close the node unless others share it."""
        self._session.close()
        if not self._shared:
            self._node.close()

    def as_reader(self, reader: str) -> "Workbench":
        """Open the same node for another reader; closing that leaves the node open.

        Raises:
            ComityError: no such reader.
        """
        return Workbench(self._node, reader, shared=True)

    @property
    def agency(self) -> str:
        """The agency whose node this is."""
        return self._node.agency

    @property
    def reader(self) -> str:
        """The reader's name."""
        return self._session.reader

    def cases(self) -> list[Case]:
        """Return the cases that the reader may see."""
        return [Case(self._session, row) for row in self._session.cases()]

    def case(self, slug: str) -> Case:
        """Return one case.

        Raises:
            ComityError: there is none of that name that this reader may see.
        """
        return Case(self._session, self._session.case(slug))

    def new_case(self, slug: str, title: str = "", classification: str = "public") -> Case:
        """Open a case.

        Raises:
            ComityError: the short name is taken or does not fit, or the reader is not cleared.
        """
        if not _SLUG.fullmatch(slug):
            raise ComityError(
                f"{slug!r} cannot be a case's short name: use a-z, 0-9 and -, for example xingtai."
            )
        if slug in (case.slug for case in self.cases()):
            raise ComityError(f"There is a case {slug!r} already. See: comity case list")
        level = handling.level(classification)
        if level > self._session.level:
            raise ComityError(f"{self.reader} is not cleared for {classification}.")
        self._session.write.open_case(slug, title or slug, level)
        return self.case(slug)

    def readers(self) -> dict[str, str]:
        """Return each reader's name and clearance."""
        return self._node.readers()

    def add_reader(self, name: str, clearance: str) -> None:
        """Add a reader, or change one's clearance.

        Raises:
            ComityError: no such classification, or it is above the reader's own.
        """
        if handling.level(clearance) > self._session.level:
            raise ComityError(f"{self.reader} cannot clear somebody for {clearance}.")
        if handling.level(self.readers().get(name, clearance)) > self._session.level:
            raise ComityError(f"{self.reader} cannot change the clearance of {name}.")
        self._node.add_reader(name, clearance, by=self.reader)

    def log(self, last: int | None = None) -> list[dict[str, Any]]:
        """Return the log's entries that the reader may see, the last ones, oldest first."""
        return [json.loads(row.entry) for row in self._session.log(last=last)]

    def verify(self) -> list[Finding]:
        """Check that files, statements and log are unchanged, and return what is not."""
        return list(verify(self._node, self._session))


def create(
    agency: str, jurisdiction: str, home: Path | None = None, reader: str | None = None
) -> Workbench:
    """Make a node, and open it for its first reader, who may see everything.

    Raises:
        ComityError: there is a node already, or the jurisdiction is no country's code.
    """
    if not re.fullmatch(r"[a-z]{2}", jurisdiction):
        raise ComityError(
            f"{jurisdiction!r} is no jurisdiction: give a country's code, such as us."
        )
    if not agency.strip():
        raise ComityError('An agency needs a name: --agency "Your agency".')
    name = reader or os.environ.get("COMITY_READER") or _user()
    return Workbench(Node.create(home or default_home(), agency, jurisdiction, name), name)


def open(home: Path | str | None = None, reader: str | None = None) -> Workbench:
    """Open the node in a folder, ``$COMITY_HOME`` unless told, as one of its readers.

    Raises:
        ComityError: there is no node, or no such reader.
    """
    node = Node(Path(home) if home else default_home())
    try:
        return Workbench(node, reader)
    except BaseException:
        node.close()
        raise


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "reader"
