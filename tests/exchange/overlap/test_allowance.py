from pathlib import Path

import pytest
from tests.exchange.overlap.making import TODAY, desk, overlap, phones

from comity.exchange.overlap import Allowance, Desk, Past, Refused, Step, ask, finish, reply

USUAL = Allowance(most=100, least=10, asks=3, answered=150, days=30)


def _past(day: str = "2026-02-20", number: int = 1, nonce: str = "", key: str = "") -> Past:
    return Past(day, nonce, key, number)


def _asked(tmp_path: Path, number: int) -> tuple[Step, Desk]:
    asked, _ = ask(phones(range(number)), desk(tmp_path, "a"), ["phone"])
    return asked, desk(tmp_path, "b")


def _refused(tmp_path: Path, number: int, *past: Past) -> str:
    asked, b = _asked(tmp_path, number)
    with pytest.raises(Refused) as refused:
        reply(asked, phones(range(5)), b, USUAL, past)
    assert not refused.value.whole
    return str(refused.value)


def test_within_the_allowance_it_is_answered(tmp_path: Path) -> None:
    asked, b = _asked(tmp_path, 10)
    past = [_past("2026-01-30", 1000), _past(number=70), _past(number=70)]
    assert reply(asked, phones(range(5)), b, USUAL, past).number == 10


def test_too_many_identifiers_are_refused(tmp_path: Path) -> None:
    assert "at most 100 are answered" in _refused(tmp_path, 101)


def test_a_single_identifier_is_not_probed(tmp_path: Path) -> None:
    assert "fewer than 10 are not answered" in _refused(tmp_path, 9)


def test_asking_too_often_is_refused_until_the_days_are_over(tmp_path: Path) -> None:
    assert "no more than 3 are: ask again later" in _refused(tmp_path, 10, *[_past()] * 3)


def test_many_asks_do_not_add_up_to_more_than_is_allowed(tmp_path: Path) -> None:
    assert "more than the 150 allowed" in _refused(tmp_path, 51, _past(number=100))


def test_an_ask_is_answered_once(tmp_path: Path) -> None:
    asked, b = _asked(tmp_path, 10)
    past = [_past("2025-01-01", nonce=asked.header["nonce"])]
    with pytest.raises(Refused, match="answered already"):
        reply(asked, phones(range(5)), b, USUAL, past)


def test_a_small_set_cannot_be_said_to_be_large(tmp_path: Path) -> None:
    asked, b = _asked(tmp_path, 1)
    header = {**asked.header, "set": {**asked.header["set"], "size": 50}}
    with pytest.raises(Refused, match="only 1 were ever brought") as refused:
        reply(asked._replace(header=header), phones(range(5)), b, USUAL, [_past(number=80)])
    assert refused.value.whole


def test_what_was_answered_before_counts_towards_the_size_of_the_set(tmp_path: Path) -> None:
    a, b = desk(tmp_path, "a"), desk(tmp_path, "b")
    past = overlap(a, phones(range(20)), b, phones(range(20))).past
    asked, state = ask(phones(range(21)), a, ["phone"])
    assert (asked.number, asked.commitment.size) == (1, 21)
    both, _ = finish(state, reply(asked, phones(range(30)), b, USUAL, [past]), phones(range(21)), a)
    assert len(both) == 21


def test_nothing_is_computed_for_an_ask_that_is_refused(tmp_path: Path) -> None:
    asked, b = _asked(tmp_path, 101)
    with pytest.raises(Refused):
        reply(asked._replace(payload=bytes(101 * 33)), phones(range(5)), b, USUAL, [])
    assert not b.folder.exists()
    assert b.today == TODAY
