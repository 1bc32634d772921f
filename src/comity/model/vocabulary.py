"""FollowTheMoney's schemata, and those it lacks for cross-border criminal cases.

Each schema is one YAML file: the library's own, then those in ``schema/`` beside this module.
"""

from functools import cache
from pathlib import Path
from typing import Any

from comity.model.errors import ComityError

EVENTS = ("Lead", "Arrest", "Seizure", "Charge", "Trial", "Sentence", "Shipment", "Payment")
"""The schemata of what happens in a case, in the order in which a case goes."""

PARTIES = ("Person", "Group", "Organization", "Company", "PublicBody", "LegalEntity")
"""The schemata of those who can act."""


@cache
def model() -> Any:
    """Return the FollowTheMoney ``Model`` with Comity's schemata added."""
    # Slow to import, and most commands do without.
    from followthemoney.model import Model  # noqa: PLC0415
    from followthemoney.settings import MODEL_PATH  # noqa: PLC0415

    vocabulary = Model(MODEL_PATH)
    for path in sorted((Path(__file__).parent / "schema").glob("*.yaml")):
        vocabulary._load(str(path))
    vocabulary.generate()
    return vocabulary


def property_type(schema: str, prop: str) -> str:
    """Return the type's name (``name``, ``date``, ``entity``, ``text``, ...) of a property.

    Raises:
        ComityError: no such schema or property; the message lists those that there are.
    """
    found = model().get(schema)
    if found is None:
        raise ComityError(f"There is no schema {schema!r}.")
    if prop not in found.properties:
        known = ", ".join(sorted(p for p, x in found.properties.items() if not x.stub))
        raise ComityError(f"{schema} has no property {prop!r}. It has: {known}.")
    return str(found.properties[prop].type.name)


def clean(schema: str, prop: str, value: str) -> str:
    """Return a value as its property has it: an ISO date, a country's code.

    Raises:
        ComityError: no such schema or property, or the value is none of its type.
    """
    kind = property_type(schema, prop)
    found = model().get(schema).properties[prop].type.clean(value)
    if found is None:
        raise ComityError(f"{value!r} is not a {kind}, which {schema}'s {prop} is.")
    return str(found)
