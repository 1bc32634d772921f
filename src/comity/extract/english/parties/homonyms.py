"""Bodies of several countries that share a name or its letters, told apart by what a text names."""

from comity.extract.english.parties import organisations, places

_SHARED = frozenset(
    (
        "Department of Justice", "Justice Department", "Senate", "Congress", "State Department",
        "Coast Guard", "National Guard", "Treasury", "Treasury Department", "Department of Defense",
        "Ministry of Public Security", "Supreme Court", "National Crime Agency", "House",
        "House of Representatives", "National Security Council", "Attorney General’s Office",
        "Foreign Office",
    )
)  # fmt: skip
"""Names that bodies of several countries have."""
_AMBIGUOUS = frozenset("ED NCA CBI NCB DRI SFO ACC FIA DCI NBI".split())
"""Letters that bodies of several countries have: the text must name the country too."""
_NEWS_AGENCY = "Agence France-Presse"


def told_apart(bodies: dict[str, str], countries: set[str]) -> dict[str, str]:
    """Return other keys for the names that mean another body in this text.

    ``bodies`` has each name's key, ``countries`` the codes of the countries that the text names.
    """
    found: dict[str, str] = {}
    if bodies.get("AFP") and "au" not in countries:
        found["AFP"] = _NEWS_AGENCY  # it is the Federal Police only in Australia
    for short in _AMBIGUOUS & bodies.keys():
        body = organisations.known().get(short)
        if body and countries and body.country not in countries and bodies[short] == body.name:
            found[short] = short
    return found


def country_of(written: str, key: str, countries: set[str]) -> str:
    """Return the country (ISO 3166, lower case) of a body in a text that names these, or ""."""
    if key == _NEWS_AGENCY or (key == written and written in _AMBIGUOUS):
        return ""
    country = organisations.country_of(written) or organisations.country_of(key)
    return "" if _is_elsewhere(written, country, countries) else country


def _is_elsewhere(name: str, country: str, countries: set[str]) -> bool:
    """Return whether a body is hardly that of the country which its name suggests.

    Many countries have a Department of Justice, and many towns are called Oxford: the text then
    names the country, or at least no other one.
    """
    if not country or not countries or country in countries:
        return False
    if name in _SHARED:
        return True
    found = [places.lookup(word) for word in name.replace("’", " ").replace("'", " ").split()]
    certain = any(place.level < 3 for each in found for place in each)
    return any(found) and not certain and name not in organisations.known()
