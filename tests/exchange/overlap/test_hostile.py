"""What a partner, or whoever changes its messages, could send instead of what is due."""

import random
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.exchange.overlap.making import FREE, desk, identifiers, phones

from comity.exchange.overlap import (
    MOST_BYTES,
    Allowance,
    Desk,
    Past,
    State,
    Step,
    ask,
    finish,
    learn,
    reply,
)
from comity.model import ComityError

MINE = phones(range(12))


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, Desk]:
    folder = tmp_path_factory.mktemp("hostile")
    return desk(folder, "a"), desk(folder, "b")


@pytest.fixture(scope="module")
def asked(sides: tuple[Desk, Desk]) -> tuple[Step, State]:
    return ask(MINE, sides[0], ["phone"])


@pytest.fixture(scope="module")
def replied(sides: tuple[Desk, Desk], asked: tuple[Step, State]) -> Step:
    return reply(asked[0], MINE, sides[1], FREE, [])


@pytest.fixture(scope="module")
def closing(sides: tuple[Desk, Desk], asked: tuple[Step, State], replied: Step) -> Step:
    return finish(asked[1], replied, MINE, sides[0])[1]


BAD_POINTS = {
    "zeros": bytes(33),
    "ones": b"\xff" * 33,
    "no point of the curve": b"\x02" + bytes(31) + b"\x02",
    "larger than the field": b"\x02" + b"\xff" * 32,
    "without compression": b"\x04" + b"\x02" * 32,
}


@pytest.mark.parametrize("bad", BAD_POINTS.values(), ids=BAD_POINTS)
def test_what_is_no_point_is_refused(
    bad: bytes, sides: tuple[Desk, Desk], asked: tuple[Step, State], replied: Step
) -> None:
    points = sorted([bad, *(asked[0].payload[i : i + 33] for i in range(33, 12 * 33, 33))])
    with pytest.raises(ComityError, match="damaged"):
        reply(asked[0]._replace(payload=b"".join(points)), MINE, sides[1], FREE, [])
    with pytest.raises(ComityError, match="damaged"):
        finish(asked[1], replied._replace(payload=bad + replied.payload[33:]), MINE, sides[0])


WRONG: list[dict[str, Any]] = [
    {"format": "comity-overlap/2"},
    {"format": None},
    {"step": "closing"},
    {"step": ["ask"]},
    {"nonce": "../../etc"},
    {"nonce": "g" * 64},
    {"nonce": 5},
    {"number": -1},
    {"number": 13},
    {"number": True},
    {"number": 10**9},
    {"number": 10**400},
    {"number": 1.5},
    {"number": "12"},
    {"kinds": "phone"},
    {"kinds": [1]},
    {"kinds": []},
    {"kinds": ["\ud800"]},
    {"kinds": ["soul"]},
    {"key": "02" * 32},
    {"key": "../" * 22},
    {"key": None},
    {"set": None},
    {"set": {"size": 12}},
    {"set": {"size": -1, "root": "0" * 64}},
    {"set": {"size": 12, "root": "0" * 63}},
    {"set": {"size": 12, "root": "0" * 64, "more": 1}},
    {"more": 1},
]


@pytest.mark.parametrize("wrong", WRONG, ids=repr)
def test_a_wrong_header_is_refused(
    wrong: dict[str, Any], sides: tuple[Desk, Desk], asked: tuple[Step, State], replied: Step
) -> None:
    with pytest.raises(ComityError):
        step = asked[0]._replace(header={**asked[0].header, **wrong})
        reply(step, MINE, sides[1], FREE, [])
    with pytest.raises(ComityError):
        step = replied._replace(header={**replied.header, **wrong})
        finish(asked[1], step, MINE, sides[0])


@pytest.mark.parametrize("gone", ["format", "step", "nonce", "number", "kinds", "key", "set"])
def test_a_header_without_a_field_is_refused(
    gone: str, sides: tuple[Desk, Desk], asked: tuple[Step, State]
) -> None:
    header = {name: value for name, value in asked[0].header.items() if name != gone}
    with pytest.raises(ComityError):
        reply(asked[0]._replace(header=header), MINE, sides[1], FREE, [])


@pytest.mark.parametrize("change", [b"", b"x", b"\x02" * 33], ids=len)
def test_a_payload_of_another_length_is_refused(
    change: bytes, sides: tuple[Desk, Desk], asked: tuple[Step, State], replied: Step, closing: Step
) -> None:
    def cut(step: Step) -> Step:
        return step._replace(payload=step.payload + change if change else step.payload[:-1])

    with pytest.raises(ComityError, match="bytes where"):
        reply(cut(asked[0]), MINE, sides[1], FREE, [])
    with pytest.raises(ComityError, match="bytes where"):
        finish(asked[1], cut(replied), MINE, sides[0])
    with pytest.raises(ComityError, match="bytes where"):
        learn(cut(closing), replied, MINE, sides[1])


def test_what_is_too_large_is_refused_before_anything_is_computed(
    sides: tuple[Desk, Desk], asked: tuple[Step, State]
) -> None:
    number = MOST_BYTES // 33
    header = {**asked[0].header, "number": number, "set": {"size": number, "root": "0" * 64}}
    huge = asked[0]._replace(header=header, payload=bytes(number * 33))
    with pytest.raises(ComityError, match="too large"):
        reply(huge, MINE, sides[1], FREE._replace(most=10**9), [])


def test_elements_out_of_order_or_doubled_are_refused(
    sides: tuple[Desk, Desk], asked: tuple[Step, State]
) -> None:
    points = [asked[0].payload[i : i + 33] for i in range(0, 12 * 33, 33)]
    for wrong in (points[::-1], [points[0], *points[:-1]]):
        with pytest.raises(ComityError, match="not in order"):
            reply(asked[0]._replace(payload=b"".join(wrong)), MINE, sides[1], FREE, [])


def test_a_reply_to_another_ask_is_refused(
    sides: tuple[Desk, Desk], asked: tuple[Step, State], replied: Step
) -> None:
    _, other = ask(MINE, sides[0], ["phone"], whole=True)
    with pytest.raises(ComityError, match="does not belong to this ask"):
        finish(other, replied, MINE, sides[0])
    forged = {**replied.header, "nonce": other.nonce}
    with pytest.raises(ComityError, match="does not belong to this ask"):
        finish(other, replied._replace(header=forged), MINE, sides[0])


def test_a_reply_without_a_key_or_under_another_is_refused(
    sides: tuple[Desk, Desk], asked: tuple[Step, State], replied: Step, closing: Step
) -> None:
    header = {**replied.header, "key": ""}
    with pytest.raises(ComityError, match="does not fit"):
        finish(asked[1], replied._replace(header=header), MINE, sides[0])
    again, state = ask(phones(range(15)), sides[0], ["phone"])
    answer = reply(again, MINE, sides[1], FREE._replace(least=0), [_past(asked[0], replied)])
    header = {**answer.header, "key": "02" + "11" * 32}
    with pytest.raises(ComityError, match="does not fit"):
        finish(state, answer._replace(header=header), MINE, sides[0])


def test_a_claim_to_hold_something_must_be_proved(
    sides: tuple[Desk, Desk], replied: Step, closing: Step
) -> None:
    made_up = random.Random(7).randbytes(12 * 16)
    learned, unexplained = learn(closing._replace(payload=made_up), replied, MINE, sides[1])
    assert (learned, unexplained) == ([], 12)
    shown = replied.payload[12 * 33 :]  # the answer's own tags prove nothing
    learned, unexplained = learn(closing._replace(payload=shown), replied, MINE, sides[1])
    assert (learned, unexplained) == ([], 12)


def test_a_closing_of_another_overlap_is_refused(
    sides: tuple[Desk, Desk], replied: Step, closing: Step
) -> None:
    other = closing._replace(header={**closing.header, "ask": "0" * 64})
    with pytest.raises(ComityError, match="does not belong to this overlap"):
        learn(other, replied, MINE, sides[1])


def test_who_answers_wrongly_gains_no_match(
    sides: tuple[Desk, Desk], asked: tuple[Step, State], replied: Step
) -> None:
    first, second = replied.payload[:33], replied.payload[33:66]
    swapped = replied._replace(payload=second + first + replied.payload[66:])
    both, closing = finish(asked[1], swapped, MINE, sides[0])
    assert len(both) == 10
    assert identifiers(both) < set(MINE)
    assert closing.number == 10


_NOISE = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=70),
    st.lists(st.text(max_size=5), max_size=3), st.dictionaries(st.text(max_size=5), st.integers()),
)  # fmt: skip


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.dictionaries(
    st.sampled_from(["format", "step", "nonce", "number", "kinds", "key", "set", "ask", "until"]),
    _NOISE, min_size=1, max_size=3,
), st.binary(max_size=200))  # fmt: skip
def test_noise_does_no_more_than_be_refused(
    sides: tuple[Desk, Desk], asked: tuple[Step, State], replied: Step, closing: Step,
    noise: dict[str, Any], payload: bytes,
) -> None:  # fmt: skip
    def spoilt(step: Step) -> Step:
        return Step({**step.header, **noise}, payload)

    with suppress(ComityError):  # nothing else may come of it
        reply(spoilt(asked[0]), MINE, sides[1], FREE, [])
    with suppress(ComityError):
        finish(asked[1], spoilt(replied), MINE, sides[0])
    with suppress(ComityError):
        learn(spoilt(closing), replied, MINE, sides[1])
    headers: tuple[Any, ...] = (None, [], "", 5)
    for header in headers:
        with pytest.raises(ComityError):
            reply(Step(header, payload), MINE, sides[1], FREE, [])


def _past(asked: Step, replied: Step) -> Past:
    return Past("2026-03-01", asked.header["nonce"], replied.header["key"], asked.number)


def test_the_usual_allowance_is_moderate() -> None:
    assert Allowance().least > 1
    assert Allowance().answered >= Allowance().most


def test_a_folder_that_is_not_there_is_made_private(tmp_path: Path) -> None:
    a = desk(tmp_path / "not" / "there")
    _, state = ask(MINE, a, ["phone"])
    reply(ask(MINE, a, ["phone"])[0], MINE, a, FREE, [])
    assert state.new
    assert a.folder.stat().st_mode & 0o077 == 0
    assert all(file.stat().st_mode & 0o077 == 0 for file in a.folder.iterdir())
