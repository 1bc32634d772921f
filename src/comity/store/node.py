"""A node: one agency's installation, with its name, its law, its key and its readers."""

import json
import os
from contextlib import ExitStack
from importlib.resources import files as package_files
from pathlib import Path
from secrets import token_urlsafe
from typing import Self

import sqlalchemy as sa

from comity import audit
from comity.model import ComityError, handling
from comity.store import server
from comity.store.api_token import TOP, Bearer
from comity.store.closing import Closing
from comity.store.files import Files
from comity.store.people import ROLES, People, Person
from comity.store.session import Session
from comity.store.writer import Event, Writer

HOME_VARIABLE = "COMITY_HOME"
READER_VARIABLE = "COMITY_READER"
_LOCK = 7_112_020  # any constant: one process at a time brings the database up to date


def default_home() -> Path:
    """Return the folder of the node: ``$COMITY_HOME``, or ``.comity`` in the user's home."""
    return Path(os.environ.get(HOME_VARIABLE) or Path.home() / ".comity")


class Node(Closing):
    """An open node. Close it, or use it as a context manager."""

    def __init__(self, home: Path) -> None:
        """Open the node in a folder.

        Raises:
            ComityError: there is no node, or its database cannot be opened.
        """
        if not (home / "node.json").exists():
            raise ComityError(
                f"There is no node in {home}. Make one with: "
                'comity init --agency "Your agency" --jurisdiction us'
            )
        self.home = home
        self.files = Files(home / "files")
        settings = json.loads((home / "node.json").read_text("utf-8"))
        self.agency: str = settings["agency"]
        self.jurisdiction: str = settings["jurisdiction"]
        self.origin: str = settings["origin"]
        self._settings = settings
        self._key = (home / "key").read_text("utf-8").strip()
        self._resources = ExitStack()
        try:
            self._open()
        except BaseException:
            self._resources.close()
            raise

    def _open(self) -> None:
        address = server.connect(self.home, self._resources)
        app, writer = address.roles
        self._owner = address.engine()
        self._app = address.engine(app, self._settings["passwords"]["app"])
        self._writer = address.engine(writer, self._settings["passwords"]["writer"])
        for engine in (self._owner, self._app, self._writer):
            self._resources.callback(engine.dispose)
        self.people = People(self._owner, self.writer)
        try:
            migrate(self._owner, address.roles, self._settings["passwords"])
        except sa.exc.SQLAlchemyError as error:
            raise ComityError(f"The database cannot be opened: {server.reason(error)}.") from error

    @classmethod
    def create(cls, home: Path, agency: str, jurisdiction: str, reader: str) -> Self:
        """Make a node and its first reader, who may see everything; return it open.

        Raises:
            ComityError: there is a node already.
        """
        if (home / "node.json").exists():
            raise ComityError(f"There is a node in {home} already; choose another COMITY_HOME.")
        home.mkdir(parents=True, exist_ok=True)
        signer, verifier = audit.generate_key(_origin(agency))
        server.write_private(home / "key", signer + "\n")
        settings = {
            "agency": agency,
            "jurisdiction": jurisdiction,
            "origin": _origin(agency),
            "verifier": verifier,
            "reader": reader,
            "passwords": {"app": token_urlsafe(24), "writer": token_urlsafe(24)},
        }
        server.write_private(home / "node.json", json.dumps(settings, indent=2, ensure_ascii=False))
        try:
            node = cls(home)
            what = {"agency": agency, "jurisdiction": jurisdiction}
            node.writer(reader).record(Event("init", None, what))
            node.people.put(None, Person(reader, TOP, frozenset(ROLES)), by=reader)
        except BaseException:
            # A node without its first reader could be neither used nor made again.
            (home / "node.json").unlink()
            (home / "key").unlink()
            raise
        return node

    def close(self) -> None:
        """Close the node; its own server stops if nobody else uses it."""
        self._resources.close()

    @property
    def verifier(self) -> str:
        """The public key of the node's log, in the form of C2SP signed notes."""
        return str(self._settings["verifier"])

    def readers(self) -> dict[str, str]:
        """Return each reader's name and clearance."""
        return {person.name: person.clearance for person in self.people.all()}

    def add_reader(self, name: str, clearance: str, by: str) -> None:
        """Add an investigator, or change a reader's clearance. ``comity.case`` asks who may."""
        before = self.people.find(name)
        person = before or Person(name, 0, frozenset(("investigator",)))
        self.people.put(before, person._replace(level=handling.level(clearance)), by)

    def session(self, reader: str | Bearer | None = None) -> Session:
        """Begin a session of a reader: ``$COMITY_READER`` or the node's first unless told.

        Raises:
            ComityError: no such reader.
        """
        bearer = reader if isinstance(reader, Bearer) else Bearer(reader or self._reader())
        person = self.people.find(bearer.reader)
        if person is None:
            raise ComityError(
                f"There is no reader {bearer.reader!r}. Readers: {', '.join(self.readers())}. "
                "Add one with: comity reader add NAME --clearance restricted"
            )
        bearer = bearer._replace(reader=person.name)
        return Session(self._app, (self.people, self.files), self.writer(person.name), bearer)

    def _reader(self) -> str:
        return os.environ.get(READER_VARIABLE) or str(self._settings["reader"])

    def writer(self, reader: str) -> Writer:
        """Return the one who appends in a reader's name."""
        return Writer(self._writer, self._sign, reader)

    def _sign(self, size: int, root: bytes) -> str:
        return audit.sign_checkpoint(audit.Checkpoint(self.origin, size, root), self._key)


def migrate(owner: sa.Engine, roles: tuple[str, str], passwords: dict[str, str]) -> None:
    """Bring the database to the newest schema, and the two roles into being.

    Raises:
        ComityError: the reading role could read everything.
    """
    with owner.connect() as connection:
        connection.execute(sa.text("SELECT pg_advisory_lock(:lock)"), {"lock": _LOCK})
        try:
            _make_roles(connection, roles, passwords)
            _upgrade(connection, roles)
            connection.commit()
        finally:
            connection.rollback()
            connection.execute(sa.text("SELECT pg_advisory_unlock(:lock)"), {"lock": _LOCK})


def _upgrade(connection: sa.Connection, roles: tuple[str, str]) -> None:
    folder = package_files("comity.store").joinpath("migrations")
    steps = folder.joinpath("versions").iterdir()
    newest = max(step.name[:4] for step in steps if step.name[:4].isdigit())
    if _revision(connection) == newest:
        return
    from alembic import command  # noqa: PLC0415  (0.1 s, and seldom needed)
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(folder))
    schema = connection.execute(sa.text("SELECT current_schema()")).scalar()
    config.attributes.update(connection=connection, app=roles[0], writer=roles[1], schema=schema)
    command.upgrade(config, "head")


def _revision(connection: sa.Connection) -> str | None:
    """Return which step of the migrations the database stands at; None for a new one."""
    if connection.execute(sa.text("SELECT to_regclass('alembic_version')")).scalar() is None:
        return None
    found = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    return str(found) if found else None


def _make_roles(
    connection: sa.Connection, roles: tuple[str, str], passwords: dict[str, str]
) -> None:
    rights = connection.execute(
        sa.text("SELECT rolname, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname IN (:a, :w)"),
        {"a": roles[0], "w": roles[1]},
    )
    free = {row[0]: row[1] for row in rights}
    if free.get(roles[0]):
        raise ComityError(
            f"The database's role {roles[0]} may read everything, whoever asks. "
            f'Have its administrator run: ALTER ROLE "{roles[0]}" NOSUPERUSER NOBYPASSRLS'
        )
    # The writer bypasses the policies because COPY cannot run under them; it may not read.
    for role, right, password in zip(
        roles, ("NOBYPASSRLS", "BYPASSRLS"), (passwords["app"], passwords["writer"]), strict=True
    ):
        verb, rest = ("ALTER", "") if role in free else ("CREATE", f"LOGIN {right} ")
        # An owner who is no superuser may set the password of a role, but not these rights again.
        connection.execute(sa.text(f"{verb} ROLE \"{role}\" {rest}PASSWORD '{password}'"))


def _origin(agency: str) -> str:
    words = "".join(c if c.isalnum() else "-" for c in agency.casefold())
    return "comity/" + "-".join(part for part in words.split("-") if part)
