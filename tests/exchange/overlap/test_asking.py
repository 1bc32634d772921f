from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.exchange.overlap.making import (
    FREE,
    TODAY,
    desk,
    held,
    identifiers,
    overlap,
    phones,
)

from comity.exchange.overlap import Past, State, ask, finish, learn, new_secret, reply
from comity.model import ComityError

_SETS = st.frozensets(st.integers(0, 30), min_size=1, max_size=20)
_ANY = st.frozensets(st.integers(0, 30), max_size=20)


@settings(max_examples=60, deadline=None)
@given(_SETS, _ANY)
def test_both_learn_exactly_what_both_hold(ours: frozenset[int], theirs: frozenset[int]) -> None:
    with TemporaryDirectory() as folder:
        a, b = desk(Path(folder), "a"), desk(Path(folder), "b")
        run = overlap(a, phones(ours), b, phones(theirs))
    assert identifiers(run.both) == set(phones(ours & theirs))
    assert identifiers(run.learned) == set(phones(ours & theirs))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(_SETS, _ANY), min_size=2, max_size=4))
def test_asked_again_it_is_as_if_asked_for_the_first_time(
    rounds: list[tuple[frozenset[int], frozenset[int]]],
) -> None:
    with TemporaryDirectory() as folder:
        a, b = desk(Path(folder), "a"), desk(Path(folder), "b")
        past, asked_for = list[Past](), set[int]()
        for ours, theirs in rounds:
            run = overlap(a, phones(ours), b, phones(theirs), past)
            past.append(run.past)
            assert identifiers(run.both) == set(phones(ours & theirs))
            assert run.asked.number == len(ours - asked_for)
            asked_for |= ours


def test_each_is_told_its_own_statements(tmp_path: Path) -> None:
    run = overlap(desk(tmp_path, "a"), phones([1, 2]), desk(tmp_path, "b"), phones([2, 3]))
    assert [match.statements for match in run.both] == [("+8613800000002 is said",)]


def test_kinds_are_not_mixed(tmp_path: Path) -> None:
    ours = held("E12345678", kind="passport") | held("+8613800000001")
    theirs = held("E12345678", kind="id") | held("+8613800000001")
    theirs |= held("a@b.example", kind="email")
    a, b = desk(tmp_path, "a"), desk(tmp_path, "b")
    run = overlap(a, ours, b, theirs, kinds=["passport", "id", "phone"])
    assert identifiers(run.both) == set(held("+8613800000001"))
    assert run.replied.commitment.size == 2  # what was not asked about stays out


def test_a_number_that_matches_with_its_country_is_told_once(tmp_path: Path) -> None:
    ours = held("E1234567", "E1234567 cn", "G7654321", "G7654321 cn", kind="passport")
    theirs = held("E1234567", "E1234567 cn", "G7654321", "G7654321 us", kind="passport")
    run = overlap(desk(tmp_path, "a"), ours, desk(tmp_path, "b"), theirs, kinds=["passport"])
    assert [i.value for i, _ in run.both] == ["E1234567 cn", "G7654321"]
    assert [i.value for i, _ in run.learned] == ["E1234567 cn", "G7654321"]


def test_nothing_that_is_sent_holds_an_identifier(tmp_path: Path) -> None:
    ours, theirs = phones(range(20)), phones(range(10, 30))
    run = overlap(desk(tmp_path, "a"), ours, desk(tmp_path, "b"), theirs)
    for step in (run.asked, run.replied, run.closing):
        sent = step.payload + repr(step.header).encode()
        for identifier in (*ours, *theirs):
            assert identifier.value.encode() not in sent
            assert identifier.value[1:].encode() not in sent


def test_no_two_overlaps_show_anything_alike(tmp_path: Path) -> None:
    ours, theirs, b = phones(range(20)), phones(range(10, 30)), desk(tmp_path, "b")
    first = overlap(desk(tmp_path, "a"), ours, b, theirs)
    second = overlap(desk(tmp_path, "other a"), ours, b, theirs)
    third = overlap(desk(tmp_path, "third a"), ours, desk(tmp_path, "other b"), theirs)
    for one, other in ((first, second), (first, third), (second, third)):
        for name in ("asked", "replied", "closing"):
            sent, again = getattr(one, name).payload, getattr(other, name).payload
            assert _windows(sent).isdisjoint(_windows(again))


def _windows(data: bytes, size: int = 8) -> set[bytes]:
    return {data[at : at + size] for at in range(len(data) - size + 1)}


def test_the_same_partner_asked_again_whole_cannot_tell_what_is_new(tmp_path: Path) -> None:
    a, b, ours = desk(tmp_path, "a"), desk(tmp_path, "b"), phones(range(20))
    first = overlap(a, ours, b, ours)
    second = overlap(a, ours, b, ours, [first.past], whole=True)
    parts = [{run.asked.payload[i : i + 33] for i in range(0, 660, 33)} for run in (first, second)]
    assert parts[0].isdisjoint(parts[1])
    assert first.asked.commitment != second.asked.commitment
    assert first.replied.commitment != second.replied.commitment


def test_the_order_of_what_is_sent_is_not_that_of_the_set(tmp_path: Path) -> None:
    asked, _ = ask(phones(range(50)), desk(tmp_path), ["phone"])
    points = [asked.payload[i : i + 33] for i in range(0, len(asked.payload), 33)]
    assert points == sorted(points)


def test_a_new_key_begins_afresh(tmp_path: Path) -> None:
    a, b, ours = desk(tmp_path, "a"), desk(tmp_path, "b"), phones(range(20))
    first = overlap(a, ours, b, ours)
    later = "2026-12-01"
    a, b = a._replace(today=later), b._replace(today=later, secret=b.secret.current(later))
    assert len(b.secret.keys) == 1, "the old key's grace is over"
    second = overlap(a, ours, b, ours, [first.past])
    assert second.asked.number == 20
    assert first.replied.header["key"] != second.replied.header["key"]
    assert len(list(b.folder.glob("own-*"))) == 1, "what was computed under the old key is gone"
    assert len(list(a.folder.glob("asked-*.cache"))) == 1


def test_what_was_under_way_when_a_key_ended_is_still_answered(tmp_path: Path) -> None:
    a, b, ours = desk(tmp_path, "a"), desk(tmp_path, "b"), phones(range(20))
    past = [overlap(a, ours, b, ours).past]
    ours = phones(range(25))
    asked, state = ask(ours, a, ["phone"])
    assert asked.number == 5
    b = b._replace(today="2026-09-10", secret=b.secret.current("2026-09-10"))
    assert len(b.secret.keys) == 2
    both, _ = finish(state, reply(asked, ours, b, FREE, past), ours, a)
    assert identifiers(both) == set(ours)


def test_a_key_that_is_gone_is_said_so(tmp_path: Path) -> None:
    a, b, ours = desk(tmp_path, "a"), desk(tmp_path, "b"), phones(range(20))
    past = [overlap(a, ours, b, ours).past]
    asked, _ = ask(ours, a, ["phone"])
    b = b._replace(secret=new_secret(TODAY))
    with pytest.raises(ComityError, match="ask from the beginning") as refused:
        reply(asked, ours, b, FREE, past)
    assert getattr(refused.value, "whole", False)
    assert identifiers(overlap(a, ours, b, ours, past, whole=True).both) == set(ours)


def test_answers_that_were_lost_are_asked_for_again(tmp_path: Path) -> None:
    a, b, ours = desk(tmp_path, "a"), desk(tmp_path, "b"), phones(range(20))
    past = [overlap(a, ours, b, ours).past]
    asked, state = ask(ours, a, ["phone"])
    for file in a.folder.glob("asked-*.cache"):
        file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(ComityError, match="ask from the beginning"):
        finish(state, reply(asked, ours, b, FREE, past), ours, a)
    assert overlap(a, ours, b, ours, past).asked.number == 20


def test_the_state_outlives_the_process(tmp_path: Path) -> None:
    a, b, ours = desk(tmp_path, "a"), desk(tmp_path, "b"), phones(range(20))
    asked, state = ask(ours, a, ["phone"])
    replied = reply(asked, ours, b, FREE, [])
    kept = State.load(state.dump())
    assert kept == state
    both, closing = finish(kept, replied, ours, a)
    assert finish(kept, replied, ours, a) == (both, closing), "done twice, it is as done once"
    with pytest.raises(ComityError, match="ask again"):
        State.load(state.dump()[:-5])


def test_what_is_not_held_any_more_is_not_shown(tmp_path: Path) -> None:
    a, b = desk(tmp_path, "a"), desk(tmp_path, "b")
    asked, state = ask(phones(range(20)), a, ["phone"])
    replied = reply(asked, phones(range(20)), b, FREE, [])
    both, closing = finish(state, replied, phones(range(5)), a)
    assert identifiers(both) == set(phones(range(5)))
    learned, unexplained = learn(closing, replied, phones(range(15)), b)
    assert (identifiers(learned), unexplained) == (set(phones(range(15))), 5)


def test_nothing_held_is_nothing_to_ask(tmp_path: Path) -> None:
    with pytest.raises(ComityError, match="Nothing of the kinds email is held"):
        ask(phones([1]), desk(tmp_path), ["email"])


def test_many_threads_give_what_one_gives(tmp_path: Path) -> None:
    ours, theirs = phones(range(1500)), phones(range(1000, 2500))
    a, b = desk(tmp_path, "a"), desk(tmp_path, "b")
    for workers in (1, 3):
        run = overlap(
            a._replace(workers=workers, folder=tmp_path / f"a{workers}"), ours,
            b._replace(workers=workers, folder=tmp_path / f"b{workers}"), theirs,
        )  # fmt: skip
        assert identifiers(run.both) == set(phones(range(1000, 1500)))
