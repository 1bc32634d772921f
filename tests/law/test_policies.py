"""check_policies() finds what a lawyer who edits policies and their tests may have overlooked."""

from pathlib import Path

import pytest
from tests.law.country import country

from comity import law
from comity.law.__main__ import main
from comity.law.rows import HOME

OUR_TESTS = "at/release_tests.yaml"
OUR_POLICIES = "at/release.cedar"

_ONLY = 'when { resource.codes.contains("PEARL") }'
_HEAD = 'forbid (principal, action == Action::"release", resource)\n'


def problems(home: Path) -> list[str]:
    return [str(problem) for problem in law.check_policies(home)]


def test_the_made_up_country_has_none(tmp_path: Path) -> None:
    assert problems(country(tmp_path)) == []


FAULTS = [
    # file, what is right there, the planted fault, what check_policies() says
    (OUR_POLICIES, "contains(", "contain(", "not a valid method"),
    (OUR_POLICIES, "forbid (", "forbit (", "policy that begins in line 2: cannot be read as"),
    (OUR_POLICIES, "};\n", "}\n", "the last policy: cannot be read as Cedar"),
    (OUR_POLICIES, "resource.codes.", "resource.kind.", "expected type"),
    (OUR_POLICIES, "context.consents", "context.consent", "not found"),
    (OUR_POLICIES, '"release"', '"share"', "share"),
    (OUR_POLICIES, "@says(", "@say(", "lacks @says"),
    (OUR_POLICIES, "@asks(", "@ask(", "unknown annotation @ask"),
    (OUR_POLICIES, "consent:at/limits/pearls", "consent:at/limits/perls", "nothing that can be"),
    (OUR_POLICIES, "consent:at/limits/pearls", "assurance:word", "nothing that can be given"),
    (OUR_POLICIES, "consent:at/limits/pearls", "approval:two", "nothing that can be given"),
    (OUR_POLICIES, "@asks", '@redacts("name")\n@asks', "'name' cannot be stripped"),
    (OUR_POLICIES, '@row("at/limits/pearls")', '@row("at/limits/x")', "no row 'at/limits/x'"),
    (OUR_POLICIES, '@id("pearls")', '@id("released")', "shares its @id"),
    (OUR_POLICIES, '("PEARL")', '("PERL")', "names the code 'PERL'"),
    (OUR_POLICIES, 'contains("at/limits/pearls")', 'contains("x")', "names the row 'x'"),
    (OUR_POLICIES, "context.consents", "context.assurances", "names the assurance"),
    ("un/release.cedar", "permit", '@redacts("author")\npermit', "@redacts stands on a permit"),
    (OUR_TESTS, "outcome: held", "outcome: released", "must be released, and is held"),
    (OUR_TESTS, "outcome: held", "outcome: kept", "'outcome' must be one of"),
    (OUR_TESTS, "[pearls]", "[pearl]", "must be decided by pearl, and is by pearls"),
    (OUR_TESTS, "[PEARL]", "[OYSTER]", "must be decided by pearls, and is by released"),
    (OUR_TESTS, "[PEARL]", "PEARL", "'codes' must be a list"),
    (OUR_TESTS, "codes:", "code:", "a matter has no code"),
    (OUR_TESTS, "  outcome: held\n", "", "lacks outcome"),
    (OUR_TESTS, "outcome: held", "redact: [author]\n  outcome: held", "must strip author"),
    ("at/limits.yaml", "from: 2000", "from: 2027", "must be held, and is released"),
]


@pytest.mark.parametrize(("file", "right", "wrong", "says"), FAULTS)
def test_a_planted_fault_is_found(
    tmp_path: Path, file: str, right: str, wrong: str, says: str
) -> None:
    found = problems(country(tmp_path, {file: (right, wrong)}))
    assert any(says in text for text in found), found


NEVER = [
    "when { false }",
    "when { 1 > 2 }",
    'when { resource.kind == "file" && resource.kind == "statement" }',
    "when { resource.level > 2 && resource.level < 1 }",
    'when { resource.codes.isEmpty() && resource.codes.contains("PEARL") }',
    "when { context.as_evidence && !context.as_evidence }",
    'when { context.purpose == "" } unless { context.purpose != "x" }',
    "when { resource has until && resource.until < context.on && resource.until > context.on }",
    "when { context.approvals < 2 } unless { context.approvals < 3 }",
]
SOMETIMES = [
    "when { resource.level > 2 && context.approvals < 4 }",
    'when { resource.kind == "file" } unless { resource.kind == "statement" }',
    'when { resource.codes.contains("PEARL") && context.recipient.law == "us" }',
    'when { resource.codes.contains("PEARL") && !resource.codes.isEmpty() }',
    "when { resource has until && resource.until == context.on }",
    'when { resource.until > datetime("2026-06-01") } unless { !(resource has until) }',
    'when { context.purpose like "case:*" && resource.credibility == "4" }',
    "when { context.permissions.containsAll(resource.third_parties) && "
    "!resource.third_parties.isEmpty() }",
    "unless { [context.purpose].containsAll(resource.purposes) }",
]


@pytest.mark.parametrize("condition", NEVER)
def test_a_policy_that_can_never_apply_is_found(tmp_path: Path, condition: str) -> None:
    home = country(tmp_path, {OUR_POLICIES: (_ONLY, condition)})
    (home / OUR_TESTS).write_text("[]", "utf-8")
    assert any("never applies" in text for text in problems(home)), problems(home)


@pytest.mark.parametrize("condition", SOMETIMES)
def test_a_policy_that_can_apply_is_not_taken_for_one_that_cannot(
    tmp_path: Path, condition: str
) -> None:
    if "datetime(" in condition:
        condition = condition.replace("resource.until >", "resource has until && resource.until >")
        condition = condition.split(" unless", maxsplit=1)[0]
    home = country(tmp_path, {OUR_POLICIES: (_ONLY, condition)})
    (home / OUR_TESTS).write_text("[]", "utf-8")
    assert not any("never" in text for text in problems(home)), problems(home)


OVERRIDDEN = [
    ("", ""),
    ("when { resource.level >= 0 }", ""),
    ('when { resource.kind == "file" }', 'when { resource.kind == "file" }'),
    ("when { context.approvals < 1 }", "when { context.approvals == 0 }"),
]


@pytest.mark.parametrize(("forbidden", "permitted"), OVERRIDDEN)
def test_a_permit_that_is_always_overridden_is_found(
    tmp_path: Path, forbidden: str, permitted: str
) -> None:
    home = country(
        tmp_path,
        {
            OUR_POLICIES: (
                _ONLY + '\nunless { context.consents.contains("at/limits/pearls") }',
                forbidden,
            ),
            "un/release.cedar": ("resource);", f"resource) {permitted};"),
        },
    )
    (found,) = [text for text in problems(home) if "overridden" in text]
    assert found.startswith("at/release.cedar: the permit released of un never releases anything")
    assert "by pearls" in found


def test_two_forbids_that_leave_no_room_between_them_are_found(tmp_path: Path) -> None:
    rest = (
        '\n@id("rest")\n@says("The rest stays too.")\n@row("at/limits/pearls")\n'
        f'{_HEAD}unless {{ resource.codes.contains("PEARL") }};\n'
    )
    home = country(tmp_path)
    path = home / OUR_POLICIES
    text = path.read_text("utf-8").replace(
        'unless { context.consents.contains("at/limits/pearls") }', ""
    )
    path.write_text(text + rest, "utf-8")
    assert any("by one forbid or another" in text for text in problems(home)), problems(home)


def test_a_policy_without_a_test_is_found(tmp_path: Path) -> None:
    home = country(tmp_path)
    (home / OUR_TESTS).write_text("[]", "utf-8")
    assert problems(home) == [
        "at/release.cedar, policy pearls: is exercised by no test; add one to release_tests.yaml."
    ]
    (home / OUR_TESTS).unlink()
    assert any("policies need tests" in text for text in problems(home))


def test_a_missing_or_broken_schema_is_found(tmp_path: Path) -> None:
    home = country(tmp_path)
    (home / "release.cedarschema").write_text("entity Agency = {", "utf-8")
    assert any(text.startswith("release.cedarschema: cannot be read") for text in problems(home))


def test_the_command_checks_policies_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(country(tmp_path))]) == 0
    (tmp_path / OUR_TESTS).write_text("[]", "utf-8")
    assert main([str(tmp_path)]) == 1
    assert "exercised by no test" in capsys.readouterr().out


@pytest.mark.parametrize("jurisdiction", ["un", "us", "cn", "eu"])
def test_a_lawyer_can_read_the_policies(jurisdiction: str) -> None:
    """Short files, no line that runs out of the page, every policy beneath its plain sentence."""
    text = (HOME / jurisdiction / "release.cedar").read_text("utf-8")
    assert text.startswith("// What ")
    assert all(len(line) <= 100 for line in text.splitlines())
