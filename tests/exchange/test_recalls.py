"""Recalls: in whatever order they come, and however often, what was withdrawn is gone, once."""

from pathlib import Path

import pytest
from tests.exchange.making import (
    Agency,
    canary,
    carry,
    outgoing,
    pass_on,
    person,
    settle,
    survive,
)

from comity.case import Case
from comity.exchange import ASSURANCE, Draft, Wish
from comity.model import ComityError, Handling, Statement


def words(one: Agency, case: Case) -> set[str]:
    """The names that stand in a case."""
    return {s.value for s in one.bench.session.statements(case.row) if s.prop == "name"}


def came(one: Agency, case: Case, word: str) -> Statement:
    (found,) = [s for s in one.bench.session.statements(case.row) if s.value == word]
    return found


def state(one: Agency, package: str) -> str:
    found = [*one.desk.outbox(), *one.desk.inbox()]
    return next(s.state for s in found if s.package.id == package)


def test_a_package_that_nobody_has_accepted_is_recalled(two: list[Agency]) -> None:
    us, cn = two
    ours, theirs = us.case(), cn.case()
    us.state(ours, person(canary()))
    package = us.share(ours, cn)
    carry(us, cn)
    us.desk.recall_package(package, "It was a mistake.")
    carry(us, cn)
    for attempt in (
        lambda: cn.desk.accept(package, theirs),
        lambda: cn.desk.refuse(package, "no"),
        lambda: list(cn.desk.look(package)),
    ):
        with pytest.raises(ComityError, match="recalled"):
            attempt()
    assert words(cn, theirs) == set()
    settle(us, cn)
    assert (state(us, package), state(cn, package)) == ("recalled", "recalled")
    with pytest.raises(ComityError, match="already"):
        us.desk.recall_package(package)


@pytest.mark.parametrize("of", ["package", "statement"])
def test_a_recall_that_comes_first(two: list[Agency], tmp_path: Path, of: str) -> None:
    """A stick has no order: what the recall names comes after it."""
    us, cn = two
    ours, theirs, wrong, right = us.case(), cn.case(), canary(), canary()
    (gone,) = us.state(ours, person(wrong))
    us.state(ours, person(right))
    package = us.share(ours, cn)
    (path,) = outgoing(us, cn, tmp_path / "a")
    if of == "package":
        us.desk.recall_package(package)
    else:
        us.desk.recall_statement(ours, gone)
    carry(us, cn)
    cn.desk.receive(path)
    if of == "package":
        with pytest.raises(ComityError, match="recalled"):
            cn.desk.accept(package, theirs)
    else:
        shown = [s.value for s in cn.desk.look(package) if isinstance(s, Statement)]
        assert right in shown and wrong not in shown
        assert cn.desk.accept(package, theirs).statements == len(shown)
        assert words(cn, theirs) == {right}
    settle(us, cn)
    assert (us.wrong(), cn.wrong()) == ([], [])
    assert not [w for f in us.desk.verify("cn") for w in f.wrong]


def test_a_statement_is_recalled(two: list[Agency]) -> None:
    us, cn = two
    ours, theirs, wrong, right = us.case(), cn.case(), canary(), canary()
    (gone,) = us.state(ours, person(wrong))
    us.state(ours, person(right))
    pass_on(us, ours, cn, theirs)
    (recall,) = us.desk.recall_statement(ours, gone, "Another man of that name.")
    carry(us, cn)
    assert words(cn, theirs) == {right}
    with pytest.raises(ComityError, match="nothing to recall"):
        us.desk.recall_statement(ours, gone)
    settle(us, cn)
    assert state(us, recall.id) == "withdrawn"


def test_what_rested_on_it(two: list[Agency], tmp_path: Path) -> None:
    us, cn = two
    ours, theirs, word = us.case(), cn.case(), canary()
    us.state(ours, person(word), person(word, "notes", "a driver"))
    package = pass_on(us, ours, cn, theirs)
    note = theirs.note(word, "alias", "Old Wang")
    theirs.report(tmp_path / "case.json")
    sent = came(cn, theirs, word).id
    recall = us.desk.recall_package(package)
    carry(us, cn)
    ((case, count, found),) = cn.desk.effects(recall.id)
    assert (case.slug, count) == (theirs.slug, 2)
    assert note.id in {s.id for s in found.statements}
    assert sent not in {s.id for s in found.statements}
    assert [Path(path).name for path in found.exports] == ["case.json"]
    assert note.id in {s.id for s in cn.bench.session.statements(theirs.row)}


def test_a_recall_goes_where_it_was_passed_on_once(three: list[Agency], tmp_path: Path) -> None:
    us, cn, ice = three
    ours, theirs, thirds, word = us.case(), cn.case(), ice.case(), canary()
    us.state(ours, person(word))
    permit(us, ours, cn, theirs, ice)
    package = pass_on(us, ours, cn, theirs)
    pass_on(cn, theirs, ice, thirds)
    assert word in words(ice, thirds)
    us.desk.recall_package(package)
    (path,) = outgoing(us, cn, tmp_path / "a")
    before = len(cn.desk.outbox("ice"))
    for _ in range(3):
        cn.desk.receive(path)
    assert len(cn.desk.outbox("ice")) == before + 1
    carry(cn, ice)
    assert words(ice, thirds) & {word} == set()


def test_a_partner_that_is_trusted_no_more_stops_no_recall(three: list[Agency]) -> None:
    us, cn, ice = three
    ours, theirs, thirds, word = us.case(), cn.case(), ice.case(), canary()
    us.state(ours, person(word))
    permit(us, ours, cn, theirs, ice)
    package = pass_on(us, ours, cn, theirs)
    pass_on(cn, theirs, ice, thirds)
    cn.desk.revoke("ice")
    us.desk.recall_package(package)
    carry(us, cn)
    assert words(cn, theirs) & {word} == set()
    ice.desk.rotate()
    cn.desk.add_partner(ice.desk.card.dump(), fingerprint=ice.desk.card.fingerprint)
    us.desk.add_partner(ice.desk.card.dump())


def permit(giver: Agency, case: Case, to: Agency, into: Case, third: Agency) -> None:
    """Have one agency allow another to pass on what it gave, to a third."""
    draft = Draft(ASSURANCE, {"term": f"permission:{third.name}", "state": "given"})
    made = giver.desk.begin(case, draft, giver=giver.name, receiver=to.name)
    package = giver.desk.send(case, made, Wish(to.word, ()))
    carry(giver, to)
    to.desk.accept(package.id, into)


@pytest.mark.parametrize("corrected_first", [True, False])
def test_a_corrected_package_keeps_what_stands_in_both(
    two: list[Agency], corrected_first: bool
) -> None:
    us, cn = two
    ours, theirs, wrong, right = us.case(), cn.case(), canary(), canary()
    us.state(ours, person(right))
    (bad,) = us.state(ours, person(wrong))
    first = pass_on(us, ours, cn, theirs)
    ours.undo(bad)
    if corrected_first:
        pass_on(us, ours, cn, theirs)
    us.desk.recall_package(first)
    carry(us, cn)
    if not corrected_first:
        assert words(cn, theirs) == set()
        pass_on(us, ours, cn, theirs)
    assert words(cn, theirs) == {right}


def test_what_was_recalled_can_be_given_again(two: list[Agency]) -> None:
    us, cn = two
    ours, theirs, word = us.case(), cn.case(), canary()
    (said,) = us.state(ours, person(word))
    pass_on(us, ours, cn, theirs)
    for _ in range(2):
        us.desk.recall_statement(ours, said)
        carry(us, cn)
        assert words(cn, theirs) == set()
        pass_on(us, ours, cn, theirs)
        assert words(cn, theirs) == {word}
    settle(us, cn)
    assert (us.wrong(), cn.wrong()) == ([], [])


def test_a_recall_that_comes_after_what_was_given_again(two: list[Agency], tmp_path: Path) -> None:
    us, cn = two
    ours, theirs, word = us.case(), cn.case(), canary()
    (said,) = us.state(ours, person(word))
    pass_on(us, ours, cn, theirs)
    us.desk.recall_statement(ours, said)
    (late,) = outgoing(us, cn, tmp_path / "a")
    pass_on(us, ours, cn, theirs)
    cn.desk.receive(late)
    assert words(cn, theirs) == {word}


def test_a_document_that_was_recalled_can_be_given_again(two: list[Agency]) -> None:
    us, cn = two
    ours, theirs, word = us.case(), cn.case(), canary()
    document = us.file(ours, f"{word} was here", person(word))
    for _ in range(2):
        package = pass_on(us, ours, cn, theirs)
        assert f"{word} was here" in str(theirs.document(document))
        assert theirs.search(word)
        us.desk.recall_package(package)
        carry(us, cn)
        assert not theirs.is_document(document)
        assert (theirs.search(word), theirs.sources(), words(cn, theirs)) == ([], [], set())
    settle(us, cn)
    assert (us.wrong(), cn.wrong()) == ([], [])


def test_what_was_recalled_before_it_went_does_not_go(two: list[Agency], tmp_path: Path) -> None:
    us, cn = two
    ours = us.case()
    us.state(ours, person(canary(), handling=Handling(2)))
    waits = us.share(ours, cn)
    assert us.desk.recall_package(waits).id == waits  # nobody has it: nothing is to be said
    with pytest.raises(ComityError, match="goes no more"):
        us.second.approve(waits)
    ready = us.share(ours, cn)
    us.second.approve(ready)
    recall = us.desk.recall_package(ready)
    names = {path.stem for path in outgoing(us, cn, tmp_path / "a")}
    assert recall.id[:16] in names
    assert not names & {waits[:16], ready[:16]}


def test_only_what_the_partner_gave_can_it_recall(three: list[Agency]) -> None:
    """What came from the originator itself stays when somebody who passed it on takes it back."""
    us, cn, ice = three
    ours, theirs, thirds, word = us.case(), cn.case(), ice.case(), canary()
    us.state(ours, person(word))
    permit(us, ours, cn, theirs, ice)
    pass_on(us, ours, cn, theirs)
    pass_on(us, ours, ice, thirds)
    onward = pass_on(cn, theirs, ice, thirds)
    cn.desk.recall_package(onward)
    carry(cn, ice)
    assert word in words(ice, thirds)


def test_keys_that_are_lost_lose_no_recall(two: list[Agency], tmp_path: Path) -> None:
    us, cn = two
    ours, theirs, word = us.case(), cn.case(), canary()
    us.state(ours, person(word))
    package = pass_on(us, ours, cn, theirs)
    us.desk.recall_package(package)
    outgoing(us, cn, tmp_path / "lost")
    us.desk.rotate(lost=True)
    card = us.desk.card
    cn.desk.add_partner(card.dump(), fingerprint=card.fingerprint)
    carry(us, cn)
    assert words(cn, theirs) == set()


def test_a_recall_survives_being_killed_anywhere(three: list[Agency], tmp_path: Path) -> None:
    us, cn, ice = three
    ours, theirs, thirds, word = us.case(), cn.case(), ice.case(), canary()
    us.state(ours, person(word))
    permit(us, ours, cn, theirs, ice)
    package = pass_on(us, ours, cn, theirs)
    pass_on(cn, theirs, ice, thirds)

    def recall() -> None:
        if state(us, package) != "recalled":
            us.desk.recall_package(package)

    assert survive(us, recall) > 3
    assert len([s for s in us.desk.outbox() if package in s.package.header["packages"]]) == 1
    (path,) = outgoing(us, cn, tmp_path / "a")
    before = len(cn.desk.outbox("ice"))
    assert survive(cn, lambda: cn.desk.receive(path)) > 5
    assert len(cn.desk.outbox("ice")) == before + 1
    assert word not in words(cn, theirs)
    settle(us, cn, ice)
    assert word not in words(ice, thirds)
    assert [one.wrong() for one in three] == [[], [], []]
