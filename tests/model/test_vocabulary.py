"""The vocabulary: FollowTheMoney's, whole and unchanged, and the schemata added to it."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from followthemoney import model as plain

from comity.model import EVENTS, PARTIES, ComityError, vocabulary

FILES = sorted(Path(vocabulary.__file__).parent.joinpath("schema").glob("*.yaml"))
OURS = [path.stem for path in FILES]
MODEL = vocabulary.model()


@pytest.mark.parametrize("path", FILES, ids=OURS)
def test_each_file_has_the_schema_of_its_name(path: Path) -> None:
    data = yaml.safe_load(path.read_text("utf-8"))
    assert list(data) == [path.stem]
    assert path.stem not in plain.schemata, "a schema of the library may not be replaced"
    schema = MODEL.get(path.stem)
    for name, spec in data[path.stem]["properties"].items():
        prop = schema.properties[name]
        assert prop.label
        assert prop.type.name == spec.get("type", "string")
        if prop.type.name == "entity":
            assert prop.range is not None
            assert prop.range.name == spec["range"]
            assert prop.reverse is not None, f"{name} cannot be followed from the other end"
            assert prop.range.properties[spec["reverse"]["name"]].stub


@pytest.mark.parametrize("name", OURS)
def test_what_is_featured_exists(name: str) -> None:
    schema = MODEL.get(name)
    for prop in (*schema.featured, *schema.caption):
        assert prop in schema.properties
    if schema.edge:
        for end in (schema.edge_source, schema.edge_target):
            assert schema.properties[end].type.name == "entity"


@pytest.mark.parametrize("name", OURS)
def test_no_property_hides_one_of_the_library(name: str) -> None:
    """A property of ours by an inherited name would change what plain data means."""
    schema = MODEL.get(name)
    own = yaml.safe_load(FILES[OURS.index(name)].read_text("utf-8"))[name]["properties"]
    for parent in schema.extends:
        for prop in own:
            inherited = parent.properties.get(prop)
            assert inherited is None or inherited.type == schema.properties[prop].type


@pytest.mark.parametrize("name", [*EVENTS, *PARTIES])
def test_the_named_kinds_exist(name: str) -> None:
    schema = MODEL.get(name)
    assert schema is not None
    root = "Interval" if name in EVENTS else "LegalEntity"
    assert schema.is_a(root)


@pytest.mark.parametrize("name", sorted(plain.schemata))
def test_the_library_is_unchanged(name: str) -> None:
    ours, theirs = MODEL.get(name), plain.schemata[name]
    assert ours.matchable == theirs.matchable
    assert {s.name for s in ours.schemata} == {s.name for s in theirs.schemata}
    for key, prop in theirs.properties.items():
        assert ours.properties[key].type == prop.type
        assert ours.properties[key].stub == prop.stub
    added = set(ours.properties) - set(theirs.properties)
    assert all(ours.properties[key].stub for key in added)


PLAIN: list[dict[str, Any]] = [
    {
        "id": "p",
        "schema": "Person",
        "properties": {
            "name": ["Wang Ju", "王菊"],
            "nationality": ["cn"],
            "birthDate": ["1980-02"],
            "phone": ["+8613800138000"],
        },
    },
    {
        "id": "c",
        "schema": "Company",
        "properties": {"name": ["Hebei Aobote"], "jurisdiction": ["cn"]},
    },
    {"id": "o", "schema": "Ownership", "properties": {"owner": ["p"], "asset": ["c"]}},
    {
        "id": "m",
        "schema": "Payment",
        "properties": {"payer": ["p"], "beneficiary": ["c"], "amount": ["5"], "currency": ["USD"]},
    },
    {"id": "v", "schema": "Vessel", "properties": {"name": ["Gayane"], "imoNumber": ["9770763"]}},
    {"id": "a", "schema": "Article", "properties": {"title": ["T"], "publishedAt": ["2019-11-07"]}},
]


@pytest.mark.parametrize("data", PLAIN, ids=lambda data: str(data["schema"]))
def test_plain_data_goes_in_and_comes_out(data: dict[str, Any]) -> None:
    MODEL.get(data["schema"]).validate(data)
    came_out = MODEL.get_proxy(data).to_dict()
    assert came_out == plain.get_proxy(data).to_dict()
    for prop, values in data["properties"].items():
        assert sorted(came_out["properties"][prop]) == sorted(values)


def test_our_data_validates() -> None:
    seizure = MODEL.make_entity("Seizure")
    seizure.id = "s"
    for prop, value in {"date": "2017-11", "quantity": "11.9 kg", "substance": "x"}.items():
        seizure.add(prop, value)
    MODEL.get("Seizure").validate(seizure.to_dict())
    assert seizure.get("date") == ["2017-11"]


@pytest.mark.parametrize(
    ("schema", "prop", "kind"),
    [
        ("Person", "name", "name"),
        ("Person", "birthDate", "date"),
        ("Seizure", "substance", "entity"),
        ("Seizure", "quantity", "string"),
        ("Charge", "offence", "text"),
        ("Report", "urlMentioned", "url"),
    ],
)
def test_property_type(schema: str, prop: str, kind: str) -> None:
    assert vocabulary.property_type(schema, prop) == kind


def test_unknown_schema_and_property_are_plain_errors() -> None:
    with pytest.raises(ComityError, match="no schema 'Persn'"):
        vocabulary.property_type("Persn", "name")
    with pytest.raises(ComityError, match=r"no property 'nam'.*birthDate"):
        vocabulary.property_type("Person", "nam")
