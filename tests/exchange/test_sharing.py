"""What is meant by words, what a preview says, and that it is what then goes."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.exchange.making import Agency, canary, inside, outgoing, person

from comity.case import Case, Denied
from comity.exchange import Desk, Line, Wish
from comity.model import ComityError, Handling, Statement, entity_id
from comity.store import DocumentRow

CODES = ("H1", "H2", "GRAND-JURY", "INFORMANT", "MINOR", "SEALED", "TLP:RED", "NOT-KNOWN")


def lines(one: Agency, case: Case, *what: str) -> list[Line]:
    return list(one.desk.lines(case, Wish("cn", what)))


def values(found: list[Line]) -> set[str]:
    return {line.what.value for line in found if isinstance(line.what, Statement)}


def files(found: list[Line]) -> set[str]:
    return {line.what.id for line in found if isinstance(line.what, DocumentRow)}


def test_what_is_meant(two: list[Agency]) -> None:
    us, _ = two
    case, name, other = us.case(), canary(), canary()
    event = entity_id("event", name)
    (said,) = us.state(case, person(other))
    us.state(case, Statement(event, "Event", "involved", entity_id("person", name), author="one"))
    us.state(case, Statement(event, "Event", "summary", f"met {name}", author="one"))
    document = us.file(case, f"of {name}", person(name))
    with_event = {name, f"met {name}", entity_id("person", name)}
    assert values(lines(us, case, "all")) == {*with_event, other}
    assert files(lines(us, case, "all")) == {document}
    assert values(lines(us, case, name)) == with_event
    assert files(lines(us, case, name)) == {document}
    assert values(lines(us, case, f"document:{document[:12]}")) == {name}
    assert values(lines(us, case, f"statement:{said[:12]}")) == {other}
    assert values(lines(us, case, other, f"statement:{said[:12]}")) == {other}
    assert files(list(us.desk.lines(case, Wish("cn", ("all",), files=False)))) == set()
    for word in ("nobody of that name", "document:ffffffff", "statement:ffffffff"):
        with pytest.raises(ComityError):
            lines(us, case, word)


def test_a_preview_changes_nothing(two: list[Agency]) -> None:
    us, _ = two
    case = us.case()
    us.state(case, person(canary()))
    before = len(us.bench.log()), len(us.desk.outbox())
    us.desk.preview(case, Wish("cn", ("all",)))
    assert (len(us.bench.log()), len(us.desk.outbox())) == before


def test_each_line_says_why(two: list[Agency]) -> None:
    us, _ = two
    case = us.case()
    us.state(case, person(canary(), handling=Handling(0, ("GRAND-JURY",), us.name)))
    ((line),) = lines(us, case, "all")
    (reason,) = line.decision.reasons
    assert (line.decision.outcome, line.sent) == ("held", None)
    assert "6(e)" in reason.article
    assert reason.asks == "consent:us/limits/grand-jury" and reason.source and reason.says


def test_what_was_taken_back_does_not_go(two: list[Agency]) -> None:
    us, _ = two
    case, name = us.case(), canary()
    us.state(case, person(name), person(canary()))
    note = case.note(name, "alias", "Old Wang")
    assert "Old Wang" in values(lines(us, case, "all"))
    case.undo(note.id)
    assert "Old Wang" not in values(lines(us, case, "all"))


def test_who_is_who_stays_here(two: list[Agency]) -> None:
    """Each side decides that for itself."""
    us, _ = two
    case, one, other = us.case(), canary(), canary()
    us.state(case, person(one), person(other))
    case.decide(case.find(one), case.find(other), same=True)
    assert values(lines(us, case, "all")) == {one, other}
    assert values(lines(us, case, one)) == {one, other}


def test_only_a_liaison_shares(two: list[Agency]) -> None:
    us, _ = two
    case = us.case()
    us.state(case, person(canary()))
    us.bench.add_reader("analyst", "secret", ("analyst", "investigator", "supervisor"))
    with us.bench.as_reader("analyst") as bench:
        desk = Desk(bench)
        assert desk.preview(bench.case(case.slug), Wish("cn", ("all",))).counts
        with pytest.raises(Denied, match="liaison"):
            desk.share(bench.case(case.slug), Wish("cn", ("all",)))


def test_what_a_reader_does_not_see_he_does_not_share(two: list[Agency], tmp_path: Path) -> None:
    us, cn = two
    case, secret = us.case(), canary()
    us.state(case, person(secret, handling=Handling(3)), person(canary()))
    us.bench.add_reader("low", "public", ("liaison", "investigator"))
    with us.bench.as_reader("low") as bench:
        Desk(bench).share(bench.case(case.slug), Wish("cn", ("all",)))
    (path,) = outgoing(us, cn, tmp_path / "a")
    assert secret not in inside(cn, path)


SOME = st.lists(
    st.tuples(st.integers(0, 3), st.frozensets(st.sampled_from(CODES), max_size=2)),
    min_size=1, max_size=6,
)  # fmt: skip


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=SOME)
def test_what_goes_is_what_the_preview_says(
    two: list[Agency], drawn: list[tuple[int, frozenset[str]]]
) -> None:
    us, cn = two
    case, names = us.case(), []
    for level, codes in drawn:
        names.append(canary())
        conditions = Handling(level, tuple(sorted(codes)), us.name if codes else "")
        us.state(case, person(names[-1], handling=conditions))
    wish = Wish("cn", ("all",))
    seen, found = us.desk.preview(case, wish), lines(us, case, "all")
    going = {line.sent.value for line in found if isinstance(line.sent, Statement)}
    assert sum(seen.tally(o)[0] for o in ("released", "redacted")) == len(going)
    assert sum(c.statements for c in seen.counts) == len(names)
    if not going:
        with pytest.raises(ComityError, match="Nothing of this may go out"):
            us.desk.share(case, wish)
        return
    package = us.desk.share(case, wish)
    assert package.level == seen.level
    if seen.approval:
        us.second.approve(package.id)
    folder = us.home / "sticks" / package.id[:8]
    (path,) = outgoing(us, cn, folder)
    text = inside(cn, path)
    assert {name for name in names if name in text} == going
