"""What a node keeps: its secret, and what it has computed."""

import os
import stat
from pathlib import Path

import pytest
from tests.exchange.overlap.making import TODAY, desk, identifiers, overlap, phones

from comity.exchange.overlap import load_secret, new_secret
from comity.model import ComityError


def test_a_secret_comes_back_from_its_file() -> None:
    secret = new_secret(TODAY)
    assert load_secret(secret.dump()) == secret


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", "null", '{"root": "00", "keys": []}', '{"root": 5, "keys": [["1", "2"]]}',
     '{"root": "' + "00" * 32 + '", "keys": [["00", "2026-01-01"]]}',
     '{"root": "' + "00" * 32 + '", "keys": [["' + "11" * 32 + '", "soon"]]}',
     '{"root": "' + "00" * 32 + '", "keys": [["' + "ff" * 32 + '", "2026-01-01"]]}'],
)  # fmt: skip
def test_a_damaged_secret_is_said_to_be_so(text: str) -> None:
    with pytest.raises(ComityError, match="damaged: restore it from a backup"):
        load_secret(text)


def test_keys_end_and_are_kept_for_what_is_under_way() -> None:
    secret = new_secret("2026-01-01", life=10)
    assert secret.current("2026-01-11", life=10) == secret
    renewed = secret.current("2026-01-12", life=10)
    assert [key.until for key in renewed.keys] == ["2026-01-22", "2026-01-11"]
    assert renewed.current("2026-01-13", life=10) == renewed
    assert [key.until for key in renewed.current("2026-02-11", life=10).keys] == [
        "2026-02-21", "2026-01-22",
    ]  # fmt: skip
    assert len(secret.renewed("2026-01-02").keys) == 1
    assert secret.renewed("2026-01-02").keys != secret.keys


def test_secrets_do_not_show_when_they_are_printed(tmp_path: Path) -> None:
    one = desk(tmp_path)
    shown = repr(one) + str(one.secret) + f"{one.secret.keys}"
    assert one.secret.root not in shown
    assert one.secret.keys[0].number not in shown


def test_secrets_of_two_partners_have_nothing_in_common() -> None:
    one, other = new_secret(TODAY), new_secret(TODAY)
    assert one.root != other.root
    assert one.keys[0].public != other.keys[0].public
    assert one.salt("ask", "n") != one.salt("reply", "n")


def test_files_are_private_and_name_nothing(tmp_path: Path) -> None:
    a, b, ours = desk(tmp_path, "a"), desk(tmp_path, "b"), phones(range(20))
    overlap(a, ours, b, ours)
    files = [file for side in (a, b) for file in side.folder.iterdir()]
    assert len(files) == 3
    for file in files:
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert not any(i.value.encode() in file.read_bytes() for i in ours)


@pytest.mark.parametrize("side", ["a", "b"])
def test_a_process_killed_while_it_writes_loses_nothing(
    side: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b, ours = desk(tmp_path, "a"), desk(tmp_path, "b"), phones(range(20))
    past = overlap(a, ours, b, ours).past
    before = {f: f.read_bytes() for f in (tmp_path / side).iterdir()}
    more = phones(range(40))

    def killed(_: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", killed)
        with pytest.raises(KeyboardInterrupt):
            overlap(a, more, b, more, [past])
    assert {f: f.read_bytes() for f in (tmp_path / side).iterdir()} == before
    assert identifiers(overlap(a, more, b, more, [past]).both) == set(more)


@pytest.mark.parametrize("damage", [b"", b"x", b"\0" * 80, b"changed"])
def test_a_damaged_cache_costs_time_and_nothing_else(damage: bytes, tmp_path: Path) -> None:
    a, b, ours = desk(tmp_path, "a"), desk(tmp_path, "b"), phones(range(20))
    past = overlap(a, ours, b, ours).past
    for file in (*a.folder.iterdir(), *b.folder.iterdir()):
        good = file.read_bytes()
        file.write_bytes(good[:40] + b"!" + good[41:] if damage == b"changed" else damage)
    theirs = phones(range(10, 30))
    assert identifiers(overlap(a, ours, b, theirs, [past]).both) == set(phones(range(10, 20)))
