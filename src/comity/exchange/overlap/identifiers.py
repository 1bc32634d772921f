"""Statements → identifiers that can be compared: the same thing gives the same bytes everywhere.

What cannot be brought into the one form of its kind is left out: it could match nothing. Check
digits are not looked at: a mistyped number is equal to none on the other side.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, Self
from unicodedata import decimal, normalize
from urllib.parse import urlsplit

from comity.model import ComityError, Statement


class Identifier(NamedTuple):
    """A number or address that names one thing: its kind (see ``KINDS``) and its one form."""

    kind: str
    value: str

    @property
    def word(self) -> str:
        """The identifier as the text that is hashed."""
        return f"{self.kind}\0{self.value}"

    @property
    def without_country(self) -> Self | None:
        """The number alone, where this is the number with its country."""
        if KINDS[self.kind].beside != "country" or " " not in self.value:
            return None
        return self._replace(value=self.value.partition(" ")[0])

    @classmethod
    def of(cls, word: str) -> Self:
        """Return the identifier that a text stands for."""
        kind, _, value = word.partition("\0")
        return cls(kind, value)


Holdings = Mapping[Identifier, tuple[str, ...]]
"""What a side holds: each identifier with the ids of the statements that say it."""


class Kind(NamedTuple):
    """One kind of identifier: where it stands, and how it is brought into its one form.

    Attributes:
        props: properties of the vocabulary that hold it, each with the schemata where it means
            this; none means all.
        form: takes the value, and the countries in which it may have been written; returns its
            form, or nothing where it has none.
        beside: what of the same subject belongs to it: ``country``, where the same number may be
            given in another country, so that the number is compared alone and with it; or
            ``service``, without which a name tells nothing.
    """

    props: Mapping[str, tuple[str, ...]]
    form: Callable[[str, tuple[str, ...]], str]
    beside: str = ""


def holdings(statements: Iterable[Statement], kinds: Iterable[str], home: str) -> Holdings:
    """Return the identifiers that statements hold, in order.

    Args:
        statements: those that policy lets be used; what they deny is passed over.
        kinds: some of ``KINDS``.
        home: country code of the node, where a telephone number without one is taken to be from.

    Raises:
        ComityError: there is no such kind; the message lists them.
    """
    wanted = _by_prop(chosen(kinds))
    said: list[tuple[str, Statement]] = []
    beside: dict[tuple[str, str], set[str]] = defaultdict(set)
    for statement in statements:
        prop, schema = statement.prop, statement.schema
        if statement.denied:
            continue
        if prop in _BESIDE:
            beside[statement.entity, _BESIDE[prop]].add(_plain(statement.value).lower())
        kinds_here = (*wanted.get((prop, ""), ()), *wanted.get((prop, schema), ()))
        said += [(kind, statement) for kind in kinds_here]
    found: dict[Identifier, set[str]] = defaultdict(set)
    for kind, statement in said:
        with_it = beside.get((statement.entity, KINDS[kind].beside), set())
        countries = sorted(beside.get((statement.entity, "country"), ()))
        for value in _forms(KINDS[kind], statement.value, (*countries, home), with_it):
            found[Identifier(kind, value)].add(statement.id)
    return {identifier: tuple(sorted(ids)) for identifier, ids in sorted(found.items())}


def chosen(kinds: Iterable[str]) -> tuple[str, ...]:
    """Return kinds, each once, in the order of ``KINDS``.

    Raises:
        ComityError: there is no such kind, or none is given; the message lists them.
    """
    given = {kind.strip().lower() for kind in kinds} - {""}
    if wrong := sorted(given - set(KINDS)):
        raise ComityError(f"{wrong[0][:40]!r} is no kind of identifier. Use: {', '.join(KINDS)}.")
    if not given:
        raise ComityError(f"Say which kinds of identifiers: {', '.join(KINDS)}.")
    return tuple(kind for kind in KINDS if kind in given)


def _by_prop(kinds: Iterable[str]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for kind in kinds:
        for prop, schemata in KINDS[kind].props.items():
            for schema in schemata or ("",):
                found[prop, schema].append(kind)
    return found


def _forms(kind: Kind, value: str, countries: tuple[str, ...], beside: set[str]) -> Iterator[str]:
    form = kind.form(_plain(value), countries)
    if not form:
        return
    alone = [] if kind.beside == "service" else [form]
    for found in (*alone, *(f"{form} {other}" for other in beside)):
        if found.isprintable():  # what does not print cannot be hashed, or misleads
            yield found


def _plain(value: str) -> str:
    """Return a value without what only looks different: widths, forms of digits, blanks around."""
    return "".join(str(decimal(c, c)) for c in normalize("NFKC", value)).strip()


def _phone(value: str, countries: tuple[str, ...]) -> str:
    """E.164 (ITU-T)."""
    import phonenumbers  # noqa: PLC0415  (0.1 s)

    value = re.sub(r"^00(?=[1-9])", "+", value.removeprefix("tel:"))
    for country in countries:
        try:
            number = phonenumbers.parse(value, country.upper())
        except phonenumbers.NumberParseException:
            continue
        good = phonenumbers.is_possible_number if value[:1] == "+" else phonenumbers.is_valid_number
        if good(number):
            return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    return ""


def _email(value: str, _: tuple[str, ...]) -> str:
    """In lower case, the domain in its Unicode form (IDNA 2008).

    RFC 5321 leaves it to the host whether case matters before the @; hosts where it does are not
    met with.
    """
    return str(_types().email.clean(value.removeprefix("mailto:").lower()) or "")


def _wallet(value: str, _: tuple[str, ...]) -> str:
    """Hexadecimal and Bech32 (BIP 173) in lower case; in Base58 case is part of the address."""
    if re.fullmatch(r"(?i)0x[0-9a-f]{40,64}|(?:bc|tb|ltc)1[a-z0-9]{11,87}", value):
        return value.lower()
    return value if re.fullmatch(r"[1-9A-HJ-NP-Za-km-z]{25,110}", value) else ""


def _number(value: str, _: tuple[str, ...]) -> str:
    """Letters and digits alone, in capitals."""
    found = re.sub(r"[\W_]+", "", value).upper()
    return found if 5 <= len(found) <= 34 and re.search("[0-9]", found) else ""


def _vessel(value: str, _: tuple[str, ...]) -> str:
    """The seven digits of IMO resolution A.1117(30)."""
    found = re.sub(r"(?i)^IMO|[\s.:#-]", "", value)
    return found if re.fullmatch("[0-9]{7}", found) else ""


def _username(value: str, _: tuple[str, ...]) -> str:
    return value.removeprefix("@").lower()


def _url(value: str, _: tuple[str, ...]) -> str:
    """Host and path; scheme, ``www.``, query and fragment change from one mention to the next."""
    try:
        parts = urlsplit(value if "://" in value else f"http://{value}")
        host = _types().email.clean_domain_part((parts.hostname or "").removeprefix("www."))
    except ValueError:
        return ""
    return f"{host}{parts.path.rstrip('/')}" if host else ""


def _types() -> Any:
    from followthemoney.types import registry  # noqa: PLC0415  (slow to import)

    return registry


def _anywhere(*props: str) -> dict[str, tuple[str, ...]]:
    return dict.fromkeys(props, ())


_COMPANIES = ("Company", "Organization", "LegalEntity", "PublicBody")
KINDS: Mapping[str, Kind] = {
    "phone": Kind(
        _anywhere("phone", "phoneMentioned", "contextPhone", "callerNumber", "receiverNumber"),
        _phone,
    ),
    "email": Kind(_anywhere("email", "emailMentioned", "contextEmail"), _email),
    "wallet": Kind(_anywhere("publicKey", "cryptoAddress", "walletMentioned"), _wallet),
    "passport": Kind(
        _anywhere("passportNumber", "passportMentioned") | {"number": ("Passport",)},
        _number,
        "country",
    ),
    "id": Kind(
        _anywhere("idNumber", "idNumberMentioned", "socialSecurityNumber", "personalNumber")
        | {"number": ("Identification",)},
        _number,
        "country",
    ),
    "company": Kind(
        _anywhere("uscCode", "taxNumber", "leiCode", "registrationNumberMentioned")
        | {"registrationNumber": _COMPANIES},
        _number,
        "country",
    ),
    "account": Kind(_anywhere("iban", "ibanMentioned", "accountNumber"), _number),
    "handle": Kind(_anywhere("username"), _username, "service"),
    "vehicle": Kind({"registrationNumber": ("Vehicle",)}, _number, "country"),
    "vessel": Kind(_anywhere("imoNumber", "vesselMentioned"), _vessel),
    "container": Kind(_anywhere("containerMentioned"), _number),
    "tracking": Kind(_anywhere("trackingMentioned"), _number),
    "url": Kind(_anywhere("website", "urlMentioned"), _url),
}
_BESIDE = {
    "country": "country",
    "nationality": "country",
    "citizenship": "country",
    "service": "service",
}
"""Properties of the same subject that say in which country, or with whom, a number was given."""
