"""What the law was on a day. A lawyer can read these tables and dispute a line."""

import pytest

from comity import law
from comity.model import ComityError

CONTROLLED = [
    # substance, jurisdiction, day, under
    ("fentanyl", "us", "1971-05-01", "Schedule II"),
    ("fentanyl", "cn", "2017-08-01", "named in the Interpretation"),
    ("芬太尼类物质", "cn", "2019-05-01", "Supplementary Catalogue"),
    ("fentanyl-analogues", "us", "2017-08-01", "Analogue, treated as schedule I"),
    ("fentanyl-analogues", "us", "2018-02-06", "Schedule I (temporary, as a class)"),
    ("fentanyl-analogues", "us", "2025-07-16", "Schedule I (as a class)"),
    ("acetylfentanyl", "cn", "2015-10-01", "Supplementary Catalogue"),
    ("carfentanil", "cn", "2017-03-01", "Supplementary Catalogue"),
    ("carfentanil", "un", "2018-04-01", "Schedules I and IV"),
    ("U-47700", "us", "2016-11-14", "temporary"),
    ("U-47700", "cn", "2017-07-01", "Supplementary Catalogue"),
    ("4-ANPP", "us", "2010-08-30", "Schedule II"),
    ("4-ANPP", "cn", "2018-02-01", "Catalogue of Precursor Chemicals"),
    ("npp", "us", "2007-04-23", "List I"),
    ("norfentanyl", "un", "2022-11-23", "Table I"),
    ("norfentanyl", "cn", "2024-09-01", "Catalogue of Precursor Chemicals"),
    ("tramadol", "us", "2014-08-18", "Schedule IV"),
    ("冰毒", "cn", "2010-01-01", "named as drugs"),
    ("nitazenes", "cn", "2025-07-01", "Supplementary Catalogue"),
]


@pytest.mark.parametrize(("substance", "jurisdiction", "on", "under"), CONTROLLED)
def test_a_substance_was_controlled(substance: str, jurisdiction: str, on: str, under: str) -> None:
    assert any(under in row.listed for row in law.control(substance, jurisdiction, on))


NOT_KNOWN = [
    ("fentanyl-analogues", "cn", "2019-04-30"),
    ("acetylfentanyl", "cn", "2015-09-30"),
    ("carfentanil", "cn", "2017-02-28"),
    ("u-47700", "cn", "2017-06-30"),
    ("4-anpp", "cn", "2018-01-31"),
    ("4-anpp", "us", "2010-08-29"),
    ("tramadol", "us", "2014-08-17"),
    ("norfentanyl", "cn", "2024-08-31"),
    ("xylazine", "us", "2026-01-01"),
    ("sugar", "us", "2026-01-01"),
]


@pytest.mark.parametrize(("substance", "jurisdiction", "on"), NOT_KNOWN)
def test_what_is_not_known_is_empty(substance: str, jurisdiction: str, on: str) -> None:
    assert law.control(substance, jurisdiction, on) == []


def test_a_substance_that_no_row_names_is_shown_its_class() -> None:
    (row,) = law.control("crotonylfentanyl", "cn", "2020-01-01")
    assert row.family == "fentanyls"
    assert [r.id for r in law.control("fentanyl", "cn", "2020-01-01")] == [
        "fentanyl-in-interpretation"
    ]


DUAL = [
    # act, substance, day, does it hold between the US and China
    ("trafficking", "fentanyl", "2017-08-01", True),
    ("sale", "芬太尼", "2019-11-07", True),
    ("trafficking", "fentanyl-analogues", "2017-08-01", False),
    ("trafficking", "fentanyl-analogues", "2019-05-01", True),
    ("trafficking", "carfentanil", "2016-08-01", False),
    ("manufacture", "u-47700", "2017-07-01", True),
    ("manufacture", "u-47700", "2017-06-30", False),
    ("import", "methamphetamine", "2018-01-01", True),
    ("laundering", "fentanyl", "2018-01-01", True),
    ("conspiracy", "fentanyl", "2018-01-01", False),
    ("trafficking", "sugar", "2018-01-01", False),
]


@pytest.mark.parametrize(("act", "substance", "on", "holds"), DUAL)
def test_dual_criminality(act: str, substance: str, on: str, holds: bool) -> None:
    found = law.dual(act, substance, ("us", "cn"), on)
    assert found.holds is holds
    assert holds or found.unknown


def test_dual_shows_each_element_with_its_article() -> None:
    found = law.dual("trafficking", "fentanyl", ("us", "cn"), "2017-08-01")
    us = [e for e in found.elements if e.offence == "distribution"]
    cn = [e for e in found.elements if e.offence == "drug-trafficking"]
    assert [e.name for e in us] == [e.name for e in cn] == ["conduct", "object", "mind"]
    assert us[0].articles == ("21 U.S.C. 841(a)(1)",)
    assert us[2].says == "Knowingly or intentionally."
    assert "Article 347" in cn[0].articles[0]
    assert all(e.articles for e in found.elements if e.met)


def test_dual_says_what_is_not_known() -> None:
    found = law.dual("trafficking", "fentanyl-analogues", ("us", "cn"), "2017-08-01")
    assert [text.split(":")[0] for text in found.unknown] == ["us", "cn"]
    assert "only under a condition" in found.unknown[0]
    assert "not known to be controlled as a drug on 2017-08-01" in found.unknown[1]
    assert "no offence of conspiracy is known here" in " ".join(
        law.dual("conspiracy", "fentanyl", ("us", "cn"), "2018-01-01").unknown
    )


PENALTIES = [
    # name, jurisdiction, what it says, what usually follows, what it is not
    ("死缓", "cn", "two years run", "life imprisonment", "An execution in two years"),
    ("suspended death sentence", "cn", "high court", "25 years", "probation"),
    ("没收财产", "cn", "what the convict himself owns", "highest range", "Article 64"),
    ("deprivation of political rights", "cn", "right to vote", "For life", "citizenship"),
    ("mandatory minimum", "us", "ten years", "conviction", "floor"),
]


@pytest.mark.parametrize(("name", "jurisdiction", "says", "usually", "is_not"), PENALTIES)
def test_a_penalty_is_explained(
    name: str, jurisdiction: str, says: str, usually: str, is_not: str
) -> None:
    found = law.penalty(name, jurisdiction)
    assert found is not None
    assert says.lower() in found.says.lower()
    assert usually in found.usually
    assert is_not in found.is_not
    assert found.article


def test_a_penalty_is_that_of_its_day() -> None:
    before = law.penalty("死缓", "cn", "2015-10-31")
    after = law.penalty("死缓", "cn", "2015-11-01")
    assert before is not None and "flagrant" not in before.usually
    assert after is not None and "flagrant" in after.usually
    assert law.penalty("死缓", "us") is None
    assert law.penalty("死缓", "cn", "1990-01-01") is None


AMOUNTS = [
    # substance, jurisdiction, from which amount on, highest first
    ("fentanyl", "cn", ["125 g", "25 g"]),
    ("methamphetamine", "cn", ["50 g", "10 g"]),
    ("heroin", "cn", ["50 g", "10 g"]),
    ("ketamine", "cn", ["500 g", "100 g"]),
    ("tramadol", "cn", ["2000 g", "400 g"]),
    ("alprazolam", "cn", ["100 kg", "20 kg"]),
    ("fentanyl", "us", ["400 g", "40 g"]),
    ("fentanyl-analogues", "us", ["100 g", "10 g"]),
    ("heroin", "us", ["1000 g", "100 g"]),
]


@pytest.mark.parametrize(("substance", "jurisdiction", "amounts"), AMOUNTS)
def test_amounts(substance: str, jurisdiction: str, amounts: list[str]) -> None:
    found = law.thresholds(substance, jurisdiction, "2019-11-07")
    assert [row.at_least for row in found] == amounts
    assert found[1].below == found[0].at_least


def test_limits_are_those_of_the_day() -> None:
    def ids(on: str) -> set[str]:
        return {row.id for row in law.limits("cn", on)}

    assert "no-evidence-without-consent" not in ids("2018-10-25")
    assert "no-evidence-without-consent" in ids("2018-10-26")
    assert "stored-data" not in ids("2021-08-31")
    assert {"stored-data", "personal-data"} <= ids("2021-11-01")


def test_treaties_bind_those_who_are_parties() -> None:
    def ids(between: tuple[str, ...], on: str) -> list[str]:
        return [row.id for row in law.treaties(between, on)]

    assert ids(("us", "cn"), "1990-11-10") == []
    assert "trafficking-1988" in ids(("us", "cn"), "1990-11-11")
    assert "us-china-mla-2000" in ids(("us", "cn"), "2017-08-01")
    assert ids(("us", "eu"), "2017-08-01") == []


def test_grounds_of_refusal() -> None:
    before = law.refusals("cn", "2018-10-25")
    assert [row.treaty for row in before] == ["us-china-mla-2000"]
    assert law.refusals("cn", "2018-10-26")[0].id == "not-a-crime"
    assert law.refusals("eu", "2018-10-26") == []


def test_handling_codes() -> None:
    siena = [c.code for c in law.handling_codes("eu", "2020-01-01") if "SIENA" in c.scheme]
    assert siena == ["H0", "H1", "H2", "H3"]
    assert "TLP:AMBER+STRICT" in [c.code for c in law.handling_codes("un", "2024-01-01")]


MISTAKES = [
    (lambda: law.control("fentanyl", "atlantis", "2019-05-01"), "There is: cn, eu, un, us"),
    (lambda: law.control("fentanyl", "cn", "May 2019"), "'May 2019' is not a date"),
    (lambda: law.control("fentanyl", "cn", "20190501"), "is not a date"),
    (lambda: law.penalty("life", "atlantis"), "no law of 'atlantis'"),
    (lambda: law.treaties(("us", "xx"), "2019-05-01"), "no law of 'xx'"),
    (lambda: law.dual("juggling", "fentanyl", ("us", "cn"), "2019-05-01"), "not an act known"),
]


@pytest.mark.parametrize(("ask", "says"), MISTAKES)
def test_a_mistake_is_explained(ask: object, says: str) -> None:
    with pytest.raises(ComityError, match=says.replace("(", r"\(")):
        ask()  # type: ignore[operator]
