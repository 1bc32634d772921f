"""Uploads: whatever is cut off goes on where it stopped; nothing is taken twice, nor mixed up."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.exchange.making import Agency, Killed, canary, killed_at, meeting, outgoing, person

from comity.exchange import (
    LARGEST,
    Crossed,
    Missing,
    NoRoom,
    Refused,
    Uploads,
    uploads,
)
from comity.model import ComityError

US, CN = "comity/us", "comity/cn"


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Agency]]:
    with meeting(tmp_path_factory, 2) as made:
        yield made


@pytest.fixture
def sealed(two: list[Agency], tmp_path: Path) -> tuple[str, bytes]:
    """A package from ``us`` for ``cn``: its id, and its bytes."""
    us, cn = two
    case = us.case()
    us.state(case, person(canary()))
    package = us.share(case, cn)
    path = outgoing(us, cn, tmp_path / "out")[-1]
    return package, path.read_bytes()


def name_of(data: bytes) -> str:
    return sha256(data).hexdigest()


def put(found: Uploads, data: bytes, *cuts: int) -> str:
    """Upload a file in pieces that end at the cuts."""
    name = name_of(data)
    at = found.begin(name, len(data)).offset
    for end in (*sorted(cuts), len(data)):
        if end > at:
            at = found.add(name, at, data[at:end]).offset
    return name


def test_a_package_is_taken_in_once(two: list[Agency], sealed: tuple[str, bytes]) -> None:
    us, cn = two
    package, data = sealed
    found = Uploads(cn.home, us.desk.card.origin)
    office = cn.desk._office
    name = put(found, data, 1, 100, 101)
    assert found.finish(office, name) == (package, True)
    # The answer was lost: nothing need be sent again, and it is acknowledged as before.
    assert found.begin(name, len(data)).offset == len(data)
    assert found.finish(office, name) == (package, False)
    assert found.finish(office, name) == (package, False)
    standing = [s for s in cn.desk.inbox() if s.package.id == package]
    assert len(standing) == 1
    assert [act.act for act in standing[0].acts].count("received") == 1
    with pytest.raises(Crossed, match="finished"):
        found.add(name, 0, b"more")


def test_a_second_copy_after_all_was_forgotten(
    two: list[Agency], sealed: tuple[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    us, cn = two
    package, data = sealed
    found = Uploads(cn.home, us.desk.card.origin)
    assert found.finish(cn.desk._office, put(found, data)).new
    monkeypatch.setattr(uploads, "_KEPT", -1.0)
    assert found.begin("0" * 64, 1).offset == 0
    monkeypatch.undo()
    assert found.begin(name_of(data), len(data)).offset == 0
    assert found.finish(cn.desk._office, put(found, data)) == (package, False)


def test_killed_at_any_moment_it_goes_on(two: list[Agency], sealed: tuple[str, bytes]) -> None:
    us, cn = two
    package, data = sealed
    found = Uploads(cn.home, us.desk.card.origin)
    name, number = put(found, data), 0
    while True:
        try:
            with killed_at(number):
                found.finish(cn.desk._office, name)
            break
        except Killed:
            cn.restart()
            assert found.begin(name, len(data)).offset == len(data)
            number += 1
    assert number > 4
    assert [s.package.id for s in cn.desk.inbox()].count(package) == 1
    assert cn.wrong() == []


def test_what_is_not_what_was_announced_is_gone(two: list[Agency]) -> None:
    us, cn = two
    found = Uploads(cn.home, us.desk.card.origin)
    name = name_of(b"announced")
    found.begin(name, 5)
    found.add(name, 0, b"other")
    with pytest.raises(Refused, match="changed on its way"):
        found.finish(cn.desk._office, name)
    with pytest.raises(Missing):
        found.finish(cn.desk._office, name)
    junk = put(found, b"junk")
    with pytest.raises(Refused):
        found.finish(cn.desk._office, junk)
    assert found.begin(junk, 4).offset == 0


def test_what_cannot_be_taken_in_at_present_is_kept(
    two: list[Agency], sealed: tuple[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    us, cn = two
    package, data = sealed
    found = Uploads(cn.home, us.desk.card.origin)
    name = put(found, data)

    def fail(*_: object) -> None:
        raise ComityError("above the clearance")

    with monkeypatch.context() as patch:
        patch.setattr(uploads, "receive", fail)
        with pytest.raises(ComityError, match="clearance"):
            found.finish(cn.desk._office, name)
    assert found.finish(cn.desk._office, name) == (package, True)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_is_sent_the_file_is_a_beginning_of_the_right_one(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    found = Uploads(tmp_path_factory.mktemp("node"), US)
    whole = data.draw(st.binary(min_size=1, max_size=40))
    name = name_of(whole)
    found.begin(name, len(whole))
    for _ in range(data.draw(st.integers(0, 12))):
        offset = data.draw(st.integers(0, 44))
        length = data.draw(st.integers(0, 44))
        before = found.find(name).offset
        block = whole[offset : offset + length].ljust(length, b"x")
        try:
            after = found.add(name, offset, block).offset
        except Crossed:
            assert found.find(name).offset == before
            assert offset != before or before + length > len(whole)
        else:
            assert offset == before and after == before + length
    at = found.begin(name, len(whole)).offset
    kept = next(iter((found._folder).glob(f"{name}.*"))).read_bytes()
    assert kept == whole[:at]


def test_two_at_once_do_not_mix(tmp_path: Path) -> None:
    found, whole = Uploads(tmp_path, US), os.urandom(1 << 16)
    name, step = name_of(whole), 1 << 10
    found.begin(name, len(whole))

    def send(_: int) -> None:
        at = 0
        while at < len(whole):
            try:
                at = found.add(name, at, whole[at : at + step]).offset
            except Crossed:
                at = found.find(name).offset

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(send, range(4)))
    assert next(iter(found._folder.glob(f"{name}.*"))).read_bytes() == whole


def test_another_process_at_work_on_it_is_waited_for(tmp_path: Path) -> None:
    found, name = Uploads(tmp_path, US), "ab" * 32
    found.begin(name, 3)
    with next(iter(found._folder.iterdir())).open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(Crossed, match="at work"):
            found.add(name, 0, b"a")
    assert found.add(name, 0, b"a").offset == 1


def test_each_partner_has_uploads_of_its_own(tmp_path: Path) -> None:
    # Also where the names differ only in signs that a file's name could not have.
    origins = ("comity/a-b", "comity/a/b", "comity/a_b", "comity/a b", "../../a", "x" * 3000)
    each = [Uploads(tmp_path, origin) for origin in origins]
    name = "cd" * 32
    each[0].begin(name, 9)
    each[0].add(name, 0, b"secret")
    for other in each[1:]:
        with pytest.raises(Missing):
            other.find(name)
        with pytest.raises(Missing):
            other.add(name, 6, b"x")
        assert other.begin(name, 9).offset == 0
    assert {p.parent for p in tmp_path.rglob("*.9")} == {
        p for p in (tmp_path / "uploads").iterdir() if p.is_dir()
    }


def test_no_name_leads_elsewhere(tmp_path: Path) -> None:
    found = Uploads(tmp_path, US)
    for name in ("", "..", "../" * 20 + "etc/passwd", "AB" * 32, "0" * 63, "0" * 64 + "\n", "*"):
        with pytest.raises(ComityError):
            found.begin(name, 1)
        with pytest.raises(Missing):
            found.find(name)
        with pytest.raises(Missing):
            found.add(name, 0, b"x")
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


def test_a_partner_cannot_fill_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = Uploads(tmp_path, US)
    for size in (0, -1, LARGEST + 1):
        with pytest.raises(ComityError):
            found.begin("0" * 64, size)
    for number in range(20):
        found.begin(f"{number:064x}", 1)
    assert found.begin(f"{3:064x}", 1).offset == 0  # one of them, again
    with pytest.raises(Crossed, match="finish those first"):
        found.begin("f" * 64, 1)
    assert Uploads(tmp_path, CN).begin("f" * 64, 1).offset == 0  # the other is not shut out
    with pytest.raises(Crossed):
        found.add(f"{3:064x}", 0, b"too much")
    large = Uploads(tmp_path, "comity/ice")
    monkeypatch.setattr(uploads, "LARGEST", 1000)
    large.begin("e" * 64, 999)
    with pytest.raises(Crossed, match="under way"):
        large.begin("f" * 64, 2)
    usage = SimpleNamespace(free=10)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(NoRoom, match="at present"):
        Uploads(tmp_path, "comity/eu").begin("f" * 64, 11)


def test_what_nobody_goes_on_with_is_forgotten(tmp_path: Path) -> None:
    found = Uploads(tmp_path, US)
    for number in range(20):
        found.begin(f"{number:064x}", 1)
    for path in found._folder.iterdir():
        os.utime(path, (0, 0))
    assert found.begin("f" * 64, 1).offset == 0
    assert len(list(found._folder.iterdir())) == 1


def test_a_size_that_was_wrong_is_corrected(tmp_path: Path) -> None:
    found, data = Uploads(tmp_path, US), b"twelve bytes"
    found.begin(name_of(data), 5)
    found.add(name_of(data), 0, data[:5])
    put(found, data)
    assert found.find(name_of(data)) == (name_of(data), 12, 12)
