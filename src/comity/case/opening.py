"""Making a node, and opening one."""

import getpass
import os
import re
from pathlib import Path

from comity.case.workbench import Workbench
from comity.model import ComityError
from comity.store import Node, default_home


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
