"""Who is proposed as one with whom, and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.resolve import JOIN, Entity, Identity, Link, Proposal, propose


def _one(a: Entity, b: Entity) -> Proposal | None:
    found = propose([a, b])
    assert found == propose([b, a])
    assert len(found) <= 1
    return found[0] if found else None


def _person(id_: str, *names: str, **given: tuple[str, ...]) -> Entity:
    return Entity(id_, "Person", names=names, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Austin Moore", "MOORE, Austin"),
        ("José Ramírez", "Jose Ramirez"),
        ("Liu Yong", "Yong LIU"),
        ("Anne-Marie Blanc", "Anne Marie Blanc"),
    ],
)
def test_one_name_written_in_two_ways_is_joined(a: str, b: str) -> None:
    found = _one(_person("1", a), _person("2", b))
    assert found and found.score >= JOIN
    assert found.reasons[0].startswith("same full name")


@pytest.mark.parametrize(
    ("a", "b"),
    [("Liu Yong", "Liu Yang"), ("Anna Weber", "Anna Wagner"), ("Wang Wei", "Wei Wang Li")],
)
def test_other_names_are_not_proposed(a: str, b: str) -> None:
    assert _one(_person("1", a), _person("2", b)) is None


def test_a_single_name_is_asked_about_and_never_joined() -> None:
    found = _one(_person("1", "Diana"), _person("2", "Diana"))
    assert found and found.score < JOIN


def test_a_single_name_in_reprints_is_joined() -> None:
    a = Entity("1", "Person", ("Diana",), source="report")
    found = _one(a, Entity("2", "Person", ("Diana",), source="report"))
    assert found and found.score >= JOIN
    assert "in reprints of one report" in found.reasons


def test_a_part_of_a_name_is_asked_about_only_where_it_is_one_persons() -> None:
    moore, austin = _person("1", "Moore"), _person("2", "Austin Moore")
    found = _one(moore, austin)
    assert found and found.score < JOIN
    assert propose([moore, austin, _person("3", "Julia Moore")]) == []


def test_companies_by_name_without_their_legal_form() -> None:
    a = Entity("1", "Company", ("Golden Chemicals Ltd.",))
    b = Entity("2", "Organization", ("The Golden Chemicals Co., Ltd",))
    found = _one(a, b)
    assert found and found.score >= JOIN


def test_a_person_is_never_an_organisation() -> None:
    assert (
        _one(_person("1", "Golden Chemicals"), Entity("2", "Company", ("Golden Chemicals",)))
        is None
    )


def test_posts_count_for_and_against() -> None:
    scores = [
        _one(_person("1", "Ana Lima", titles=a), _person("2", "Ana Lima", titles=b))
        for a, b in ((("chemist",), ("chemist",)), ((), ()), (("chemist",), ("judge",)))
    ]
    assert [s.score for s in scores if s] == sorted((s.score for s in scores if s), reverse=True)
    assert len({s.score for s in scores if s}) == 3


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


def test_a_chinese_name_is_proposed_with_its_pinyin_in_any_writing() -> None:
    names = ("刘勇", "劉勇", "Liu Yong", "LIU, Yong", "Liú Yǒng")
    found = propose([Entity(str(i), "Person", names=(name,)) for i, name in enumerate(names)])
    assert [(p.a, p.b) for p in sorted(found)] == [("0", "1"), ("1", "2"), ("2", "3"), ("3", "4")]
    assert all(p.score >= JOIN for p in found)
    assert "same in pinyin: 劉勇, Liu Yong" in {r for p in found for r in p.reasons}


def test_a_surname_is_read_as_one() -> None:
    [found] = propose(
        [Entity("a", "Person", names=("单晓明",)), Entity("b", "Person", names=("Shan Xiaoming",))]
    )
    assert found.score >= JOIN


def test_other_characters_of_the_same_sound_are_asked_about_and_not_joined() -> None:
    [found] = propose(
        [Entity("a", "Person", names=("刘勇",)), Entity("b", "Person", names=("刘永",))]
    )
    assert found.score < JOIN


def test_what_a_court_has_hidden_is_no_agreement() -> None:
    assert not propose(
        [Entity("a", "Person", names=("王某某",)), Entity("b", "Person", names=("王建国",))]
    )
