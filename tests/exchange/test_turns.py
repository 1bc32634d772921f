"""A server and a command at work on one node at once."""

import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.exchange.making import Agency, canary, meeting, outgoing, person

from comity.exchange import Desk, inbox, posting


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Agency]]:
    with meeting(tmp_path_factory, 2) as made:
        yield made


def _sealed(us: Agency, cn: Agency, folder: Path) -> tuple[str, Path]:
    case = us.case()
    us.state(case, person(canary()))
    package = us.share(case, cn)
    return package, outgoing(us, cn, folder)[-1]


def test_a_package_that_comes_by_two_ways_at_once_comes_once(
    two: list[Agency], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    us, cn = two
    package, path = _sealed(us, cn, tmp_path / "out")
    copy = shutil.copyfile

    def slowly(source: Path, target: Path) -> None:
        copy(source, target)
        time.sleep(0.2)

    monkeypatch.setattr("shutil.copyfile", slowly)

    def receive(_: int) -> bool:
        with cn.bench.as_reader(cn.bench.reader) as bench:
            return Desk(bench).receive(path).package.id == package

    with ThreadPoolExecutor(3) as threads:
        assert list(threads.map(receive, range(3))) == [True] * 3
    (standing,) = [s for s in cn.desk.inbox() if s.package.id == package]
    assert [act.act for act in standing.acts] == ["received"]
    cn.desk.accept(package, cn.case())


def test_nobody_tidies_up_what_another_is_just_keeping(
    two: list[Agency], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    us, cn = two
    package, path = _sealed(us, cn, tmp_path / "out")
    keep = inbox._keep

    def keeping(source: Path, target: Path) -> None:
        keep(source, target)
        with cn.bench.as_reader(cn.bench.reader) as bench:
            posting.tidy(Desk(bench)._office)

    with monkeypatch.context() as patch:
        patch.setattr(inbox, "_keep", keeping)
        cn.desk.receive(path)
    cn.desk.accept(package, cn.case())
    (cn.home / "inbox" / f"{'0' * 64}.age").touch()
    (cn.home / f"{posting.AT_WORK}killed").mkdir()
    assert posting.tidy(cn.desk._office) == 2
    assert [path.name for path in cn.home.iterdir() if path.name.startswith(posting.AT_WORK)] == []
