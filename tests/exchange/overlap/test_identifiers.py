from pathlib import Path

import pytest

from comity import extract
from comity.exchange.overlap import KINDS, Identifier, holdings
from comity.model import ComityError, Statement, vocabulary


def _values(kind: str, *rows: tuple[str, str, str, str], home: str = "us") -> list[str]:
    statements = [Statement(*row) for row in rows]
    return [identifier.value for identifier in holdings(statements, [kind], home)]


def _of(kind: str, schema: str, prop: str, value: str, home: str = "us") -> list[str]:
    return _values(kind, ("someone", schema, prop, value), home=home)


@pytest.mark.parametrize(
    "written",
    [
        "+86 138 1234 5678",
        "0086-138-1234-5678",
        "＋８６１３８１２３４５６７８",
        "tel:+8613812345678",
    ],
)
def test_a_phone_is_one_however_it_is_written(written: str) -> None:
    assert _of("phone", "Person", "phone", written) == ["+8613812345678"]


def test_a_national_number_is_read_where_its_holder_or_the_node_is() -> None:
    assert _of("phone", "Person", "phone", "138 1234 5678", home="cn") == ["+8613812345678"]
    number = ("x", "Person", "phone", "13812345678")
    assert _values("phone", number, ("x", "Person", "country", "cn")) == ["+8613812345678"]
    assert _values("phone", number) == []


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("Ann@Example.COM", "ann@example.com"),
        ("mailto:ann@example.com", "ann@example.com"),
        ("ann＠example．com", "ann@example.com"),
        ("a@xn--bcher-kva.example", "a@bücher.example"),
        ("a@BÜCHER.example", "a@bücher.example"),
    ],
)
def test_an_email_is_one_however_it_is_written(written: str, form: str) -> None:
    assert _of("email", "Person", "email", written) == [form]


@pytest.mark.parametrize(
    ("written", "form"),
    [
        (
            "0xDE709F2102306220921060314715629080E2FB77",
            "0xde709f2102306220921060314715629080e2fb77",
        ),
        (
            "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
            "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
        ),
        ("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"),
    ],
)
def test_a_wallet_keeps_its_case_only_where_case_means_something(written: str, form: str) -> None:
    assert _of("wallet", "CryptoWallet", "publicKey", written) == [form]


def test_a_passport_is_compared_alone_and_with_its_country() -> None:
    passport = ("x", "Person", "passportNumber", "E 1234-5678")
    assert _values("passport", passport) == ["E12345678"]
    with_country = _values("passport", passport, ("x", "Person", "nationality", "cn"))
    assert with_country == ["E12345678", "E12345678 cn"]
    assert _of("passport", "Passport", "number", "e12345678") == ["E12345678"]


def test_a_number_is_of_the_kind_that_its_schema_says() -> None:
    assert _of("vehicle", "Vehicle", "registrationNumber", "沪A·12345") == ["沪A12345"]
    assert _of("company", "Vehicle", "registrationNumber", "沪A·12345") == []
    assert _of("id", "Identification", "number", "11010119900307123x") == ["11010119900307123X"]


def test_a_name_of_an_account_tells_something_only_with_the_service() -> None:
    name = ("x", "UserAccount", "username", "@Zheng")
    assert _values("handle", name) == []
    assert _values("handle", name, ("x", "UserAccount", "service", "WeChat")) == ["zheng wechat"]


def test_what_stands_beside_is_brought_into_form_as_well() -> None:
    passport = ("x", "Person", "passportNumber", "E12345678")
    odd = [("x", "Person", "nationality", value) for value in ("ＣＮ ", "\ud800", "a\0b")]
    assert _values("passport", passport, *odd) == ["E12345678", "E12345678 cn"]


def test_digits_of_other_scripts_are_digits() -> None:
    assert _of("passport", "Person", "passportNumber", "E١٢٣٤٥٦٧٨") == ["E12345678"]


def test_other_kinds() -> None:
    assert _of("account", "BankAccount", "iban", "gb82 WEST 1234 5698 7654 32") == [
        "GB82WEST12345698765432"
    ]
    assert _of("vessel", "Vessel", "imoNumber", "IMO 9074729") == ["9074729"]
    assert _of("container", "Report", "containerMentioned", "CSQU 305438 3") == ["CSQU3054383"]
    assert _of("url", "Company", "website", "https://www.Example.com/shop/?day=1") == [
        "example.com/shop"
    ]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("value", ["", " ", "n/a", "\0", "\ud800", "x" * 5000, "http://[", "🙂"])
def test_what_has_no_form_is_left_out_or_can_be_hashed(kind: str, value: str) -> None:
    for prop, schemata in KINDS[kind].props.items():
        for form in _of(kind, (*schemata, "Person")[0], prop, value):
            assert form.isprintable()
            assert form.encode()


def test_forms_do_not_change_when_they_are_brought_into_form_again() -> None:
    for kind, schema, prop, value in (
        ("phone", "Person", "phone", "+86 138 1234 5678"),
        ("email", "Person", "email", "A@BÜCHER.example"),
        ("url", "Company", "website", "http://example.com/a/"),
        ("passport", "Person", "passportNumber", "e-1234567"),
    ):
        (form,) = _of(kind, schema, prop, value)
        assert _of(kind, schema, prop, form) == [form]


def test_it_says_which_statements_say_it_and_passes_over_what_they_deny() -> None:
    said = [
        Statement("x", "Person", "phone", "+8613812345678"),
        Statement("y", "Report", "phoneMentioned", "+86 138 1234 5678"),
    ]
    denied = Statement("z", "Person", "phone", "+8613912345678", denied=True)
    found = holdings([*said, denied], ["phone"], "us")
    assert found == {
        Identifier("phone", "+8613812345678"): tuple(sorted(statement.id for statement in said))
    }


def test_what_is_extracted_from_a_text_can_be_compared() -> None:
    text = (
        "Call +86 138 1234 5678 or write to Zheng@Example.com; passport no. E12345678; pay to "
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa."
    )
    schemes = {"phone", "email", "passport", "wallet"}
    found = [i for i in extract.find(text, "2019-01-01").identifiers if i.scheme in schemes]
    rows = [Statement("r", "Report", f"{i.scheme}Mentioned", i.value) for i in found]
    assert {i.kind for i in holdings(rows, schemes, "us")} == schemes


def test_every_property_is_one_of_the_vocabulary() -> None:
    known = {p for schema in vocabulary.model().schemata.values() for p in schema.properties}
    assert {prop for kind in KINDS.values() for prop in kind.props} <= known


def test_every_kind_is_documented() -> None:
    page = (Path(__file__).parents[3] / "docs" / "overlap.md").read_text("utf-8")
    assert [kind for kind in KINDS if f"`{kind}`" not in page] == []


def test_an_unknown_kind_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(ComityError, match=r"'shoe size' is no kind of identifier\. Use: phone"):
        holdings([], ["shoe size"], "us")
    with pytest.raises(ComityError, match="Say which kinds"):
        holdings([], [" "], "us")
