"""Entities that may be one have a key in common."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.resolve import Entity, candidates, keys, named
from comity.resolve.candidates import budget

_NAMES = (
    "Liu Yong", "刘勇", "LAU Yung", "Mohammed Ali", "Иван Петров", "김정은", "林鄭月娥", "J. Smith",
    "Carrie LAM CHENG Yuet-ngor", "Quillon Vantreaux", "Golden Delta Trading Co., Ltd.",
    "深圳市华森国际物流有限公司", "Ministry of Public Security", "x", "",
)  # fmt: skip
_SCHEMAS = ("Person", "Company", "PublicBody", "LegalEntity", "Vessel", "Group", "Address")
_names = st.lists(st.one_of(st.sampled_from(_NAMES), st.text(max_size=20)), max_size=4)
_numbers = st.lists(st.tuples(st.sampled_from(("phone", "idNumber")), st.text(max_size=12)))
_entities = st.builds(
    lambda schema, names, aliases, numbers: Entity(
        "1", schema, tuple(names), tuple(aliases), identifiers=tuple(numbers)
    ),
    st.sampled_from(_SCHEMAS), _names, _names, _numbers,
)  # fmt: skip


def _of(name: str, schema: str = "Person") -> frozenset[str]:
    return keys(Entity("1", schema, (name,)))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Qasim Haddad", "HADDAD, Kassem"), ("Lau Yung", "刘勇"), ("Kim Jong-un", "김정은"),
        ("J. Smith", "John Smith"), ("Zhuwao, Hossein", "H. ZHUWAO"),
        ("Vicente Rojas", "Rojas, V."), ("Petrov, Ivan", "Perov, Ivan"),
        ("Petrov, Ivan", "Petkov, Ivan"),
        ("Quillon", "Quilton"), ("Ivan Petrov", "Иван Петров"),
    ],
)  # fmt: skip
def test_two_writings_of_a_name_have_a_key_in_common(a: str, b: str) -> None:
    shared = _of(a) & _of(b)
    assert any(len(one.split()) > 2 or "|" in one for one in shared) or len(a.split()) == 1
    assert shared


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("SYRIA TRADING", "SYYRIA TRADING"), ("Golden Delta Trading", "Golten Detta Trading"),
        ("Zarin Shipping", "Zarim Shipping Co., Ltd."), ("Vantreaux Quillon", "Vantraux Quilon"),
        ("深圳市华森国际物流有限公司", "Shenzhen Huasen International Logistics Co., Ltd."),
    ],
)  # fmt: skip
def test_two_writings_of_a_body_have_a_key_in_common(a: str, b: str) -> None:
    assert _of(a, "Company") & _of(b, "Company")


@pytest.mark.parametrize("schema", ["Company", "PublicBody", "Organization"])
def test_a_body_has_the_keys_of_its_family_whatever_its_schema(schema: str) -> None:
    for name in ("Delta II Trading", "Ministry of Public Security", "Bank of Qilon"):
        assert _of(name, schema) == _of(name, "Organization")


@pytest.mark.parametrize("schema", ["Person", "Company"])
def test_what_may_be_a_person_or_a_body_has_the_keys_of_both(schema: str) -> None:
    assert _of("Quillon Vantreaux", schema) <= _of("Quillon Vantreaux", "LegalEntity")


@given(_entities, st.randoms(use_true_random=False))
def test_the_order_of_values_makes_no_difference(entity: Entity, chance: random.Random) -> None:
    turned = entity._replace(
        names=tuple(chance.sample(entity.names, len(entity.names))),
        aliases=tuple(chance.sample(entity.aliases, len(entity.aliases))),
        identifiers=tuple(chance.sample(entity.identifiers, len(entity.identifiers))),
    )
    assert keys(turned) == keys(entity)
    assert named(turned).keys() == named(entity).keys()
    assert set(named(entity)) <= keys(entity)


@pytest.mark.parametrize("number", [3, 40, 300])
def test_a_few_of_one_name_are_all_compared(number: int) -> None:
    some = [Entity(f"{n:03}", "Person", ("Ana Maria Moreno Quillon",)) for n in range(number)]
    assert len(list(candidates(some))) == number * (number - 1) // 2


def test_a_shared_number_is_compared_whatever_the_names() -> None:
    chance = random.Random(3)
    words = ["".join(chance.sample("abdeiklmnoprstuz", 6)) for _ in range(60)]
    crowd = [Entity(f"{n:04}", "Person", (" ".join(chance.sample(words, 2)),)) for n in range(1500)]
    number = (("idNumber", "EX-0001"),)
    for at in (7, 1400):
        crowd[at] = crowd[at]._replace(identifiers=number)
    found = list(candidates(crowd))
    assert len(found) <= budget(len(crowd))
    assert ("0007", "1400") in found


@given(_entities)
def test_an_entity_is_found_with_its_own_copy(entity: Entity) -> None:
    found = list(candidates([entity, entity._replace(id="2")]))
    assert found == ([("1", "2")] if keys(entity) else [])


@given(st.lists(_entities, max_size=6))
def test_one_more_that_has_nothing_in_common_changes_nothing(some: list[Entity]) -> None:
    entities = [one._replace(id=f"e{number}") for number, one in enumerate(some)]
    other = Entity("other", "Vessel", ("Zzyzx 314159",), identifiers=(("imoNumber", "9999993"),))
    if not any(keys(other) & keys(one) for one in entities):
        assert list(candidates([*entities, other])) == list(candidates(entities))


def test_an_id_that_is_given_twice_is_no_pair_and_the_first_counts() -> None:
    a, b = Entity("a", "Person", ("Quillon Vantreaux",)), Entity("b", "Person", ("Ana Moreno",))
    again = Entity("b", "Person", ("Quillon Vantreaux",))
    assert list(candidates([a, a])) == []
    assert list(candidates([a, b, again])) == []
    assert list(candidates([a, again, b])) == [("a", "b")]
