"""What the law says, as data: offences, penalties, control, treaties, by jurisdiction and day.

>>> substance("Acetyl Fentanyl").cas
'3258-84-2'
>>> [row.listed for row in control("fentanyl-analogues", "cn", "2019-05-01")]
['Supplementary Catalogue of Non-medical Narcotic Drugs and Psychotropic Substances']
>>> control("fentanyl-analogues", "cn", "2019-04-30")
[]
>>> dual("trafficking", "fentanyl", ("us", "cn"), "2017-08-01").holds
True

An empty answer means "not known here", never "allowed".
"""

from comity.law.checking import check
from comity.law.duality import Dual, Element, dual
from comity.law.facts import Circumstances, Matter
from comity.law.kinds import (
    Assurance,
    Code,
    Control,
    Limit,
    Offence,
    Penalty,
    Refusal,
    Row,
    Threshold,
    Treaty,
)
from comity.law.looking import (
    Jurisdiction,
    control,
    handling_codes,
    jurisdictions,
    limits,
    offences,
    penalty,
    refusals,
    thresholds,
    treaties,
)
from comity.law.policies import policy_version
from comity.law.policy_checking import check_policies
from comity.law.release import HELD, REDACTED, RELEASED, Decision, Reason, decide, what_if
from comity.law.rows import Problem
from comity.law.substance import Substance, substance, substances

__all__ = [
    "HELD",
    "REDACTED",
    "RELEASED",
    "Assurance",
    "Circumstances",
    "Code",
    "Control",
    "Decision",
    "Dual",
    "Element",
    "Jurisdiction",
    "Limit",
    "Matter",
    "Offence",
    "Penalty",
    "Problem",
    "Reason",
    "Refusal",
    "Row",
    "Substance",
    "Threshold",
    "Treaty",
    "check",
    "check_policies",
    "control",
    "decide",
    "dual",
    "handling_codes",
    "jurisdictions",
    "limits",
    "offences",
    "penalty",
    "policy_version",
    "refusals",
    "substance",
    "substances",
    "thresholds",
    "treaties",
    "what_if",
]
