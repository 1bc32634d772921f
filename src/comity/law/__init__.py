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
from comity.law.kinds import (
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
from comity.law.rows import Problem
from comity.law.substance import Substance, substance, substances

__all__ = [
    "Code",
    "Control",
    "Dual",
    "Element",
    "Jurisdiction",
    "Limit",
    "Offence",
    "Penalty",
    "Problem",
    "Refusal",
    "Row",
    "Substance",
    "Threshold",
    "Treaty",
    "check",
    "control",
    "dual",
    "handling_codes",
    "jurisdictions",
    "limits",
    "offences",
    "penalty",
    "refusals",
    "substance",
    "substances",
    "thresholds",
    "treaties",
]
