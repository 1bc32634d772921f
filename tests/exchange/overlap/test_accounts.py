"""What a side can be held to afterwards: commitments, and the records that open them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exchange.overlap.making import FREE, desk, held, phones

from comity.exchange.overlap import (
    Record,
    Step,
    answer_faults,
    ask,
    check_commitment,
    check_opening,
    commit,
    faults,
    opening,
    record,
    reply,
)
from comity.model import ComityError

SALT = bytes(range(32))
_WORDS = st.lists(st.text(min_size=1, max_size=8), max_size=200, unique=True)


@given(_WORDS, _WORDS)
def test_only_the_set_itself_opens_a_commitment(words: list[str], others: list[str]) -> None:
    promise = commit(words, SALT)
    assert check_commitment(words[::-1], SALT, promise)
    assert check_commitment(others, SALT, promise) == (set(words) == set(others))


def test_a_commitment_tells_nothing_without_its_salt() -> None:
    words = ["phone\0+8613812345678"]
    assert commit(words, SALT).root != commit(words, bytes(32)).root
    assert not check_commitment(words, bytes(32), commit(words, SALT))


@given(st.integers(1, 200), st.data())
def test_a_single_identifier_can_be_shown_to_be_in_the_set(size: int, data: st.DataObject) -> None:
    words = [f"word {n}" for n in range(size)]
    promise = commit(words, SALT)
    place = data.draw(st.integers(0, size - 1))
    shown = opening(words, SALT, place)
    assert shown.word in words
    assert check_opening(shown, promise)
    assert not check_opening(shown._replace(word="another"), promise)
    assert not check_opening(shown._replace(place=size), promise)
    assert not check_opening(shown._replace(place=-1), promise)
    assert not check_opening(shown._replace(leaf=shown.leaf[1:]), promise)
    assert not check_opening(shown._replace(proof=(*shown.proof, bytes(32))), promise)
    assert not check_opening(shown, commit([*words, "one more"], SALT))
    if size > 1:
        assert not check_opening(shown._replace(place=(place + 1) % size), promise)


def test_every_place_of_a_set_opens_another_identifier() -> None:
    words = [f"word {n}" for n in range(130)]
    assert {opening(words, SALT, place).word for place in range(130)} == set(words)
    with pytest.raises(ComityError, match="there is no place 130"):
        opening(words, SALT, 130)


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> tuple[Step, Record, Step, Record]:
    folder: Path = tmp_path_factory.mktemp("accounts")
    a, b = desk(folder, "a"), desk(folder, "b")
    ours, theirs = phones(range(20)), phones(range(10, 25)) | held("a@b.example", kind="email")
    asked, _ = ask(ours, a, ["phone"])
    replied = reply(asked, theirs, b, FREE, [])
    return asked, record(asked, ours, a), replied, record(replied, theirs, b)


def test_an_honest_side_has_no_faults(steps: tuple[Step, Record, Step, Record]) -> None:
    asked, a, replied, b = steps
    assert faults(asked, Record.load(a.dump())) == []
    assert faults(replied, Record.load(b.dump())) == []
    assert answer_faults(asked, replied, b) == []


def test_a_set_that_is_shown_later_must_be_the_one_that_was_used(
    steps: tuple[Step, Record, Step, Record],
) -> None:
    asked, a, replied, b = steps
    assert len(faults(asked, a._replace(words=a.words[1:]))) == 2
    assert faults(asked, a._replace(words=(*a.words, "phone\0+1"))) == [
        "The set is not the one that was committed to."
    ]
    assert len(faults(replied, b._replace(words=b.words[1:]))) == 2
    assert faults(replied, b._replace(key=a.key)) == [
        "The key is not the one that is named in the reply."
    ]


def test_what_was_asked_beside_the_set_shows(tmp_path: Path) -> None:
    a, ours = desk(tmp_path, "a"), phones(range(20))
    fishing, _ = ask(phones(range(25)), a, ["phone"])
    honest = commit([identifier.word for identifier in ours], a.secret.salt("ask", _nonce(fishing)))
    forged = fishing._replace(header={**fishing.header, "set": honest._asdict()})
    assert faults(forged, record(forged, ours, a)) == [
        "5 of the elements sent stand for nothing in the set."
    ]


def test_wrong_answers_show(steps: tuple[Step, Record, Step, Record]) -> None:
    asked, _, replied, b = steps
    first, second = replied.payload[:33], replied.payload[33:66]
    swapped = replied._replace(payload=second + first + replied.payload[66:])
    assert answer_faults(asked, swapped, b) == ["2 of the answers are wrong."]
    cut = replied._replace(payload=replied.payload[:-16] + bytes(16))
    assert faults(cut, b) == ["The tags are not those of the set."]


def test_a_damaged_record_is_refused(steps: tuple[Step, Record, Step, Record]) -> None:
    for text in ("", "[]", "{}", '[["phone"], "zz", "00"]', "[[], 1, 2]", steps[1].dump()[:-4]):
        with pytest.raises(ComityError, match="damaged"):
            Record.load(text)


def _nonce(step: Step) -> str:
    return str(step.header["nonce"])
