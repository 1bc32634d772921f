"""What users of other systems complain of, each as a test that passes here."""

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
)

from comity.case import Case
from comity.exchange import ASSURANCE, Desk, Draft, NotAllowed, Wish
from comity.exchange.calling import Call, sign
from comity.model import ComityError, Handling, Statement, entity_id

SHOWN = (".html", ".json", ".csv", ".graphml")


def everything(case: Case, folder: Path, *asked: str) -> str:
    """Return all that a reader can be shown of a case, as one text."""
    shown = [
        *case.timeline(), *case.who(), *case.claims(), *case.disputes(), *case.figures(),
        *case.sources(), case.network(everyone=True), case.count(),
    ]  # fmt: skip
    for word in asked:
        shown += case.search(word)
        for show in (case.show, case.document):
            try:
                shown.append(show(word))
            except ComityError as error:
                shown.append(str(error).replace(word, "…"))
    for ending in SHOWN:
        path = folder / f"report{ending}"
        case.report(path)
        shown.append(path.read_text("utf-8"))
    return "\n".join(map(str, shown))


def permit(giver: Agency, case: Case, to: Agency, into: Case, third: str) -> None:
    """Have one agency allow another to pass on what it gave, to a third."""
    draft = Draft(ASSURANCE, {"term": f"permission:{third}", "state": "given"})
    made = giver.desk.begin(case, draft, giver=giver.name, receiver=to.name)
    giver.consent(case, to)
    package = giver.desk.send(case, made, Wish(to.word, ()))
    carry(giver, to)
    to.desk.accept(package.id, into)


def test_the_originator_withdraws_what_it_shared(three: list[Agency], tmp_path: Path) -> None:
    """MISP 4784, 4681: it is gone from every view, search, export and report, and onward."""
    us, cn, ice = three
    ours, theirs, thirds = us.case(), cn.case(), ice.case()
    name, words = canary("name"), canary("words")
    told = person(name, "notes", words), person(name)
    us.state(ours, *told)
    document = us.file(ours, f"{words} stands in this report on {name}.", *told)
    permit(us, ours, cn, theirs, ice.name)
    package = pass_on(us, ours, cn, theirs)
    pass_on(cn, theirs, ice, thirds)
    for case in (theirs, thirds):
        shown = everything(case, tmp_path, name, words)
        assert name in shown and words in shown and document in shown

    us.desk.recall_package(package, "It was not ours to give.")
    settle(us, cn, ice)
    for case in (theirs, thirds):
        shown = everything(case, tmp_path, name, words, document[:12])
        assert name not in shown and words not in shown
        assert (case.sources(), case.is_document(document)) == ([], False)
    assert us.desk.outbox()[-2].state in ("recalled", "withdrawn")
    assert [one.wrong() for one in three] == [[], [], []]


def test_a_partner_that_was_removed_receives_nothing(three: list[Agency], tmp_path: Path) -> None:
    """MISP 10899: not what waits already, nor by another way."""
    us, cn, _ = three
    case = us.case()
    us.state(case, person(canary()))
    us.share(case, cn)
    us.desk.revoke("cn")
    origin = cn.desk.card.origin
    for attempt in (
        lambda: us.desk.copy_to("cn", tmp_path),
        lambda: us.share(case, cn),
        lambda: us.desk.preview(case, Wish("cn", ("all",))),
        lambda: us.desk.deliver("cn"),
        lambda: us.desk.waiting_for(cn.desk.card.origin),
        lambda: us.desk.fetched(cn.desk.card.origin, "00"),
    ):
        with pytest.raises(ComityError, match="revoked"):
            attempt()
    before = len(us.desk._office.packages.packages(incoming=False, partner=origin))
    us.desk.settle()
    sealed = us.desk._office.packages.packages(incoming=False, partner=origin)
    assert (len(sealed), list(tmp_path.iterdir())) == (before, [])
    call = Call(cn.desk.card.origin, us.desk.card.origin, "GET", "/exchange/waiting")
    with pytest.raises(NotAllowed, match="trusted"):
        us.desk.caller(sign(call, cn.desk._office.keys.signer), "GET", "/exchange/waiting")


def test_nobody_and_nothing_share_nothing(three: list[Agency]) -> None:
    """MISP 4200: an empty group is nobody, and never everybody."""
    us, *_ = three
    case = us.case()
    us.state(case, person(canary()))
    before = len(us.desk.outbox())
    for wish in (
        Wish("", ("all",)),
        Wish("nobody", ("all",)),
        Wish("cn", ()),
        Wish("cn", ("",)),
        Wish("cn", ("statement:",)),
        Wish("cn", ("nothing of that name",)),
    ):
        with pytest.raises(ComityError):
            us.desk.share(case, wish)
    with pytest.raises(ComityError):
        us.desk.share(us.case(), Wish("cn", ("all",)))  # a case in which nothing stands
    assert len(us.desk.outbox()) == before


def test_one_fact_from_two_sources_keeps_two_markings(three: list[Agency]) -> None:
    """OpenCTI 2188."""
    us, cn, ice = three
    theirs, name = cn.case(), canary()
    for giver, codes in ((us, ("H1",)), (ice, ("H2", "TLP:AMBER"))):
        case = giver.case()
        giver.state(case, person(name, handling=Handling(0, codes, giver.name)))
        pass_on(giver, case, cn, theirs)
    (value,) = [v for v in theirs.show(name).values if v.prop == "name"]
    marked = {(c.handling.originator, c.handling.codes) for c in value.citations}
    assert marked == {("DEA", ("H1",)), ("ICE", ("H2", "TLP:AMBER"))}


def _thing(schema: str, prop: str, value: str) -> Statement:
    return Statement(entity_id(schema, value), schema, prop, value, author="one", made="2017")


THINGS = [
    _thing("Person", "name", "Zheng"),
    _thing("Payment", "purpose", "transfer to Zheng"),
    _thing("Vehicle", "registrationNumber", "EA1234"),
    _thing("Substance", "name", "fentanyl"),
    _thing("Lead", "description", "a number"),
    _thing("Note", "description", "seen at the dock"),
    _thing("Claim", "summary", "he denies it"),
    _thing("Shipment", "trackingNumber", "EE123"),
    _thing("CryptoWallet", "publicKey", "1BoatSLRHtKNngkdXEeobR76b53LETtpyT"),
    _thing("Document", "title", "a letter"),
    _thing("Sentence", "penalty", "life"),
]


@pytest.mark.parametrize("said", THINGS, ids=lambda said: said.schema)
def test_restrictions_on_any_kind_of_thing_travel(three: list[Agency], said: Statement) -> None:
    """OpenCTI 7835."""
    us, cn, _ = three
    ours, theirs = us.case(), cn.case()
    conditions = Handling(1, ("H1", "H2"), "DEA", f"case:{ours.slug}", "2999-01-01")
    us.state(ours, said._replace(handling=conditions))
    held = said._replace(value=said.value + "2", handling=Handling(1, ("GRAND-JURY",)))
    us.state(ours, held)
    pass_on(us, ours, cn, theirs)
    (came,) = cn.bench.session.statements(theirs.row)
    assert (came.schema, came.value, came.handling) == (said.schema, said.value, conditions)


def test_an_administrator_sees_no_case(three: list[Agency], tmp_path: Path) -> None:
    """Who runs the machine adds partners and people, and reads nothing that passes."""
    us, cn, _ = three
    ours, name = us.case(), canary()
    us.state(ours, person(name))
    package = us.share(ours, cn, text=name)
    (path,) = outgoing(us, cn, tmp_path / "stick")
    cn.desk.receive(path)
    cn.bench.add_reader("root", "public", ("administrator",))
    with cn.bench.as_reader("root") as root:
        desk = Desk(root)
        assert desk.partners() and desk.card
        assert (root.cases(), desk.inbox(), desk.outbox()) == ([], [], [])
        for attempt in (
            lambda: desk.received(package),
            lambda: list(desk.look(package)),
            lambda: desk.accept(package, cn.case()),
            lambda: desk.receive(path),
            lambda: root.log(),
        ):
            with pytest.raises(ComityError) as told:
                attempt()
            assert name not in str(told.value)
    assert cn.desk.received(package)
