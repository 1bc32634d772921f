"""What one real report must show, from it alone, each fact at its words."""

from tests.case.conftest import NINE

import comity
from comity.case import Citation, Claim, Happening, Party


def _text() -> str:
    return NINE.read_text("utf-8")


def _sentence(case: comity.Case) -> Happening:
    [found] = [h for h in case.timeline() if h.kind == "Sentence" and h.date == "2019-11-07"]
    return found


def _party(case: comity.Case, *names: str) -> Party:
    [found] = [p for p in case.who() if {p.label, *p.names} & set(names)]
    return found


def _claim(case: comity.Case, words: str) -> Claim:
    [found] = [c for c in case.claims() if words in c.content]
    return found


def _at_its_words(citation: Citation) -> bool:
    return _text()[citation.start : citation.end] == citation.quote


def test_outlet_author_and_day(nine: comity.Case) -> None:
    document = nine.document(NINE.name)
    facts = {(f.prop, f.value): f for f in document.facts if f.schema == "Report"}
    for prop, value, words in (
        ("publisher", "iNewsToday", "iNewsToday"),
        ("author", "Cheryl Sanders", "Cheryl Sanders"),
        ("publishedAt", "2019-11-09", "November 9, 2019"),
    ):
        fact = facts[prop, value]
        assert _text()[fact.start : fact.end] == words


def test_every_statement_stands_at_its_words(nine: comity.Case) -> None:
    text = _text()
    facts = [f for f in nine.document(NINE.name).facts if f.start >= 0]
    assert len(facts) > 200
    for fact in facts:
        assert text[fact.start : fact.end] == (fact.original or fact.value)
        assert fact.grade == "C3"


def test_the_sentencing(nine: comity.Case) -> None:
    sentence = _sentence(nine)
    assert tuple(label for label, _ in sentence.parties["court"]) == (
        "Xingtai Intermediate People's Court",
    )
    assert "Hebei" in [label for label, _ in sentence.places]
    assert any("death sentence with a two-year reprieve" in p for p in sentence.details["penalty"])
    assert any("most severe penalties" in p for p in sentence.details["penalty"])
    quotes = [c.quote for c in sentence.citations]
    assert "Nine jailed in landmark US-China operation" in quotes
    assert any("on November 7" in quote for quote in quotes)
    assert all(map(_at_its_words, sentence.citations))
    assert sentence.independent == 1


def test_nine_of_whom_three_and_one(nine: comity.Case) -> None:
    groups = {p.size: p for p in nine.who() if p.size and p.status == "convicted"}
    assert set(groups) == {9, 3, 1}
    assert groups[3].part_of == groups[1].part_of == (groups[9].label, groups[9].id)
    assert not [p for p in nine.who() if p.schema == "Person" and p.status != "mentioned"]


def test_the_three_are_said_to_lead_the_ring(nine: comity.Case) -> None:
    three = next(p for p in nine.who() if p.size == 3)
    graph = nine.network()
    [edge] = [e for e in graph.edges if e.source == three.id and e.kind == "leads"]
    assert next(n.label for n in graph.nodes if n.id == edge.target) == "ring"


def test_the_lead_that_crossed_the_border(nine: comity.Case) -> None:
    [lead] = [h for h in nine.timeline() if h.kind == "Lead"]
    assert lead.date == "2017"
    assert [label for label, _ in lead.parties["giver"]] == ["U.S. government body"]
    assert [label for label, _ in lead.parties["receiver"]] == ["Chinese authorities"]
    assert "China" in [label for label, _ in lead.places]
    assert lead.alleged
    assert lead.citations[0].said_by == ("senior Chinese official",)


def test_who_said_what_to_whom(nine: comity.Case) -> None:
    moore = _claim(nine, "an important step")
    assert moore.speaker and moore.speaker[0] == "Austin Moore"
    assert moore.audience == ("Associated Press",)
    lured = _claim(nine, "lured by high profit and huge demand")
    assert lured.speaker and lured.speaker[0] == "Xingtai Intermediate People's Court"
    war = _claim(nine, "This case has nothing to do with the trade war")
    assert war.speaker and war.speaker[0] == "senior Chinese official"
    assert war.audience == ("Bloomberg",) and war.direct
    cdc = _claim(nine, "more than 500000 Americans lost their lives")
    assert cdc.speaker
    assert cdc.speaker[0] == "U.S. Centers for Disease Control and Prevention"
    assert all(_at_its_words(c) for claim in nine.claims() for c in claim.citations)


def test_moore_is_an_attache_for_homeland_security(nine: comity.Case) -> None:
    moore = _party(nine, "Austin Moore")
    assert moore.positions == ("attaché to China",)
    assert moore.side == "authority"


def test_an_allegation_and_its_denial_stand_side_by_side(nine: comity.Case) -> None:
    [dispute] = nine.disputes()
    assert "Chinese supply is at the root of America's opioid problem" in dispute.content
    [denial] = dispute.denied
    assert denial.speaker and denial.speaker[0] == "Haibin"
    assert "irresponsible and inconsistent with the actual facts" in denial.content


def test_things_are_what_they_are(nine: comity.Case) -> None:
    schemata = {
        "fentanyl": "Substance",
        "tramadol": "Substance",
        "Xingtai": "Territory",
        "Xingtai Intermediate People's Court": "PublicBody",
        "Haibin": "Person",
        "Donald Trump": "Person",
        "Xi Jinping": "Person",
    }
    assert {name: nine.show(name).schema for name in schemata} == schemata


def test_presidents_are_mentioned_and_no_part_of_the_ring(nine: comity.Case) -> None:
    for name in ("Donald Trump", "Xi Jinping"):
        assert _party(nine, name).status == "mentioned"
        assert _party(nine, name).id not in {n.id for n in nine.network().nodes}


def test_a_month_stays_a_month_and_a_weekday_is_resolved(nine: comity.Case) -> None:
    dates = {
        (f.original or f.value, f.value)
        for f in nine.document(NINE.name).facts
        if f.prop == "dateMentioned"
    }
    assert {
        ("August", "2019-08"),
        ("Thursday", "2019-11-07"),
        ("November 7", "2019-11-07"),
    } <= dates
