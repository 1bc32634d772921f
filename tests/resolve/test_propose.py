"""Who is proposed as one with whom, and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.resolve import JOIN, Entity, Identity, Link, Proposal, compare, propose


def _one(a: Entity, b: Entity) -> Proposal | None:
    found = propose([a, b])
    assert found == propose([b, a])
    assert len(found) <= 1
    return found[0] if found else None


def _person(id_: str, *names: str, **given: tuple[str, ...]) -> Entity:
    return Entity(id_, "Person", names=names, case="c", **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Austin Moore", "MOORE, Austin"),
        ("Anne-Marie Blanc", "Anne Marie Blanc"),
        ("Yu Haibin", "于海斌"),
        ("单晓明", "Shan Xiaoming"),
    ],
)
def test_a_rare_name_written_in_two_ways_is_joined(a: str, b: str) -> None:
    found = _one(_person("1", a), _person("2", b))
    assert found and found.score >= JOIN


def test_a_frequent_name_alone_is_asked_about_and_joins_with_what_is_shared() -> None:
    alone = _one(_person("1", "Liu Yong"), _person("2", "刘勇"))
    assert alone and alone.score < JOIN
    shared = {"marks": ("judgment of 2019-11-07",), "beside": ("fengxi wang",)}
    found = _one(_person("1", "Liu Yong", **shared), _person("2", "刘勇", **shared))
    assert found and found.score >= JOIN
    assert "same: judgment of 2019-11-07" in found.reasons


def test_people_of_other_names_are_never_joined_by_what_they_share() -> None:
    shared = {"marks": ("judgment of 2019-11-07",), "beside": ("fengxi wang", "haibin yu")}
    assert _one(_person("1", "Liu Yong", **shared), _person("2", "Jiang Juhua", **shared)) is None


@pytest.mark.parametrize(
    ("a", "b"), [("Liu Yong", "Liu Yang"), ("Anna Weber", "Anna Wagner"), ("刘勇", "刘永")]
)
def test_other_names_are_not_proposed(a: str, b: str) -> None:
    assert _one(_person("1", a), _person("2", b)) is None


def test_a_spelling_joins_no_two_names() -> None:
    shared = {"marks": ("judgment of 2019-11-07",)}
    names = ("刘勇", "Liu Yong", "刘永")
    found = propose([_person(str(i), name, **shared) for i, name in enumerate(names)])
    identity = Identity(Link(p.a, p.b, p.score) for p in found if p.score >= JOIN)
    assert identity.of("0") == identity.of("1") != identity.of("2")


def test_of_a_chain_between_two_that_differ_the_weakest_link_is_cut() -> None:
    links = [Link("a", "b", 0.95), Link("b", "c", 0.85)]
    identity = Identity(links, (), [("a", "c")])
    assert identity.of("a") == identity.of("b") != identity.of("c")
    assert identity.refused == [links[1]]
    decided = Identity([*links, Link("a", "c", 1.0)], (), [("a", "c")])
    assert decided.of("a") == decided.of("c")


def test_a_single_name_is_asked_about_and_never_joined() -> None:
    found = _one(_person("1", "Diana"), _person("2", "Diana"))
    assert found and found.score < JOIN


def test_a_part_of_a_name_is_asked_about_only_where_it_is_one_persons() -> None:
    moore, austin = _person("1", "Moore"), _person("2", "Austin Moore")
    found = _one(moore, austin)
    assert found and found.score < JOIN
    assert propose([moore, austin, _person("3", "Julia Moore")]) == []


def test_companies_by_name_without_their_legal_form() -> None:
    a = Entity("1", "Company", ("Huasen Logistics Ltd.",), case="c")
    b = Entity("2", "Organization", ("The Huasen Logistics Co., Ltd",), case="c")
    found = _one(a, b)
    assert found and found.score >= JOIN


def test_a_person_is_never_an_organisation() -> None:
    assert (
        _one(_person("1", "Huasen Logistics"), Entity("2", "Company", ("Huasen Logistics",)))
        is None
    )


def test_posts_count_for_and_against() -> None:
    alike, unsaid, other = (
        compare(_person("1", "Liu Cheng", titles=a), _person("2", "Liu Cheng", titles=b)).score
        for a, b in ((("chemist",), ("chemist",)), ((), ()), (("chemist",), ("judge",)))
    )
    assert alike > unsaid > other


def test_who_is_hidden_by_a_court_is_asked_about_and_never_joined() -> None:
    shared = {"marks": ("judgment of 2019-11-07",), "beside": ("fengxi wang", "juhua jiang")}
    for name in ("刘某", "刘×", "Liu Moumou"):
        found = _one(_person("1", "刘勇", **shared), _person("2", name, **shared))
        assert found and found.score < JOIN
        assert any("a person decides" in reason for reason in found.reasons)
    assert _one(_person("1", "刘勇", **shared), _person("2", "王某", **shared)) is None
    number = {"identifiers": (("idNumber", "11010519491231002X"),)}
    same = _one(_person("1", "刘勇", **number), _person("2", "刘某", **number))  # type: ignore[arg-type]
    assert same and same.score >= JOIN


def test_groups_are_one_by_number_and_what_befell_them() -> None:
    mark = ("9 people, sentence of 2019-11-07",)
    a, b = Entity("1", "Group", ("nine",), marks=mark), Entity("2", "Group", ("Nine",), marks=mark)
    found = _one(a, b)
    assert found and found.score >= JOIN
    assert _one(Entity("1", "Group", ("nine",)), Entity("2", "Group", ("nine",))) is None


_ids = st.sampled_from("abcdefgh")
_links = st.lists(st.builds(Link, _ids, _ids, st.sampled_from([0.8, 0.9, 1.0])), max_size=12)
_apart = st.lists(st.tuples(_ids, _ids).filter(lambda p: p[0] != p[1]), max_size=4)


@given(_links, _apart)
def test_who_was_told_apart_is_never_joined(
    links: list[Link], apart: list[tuple[str, str]]
) -> None:
    identity = Identity(links, apart)
    for a, b in apart:
        assert identity.of(a) != identity.of(b)


@given(_links, _apart, st.randoms())
def test_the_order_of_links_makes_no_difference(
    links: list[Link], apart: list[tuple[str, str]], random: object
) -> None:
    shuffled = list(links)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = Identity(links, apart), Identity(shuffled, apart)
    assert [one.of(x) for x in "abcdefgh"] == [other.of(x) for x in "abcdefgh"]


@given(_links)
def test_members_are_those_with_one_id(links: list[Link]) -> None:
    identity = Identity(links)
    for x in "abcdefgh":
        assert identity.members(x) == sorted(
            y for y in "abcdefgh" if identity.of(y) == identity.of(x)
        )
        assert identity.of(x) == identity.members(x)[0]


def test_what_a_court_has_hidden_is_no_agreement() -> None:
    assert not propose(
        [Entity("a", "Person", names=("王某某",)), Entity("b", "Person", names=("王建国",))]
    )
