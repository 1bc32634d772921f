"""The example case: corroboration, reprints, differing figures, disputes, network."""

import re
from pathlib import Path

import comity
from comity.network import key_players, rings

GOLDEN = Path(__file__).parent / "golden"


def test_reprints_count_as_one_source(xingtai: comity.Case) -> None:
    count = xingtai.count()
    assert (count["documents"], count["sources"]) == (9, 7)
    same = {s.document.name: len(s.same) for s in xingtai.sources() if s.same}
    assert same == {
        "ap-2019-11-07.txt": 2,
        "gv-wire-2019-11-08.txt": 2,
        "taipei-times-2019-11-08.txt": 2,
    }


def test_a_fact_in_three_copies_has_one_independent_source(xingtai: comity.Case) -> None:
    [lead] = [h for h in xingtai.timeline() if h.kind == "Lead" and h.date == "2017"]
    assert len({c.document for c in lead.citations}) == 3
    assert lead.independent == 1


def test_a_fact_in_several_reports_has_several(xingtai: comity.Case) -> None:
    liu = next(p for p in xingtai.who() if p.label == "Liu Yong")
    assert liu.status == "convicted" and liu.standing[0].since == "2019-11-07"
    assert liu.independent >= 5
    assert liu.documents > liu.independent
    assert "劉勇" in liu.names


def test_status_as_of_a_day(xingtai: comity.Case) -> None:
    before = {p.label: p.status for p in xingtai.who("2019-11-06")}
    assert "Liu Yong" not in before or before["Liu Yong"] == "mentioned"
    after = {p.label: p.status for p in xingtai.who("2019-11-12")}
    assert after["Liu Yong"] == after["Jiang Juhua"] == after["Wang Fengxi"] == "convicted"


def test_figures_that_differ_stand_side_by_side(xingtai: comity.Case) -> None:
    figures = {f.what: [value for value, _ in f.values] for f in xingtai.figures()}
    assert figures["Seizure: fentanyl"] == ["11.9 kg", "12 kg"]


def test_the_main_dispute(xingtai: comity.Case) -> None:
    dispute = next(d for d in xingtai.disputes() if "main source of illicit fentanyl" in d.content)
    assert {c.speaker[0] for c in dispute.asserted if c.speaker} == {"U.S. officials"}
    assert {"China", "Chinese officials"} <= {c.speaker[0] for c in dispute.denied if c.speaker}


def test_authorities_and_press_are_in_no_ring(xingtai: comity.Case) -> None:
    inside = {n.label for n in xingtai.network().nodes}
    assert {"Liu Yong", "Jiang Juhua", "Wang Fengxi"} <= inside
    sides = {p.label: p.side for p in xingtai.who()}
    assert sides["Austin Moore"] == "authority"
    assert sides["South China Morning Post"] == "press"
    assert not inside & {"Austin Moore", "Yu Haibin", "Associated Press"}


def test_the_network_names_its_key_player_with_reasons(xingtai: comity.Case) -> None:
    graph = xingtai.network()
    assert rings(graph)
    first = key_players(graph)[0]
    assert first.node.label == "Liu Yong"
    assert any("only link" in reason.text for reason in first.reasons)


def test_search_finds_words_names_and_chinese(xingtai: comity.Case) -> None:
    assert xingtai.search("liu yong")[0].label == "Liu Yong"
    assert {h.label for h in xingtai.search("蔣菊華")} >= {"Jiang Juhua"}
    [hit] = xingtai.search('"English to advertise"')
    assert hit.kind == "document" and "advertise" in hit.quote


def test_show_gives_each_value_with_its_source(xingtai: comity.Case) -> None:
    shown = xingtai.show("Liu Yong")
    [name] = [v for v in shown.values if v.prop == "name"]
    assert len({c.document for c in name.citations}) >= 6
    for citation in name.citations:
        document = xingtai.document(citation.document).document
        assert document.body[citation.start : citation.end] == citation.quote


def test_one_person_in_english_and_in_chinese(both: comity.Case) -> None:
    names = {"Liu Yong", "刘勇", "劉勇"}
    [liu] = [p for p in both.who() if names & {p.label, *p.names}]
    assert names <= {liu.label, *liu.names}
    assert (liu.label, liu.status) == ("Liu Yong", "convicted")
    assert liu.standing[0].since == "2019-11-07"


def test_no_mention_in_either_language_is_missed(both: comity.Case) -> None:
    """Each place where one of the names stands in a document is cited for the one person."""
    ids = [source.document.id for source in both.sources()]
    bodies = {id_: both.document(id_).document.body for id_ in ids}
    stands = {
        (document, name.span())
        for document, body in bodies.items()
        for name in re.finditer("Liu Yong|刘勇|劉勇", body)
    }
    shown = both.show("刘勇")
    assert len({document for document, _ in stands}) == 10
    assert stands <= {(c.document, (c.start, c.end)) for v in shown.values for c in v.citations}
