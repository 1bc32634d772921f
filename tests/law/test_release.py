"""decide() lets out what the policies allow, and holds whatever it does not understand."""

from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.law.country import COUNTRY, country

from comity import law
from comity.model import ComityError, Handling
from comity.model import handling as conditions

US_TO_CN = law.Circumstances("DEA", "us", "NNCC", "cn", "case:xingtai", "2026-01-01")
CN_TO_US = law.Circumstances("NNCC", "cn", "DEA", "us", "case:xingtai", "2026-01-01")
EU_TO_CN = law.Circumstances("BKA", "eu", "NNCC", "cn", "case:xingtai", "2026-01-01")

OPENNESS = [law.RELEASED, law.REDACTED, law.HELD]


def statement(*codes: str, **conditions: Any) -> law.Matter:
    return law.Matter("statement", Handling(codes=codes)._replace(**conditions))


def decide(matter: law.Matter, circumstances: law.Circumstances) -> law.Decision:
    return law.decide([matter], circumstances)[0]


def policies(decision: law.Decision) -> set[str]:
    return {reason.policy for reason in decision.reasons}


# ---- What decides ----


def test_each_reason_names_its_policy_article_source_and_what_would_lift_it() -> None:
    (reason,) = decide(statement("GRAND-JURY"), US_TO_CN).reasons
    assert reason.policy == "grand-jury"
    assert "Rule 6(e)" in reason.article
    assert reason.source == "Federal Rules of Criminal Procedure"
    assert "secret" in reason.says
    assert reason.asks == "consent:us/limits/grand-jury"


def test_what_a_reason_asks_for_lifts_it() -> None:
    held = decide(statement("GRAND-JURY"), US_TO_CN)
    consent = held.reasons[0].asks.removeprefix("consent:")
    allowed = US_TO_CN._replace(consents=frozenset({consent}))
    assert decide(statement("GRAND-JURY"), allowed).outcome == law.RELEASED


def test_permission_is_asked_of_those_who_have_not_given_it() -> None:
    two = statement("H2", originator="BKA; Europol; NNCC")
    some = US_TO_CN._replace(permissions=frozenset({"Europol"}))
    asked = {reason.asks for reason in decide(two, some).reasons}
    assert asked == {"permission:BKA"}
    all_of_them = US_TO_CN._replace(permissions=frozenset({"Europol", "BKA"}))
    assert decide(two, all_of_them).outcome == law.RELEASED


def test_a_permission_of_one_is_none_of_another() -> None:
    wrong = US_TO_CN._replace(permissions=frozenset({"NNCC", "DEA", "europol"}))
    assert decide(statement(originator="Europol"), wrong).outcome == law.HELD


def test_a_death_sentence_must_be_ruled_out_where_the_law_asks_for_it_and_nowhere_else() -> None:
    ground = frozenset({"eu/limits/safeguards"})
    held = decide(statement(), EU_TO_CN._replace(consents=ground))
    assert [reason.asks for reason in held.reasons] == ["assurance:no-death-sentence"]
    promised = EU_TO_CN._replace(consents=ground, assurances=frozenset({"no-death-sentence"}))
    assert decide(statement(), promised).outcome == law.RELEASED
    assert decide(statement(), US_TO_CN).outcome == law.RELEASED


def test_dual_criminality_that_is_not_known_does_not_hold() -> None:
    evidence = US_TO_CN._replace(as_evidence=True, offence="trafficking")
    known = decide(statement(), evidence._replace(substance="fentanyl"))
    assert known.outcome == law.RELEASED
    unknown = decide(statement(), evidence._replace(substance="sugar"))
    assert policies(unknown) == {"mla-dual-criminality"}
    nowhere = law.Circumstances("DEA", "us", "X", "atlantis", "case:x", "2026-01-01", "trafficking")
    assert decide(statement(), nowhere).outcome == law.RELEASED  # the agreement is with China


def test_a_policy_applies_only_on_the_days_of_its_law() -> None:
    evidence = CN_TO_US._replace(as_evidence=True, offence="trafficking", substance="fentanyl")
    days = ["2018-10-25", "2018-10-26", "2021-08-31", "2021-09-01", "2021-11-01"]
    found = [policies(decide(statement(), evidence._replace(on=day))) for day in days]
    assert "evidence-abroad" not in found[0]
    assert "evidence-abroad" in found[1]
    assert "stored-data" not in found[2]
    assert "stored-data" in found[3]
    assert {"evidence-abroad", "stored-data", "personal-data"} <= found[4]


def test_stripping_adds_up() -> None:
    both = decide(statement("INFORMANT", "MINOR"), US_TO_CN)
    assert both.outcome == law.REDACTED
    assert both.redact == ("asserters", "author", "document", "original")
    assert decide(statement("MINOR"), US_TO_CN).redact == ("document", "original")


def test_one_policy_that_holds_is_stronger_than_all_that_strip() -> None:
    found = decide(statement("INFORMANT", "SEALED"), US_TO_CN)
    assert found.outcome == law.HELD
    assert found.redact == ()


# ---- What must always hold ----

CODES = [
    *("H0", "H1", "H2", "H3", "TLP:RED", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR", "SEALED"),
    *("INFORMANT", "INFORMANT-IDENTITY", "UNDERCOVER", "MINOR", "MINOR-IDENTITY", "VICTIM"),
    *("GRAND-JURY", "STATE-SECRET", "JUVENILE-RECORD", "no such code"),
]
AGENCIES = ["", "DEA", "NNCC", "BKA", "Europol"]
CONSENTS = [
    *("us/limits/grand-jury", "un/handling/sealed", "eu/limits/safeguards"),
    *("cn/limits/no-evidence-without-consent", "cn/limits/stored-data"),
    *("cn/limits/personal-data", "cn/limits/police-information", "cn/limits/state-secrets"),
]

handlings = st.builds(
    Handling,
    level=st.integers(0, 3),
    codes=st.sets(st.sampled_from(CODES), max_size=3).map(lambda codes: tuple(sorted(codes))),
    originator=st.sampled_from(AGENCIES),
    purpose=st.sampled_from(["", "case:xingtai", "case:other"]),
    until=st.sampled_from(["", "2025-12-31", "2026-01-01", "2030-01-01"]),
)
circumstances = st.builds(
    law.Circumstances,
    sender=st.just("DEA"),
    sender_law=st.sampled_from(["us", "cn", "eu", "un"]),
    recipient=st.just("NNCC"),
    recipient_law=st.sampled_from(["us", "cn", "eu", "atlantis"]),
    purpose=st.sampled_from(["", "case:xingtai", "case:other"]),
    on=st.just("2026-01-01"),
    offence=st.sampled_from(["", "trafficking"]),
    substance=st.sampled_from(["", "fentanyl"]),
    assurances=st.frozensets(st.sampled_from(["no-death-sentence", "this-case-only"])),
    permissions=st.frozensets(st.sampled_from(["BKA", "Europol"])),
    consents=st.frozensets(st.sampled_from(CONSENTS)),
    as_evidence=st.booleans(),
    approvals=st.integers(0, 2),
)
generous = US_TO_CN._replace(
    assurances=frozenset({"no-death-sentence", "this-case-only"}),
    permissions=frozenset(AGENCIES),
    consents=frozenset({*CONSENTS, "un/handling/informant-identity"}),
    approvals=9,
)


@given(handlings, circumstances)
@settings(max_examples=150, deadline=None)
def test_who_an_informant_is_never_leaves(handling: Handling, given: law.Circumstances) -> None:
    coded = handling._replace(codes=tuple(sorted({*handling.codes, "INFORMANT-IDENTITY"})))
    for kind, under in product(("statement", "file"), (given, generous)):
        assert decide(law.Matter(kind, coded), under).outcome == law.HELD


@given(handlings, circumstances)
@settings(max_examples=150, deadline=None)
def test_what_an_informant_told_never_leaves_with_its_source(
    handling: Handling, given: law.Circumstances
) -> None:
    coded = handling._replace(codes=tuple(sorted({*handling.codes, "INFORMANT"})))
    found = decide(law.Matter("statement", coded), given)
    if found.outcome != law.HELD:
        assert set(found.redact) == {"asserters", "author", "document", "original"}
    assert decide(law.Matter("file", coded), given).outcome == law.HELD


@given(handlings, circumstances)
@settings(max_examples=150, deadline=None)
def test_nothing_of_a_third_party_leaves_without_its_permission(
    handling: Handling, given: law.Circumstances
) -> None:
    found = decide(law.Matter("statement", handling), given)
    foreign = {handling.originator} - {"", given.sender, given.recipient}
    if not foreign <= given.permissions:
        assert found.outcome == law.HELD


@given(handlings, handlings, circumstances)
@settings(max_examples=300, deadline=None)
def test_what_rests_on_two_is_never_more_open_than_either(
    one: Handling, other: Handling, given: law.Circumstances
) -> None:
    derived = conditions.strictest([one, other])
    matters = [law.Matter("statement", handling) for handling in (one, other, derived)]
    a, b, both = law.decide(matters, given)
    assert OPENNESS.index(both.outcome) >= max(OPENNESS.index(d.outcome) for d in (a, b))
    if both.outcome == law.REDACTED:
        assert {*a.redact, *b.redact} <= set(both.redact)


@given(handlings, circumstances)
@settings(max_examples=200, deadline=None)
def test_who_is_given_more_may_never_send_less(
    handling: Handling, given: law.Circumstances
) -> None:
    matter = law.Matter("statement", handling)
    more = given._replace(
        assurances=generous.assurances,
        permissions=generous.permissions,
        consents=generous.consents,
        approvals=generous.approvals,
    )
    before, after = decide(matter, given), decide(matter, more)
    assert OPENNESS.index(after.outcome) <= OPENNESS.index(before.outcome)


@given(handlings, circumstances)
@settings(max_examples=100, deadline=None)
def test_a_file_goes_whole_or_not_at_all(handling: Handling, given: law.Circumstances) -> None:
    assert decide(law.Matter("file", handling), given).outcome in (law.RELEASED, law.HELD)


@given(st.lists(handlings, max_size=6), circumstances)
@settings(max_examples=60, deadline=None)
def test_a_matter_is_decided_the_same_alone_and_among_others(
    several: list[Handling], given: law.Circumstances
) -> None:
    matters = [law.Matter("statement", handling) for handling in [*several, *several]]
    assert law.decide(matters, given) == [decide(matter, given) for matter in matters]


@given(handlings, circumstances)
@settings(max_examples=100, deadline=None)
def test_every_decision_says_why(handling: Handling, given: law.Circumstances) -> None:
    found = decide(law.Matter("statement", handling), given)
    assert found.reasons
    assert all(reason.says and reason.article and reason.source for reason in found.reasons)


# ---- What is not understood ----

NOT_UNDERSTOOD = [
    law.Matter("File", Handling()),
    law.Matter("statement", Handling(-1)),
    law.Matter("statement", Handling(4)),
    law.Matter("statement", Handling(until="soon")),
    law.Matter("statement", Handling(codes=("informant-identity",))),
    law.Matter("statement", Handling(codes=("\ud800",))),
    law.Matter("statement", Handling(originator="\ud800")),
]


@pytest.mark.parametrize("matter", NOT_UNDERSTOOD)
def test_what_is_not_understood_is_held_and_the_rest_is_not(matter: law.Matter) -> None:
    found = law.decide([statement(), matter, statement("MINOR")], generous)
    assert [d.outcome for d in found] == [law.RELEASED, law.HELD, law.REDACTED]
    assert found[1].reasons[0].says


@pytest.mark.parametrize(
    "change",
    [{"purpose": "\ud800"}, {"sender": "\ud800"}, {"approvals": "many"}, {"as_evidence": "no"}],
)
def test_circumstances_that_do_not_fit_the_schema_hold_everything(
    change: dict[str, Any],
) -> None:
    found = law.decide([statement(), statement("MINOR")], generous._replace(**change))
    assert [d.outcome for d in found] == [law.HELD, law.HELD]


REFUSED = [
    ({"sender_law": "atlantis"}, "no law of 'atlantis'"),
    ({"on": "soon"}, "'soon' is not a date"),
    ({"offence": "juggling"}, "not an act known"),
    ({"recipient": "DEA"}, "one name"),
]


@pytest.mark.parametrize(("change", "says"), REFUSED)
def test_impossible_circumstances_are_refused(change: dict[str, Any], says: str) -> None:
    with pytest.raises(ComityError, match=says):
        law.decide([statement()], US_TO_CN._replace(**change))


# ---- A jurisdiction is only data ----

TO_US = law.Circumstances("Harbour Police", "at", "DEA", "us", "case:x", "2026-01-01")


def test_a_new_jurisdiction_is_only_a_folder(tmp_path: Path) -> None:
    home = country(tmp_path)
    found = law.decide([statement(), statement("PEARL")], TO_US, home)
    assert [d.outcome for d in found] == [law.RELEASED, law.HELD]
    (reason,) = found[1].reasons
    assert (reason.policy, reason.article, reason.source) == ("pearls", "Section 1", "Pearl Act")
    consent = TO_US._replace(consents=frozenset({"at/limits/pearls"}))
    assert law.decide([statement("PEARL")], consent, home)[0].outcome == law.RELEASED
    assert law.check_policies(home) == []


def test_a_jurisdiction_without_policies_lets_nothing_out(tmp_path: Path) -> None:
    home = country(tmp_path)
    (home / "at/release.cedar").unlink()
    (decision,) = law.decide([statement()], TO_US, home)
    assert decision.outcome == law.HELD
    assert "No policies" in decision.reasons[0].says


def test_without_a_permit_nothing_goes_out(tmp_path: Path) -> None:
    home = country(tmp_path, {"un/release.cedar": ("permit (", "forbid (")})
    assert law.decide([statement()], TO_US, home)[0].outcome == law.HELD


def test_stripping_needs_a_permit_too(tmp_path: Path) -> None:
    home = country(
        tmp_path,
        {"un/release.cedar": ("resource);", 'resource) when { resource.kind == "file" };')},
    )
    strip = {"at/release.cedar": ("@asks", '@redacts("author")\n@asks')}
    for file, (old, new) in strip.items():
        (home / file).write_text((home / file).read_text("utf-8").replace(old, new), "utf-8")
    assert law.decide([statement("PEARL")], TO_US, home)[0].outcome == law.HELD


def test_a_policy_that_fails_holds(tmp_path: Path) -> None:
    fails = 'resource.codes.contains("PEARL")', "resource.until < context.on"
    home = country(tmp_path, {"at/release.cedar": fails})
    (decision,) = law.decide([statement()], TO_US, home)
    assert decision.outcome == law.HELD
    assert "could not be evaluated" in decision.reasons[0].says


OVERLOOKED = [
    ('@row("at/limits/pearls")', '@row("at/limits/perls")', "no row 'at/limits/perls'"),
    ('@row("at/limits/pearls")', "", "lacks @row"),
    ('@id("pearls")', "", "lacks @id"),
    ('@id("pearls")', '@id("released")', "shares its @id"),
    ("forbid (", "forbit (", "cannot be read as Cedar"),
]


@pytest.mark.parametrize(("old", "new", "says"), OVERLOOKED)
def test_nothing_goes_out_while_a_policy_might_be_overlooked(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    home = country(tmp_path, {"at/release.cedar": (old, new)})
    with pytest.raises(ComityError, match=says):
        law.decide([statement()], TO_US, home)


# ---- What would change, and by which law it was decided ----


def test_what_if_names_only_what_would_change() -> None:
    matters = [statement(), statement("SEALED"), statement("SEALED"), statement("TLP:RED")]
    changed = US_TO_CN._replace(consents=frozenset({"un/handling/sealed"}))
    ((matter, before, after),) = law.what_if(matters, US_TO_CN, changed)
    assert matter == statement("SEALED")
    assert (before.outcome, after.outcome) == (law.HELD, law.RELEASED)
    assert law.what_if(matters, US_TO_CN, US_TO_CN) == []


def test_the_version_names_policies_and_law(tmp_path: Path) -> None:
    versions = {law.policy_version(name) for name in ("us", "cn", "eu", "un")}
    assert len(versions) == 4
    assert all(len(version) == 64 for version in versions)
    home = country(tmp_path / "a")
    same = country(tmp_path / "b")
    assert law.policy_version("at", home) == law.policy_version("at", same)
    changes = {
        "at/release.cedar": ("One rule", "One old rule"),
        "at/limits.yaml": ("Section 1", "Section 2"),
        "un/limits.yaml": ("says: Open", "says: Wide open"),
    }
    for number, (file, change) in enumerate(changes.items()):
        other = country(tmp_path / str(number), {file: change})
        assert law.policy_version("at", other) != law.policy_version("at", home), file
    with pytest.raises(ComityError, match="no law of 'zz'"):
        law.policy_version("zz", home)


def test_the_made_up_country_is_what_the_tests_take_it_for() -> None:
    assert "at/release.cedar" in COUNTRY
