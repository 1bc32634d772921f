"""A document's text → statements, each with its exact span.

>>> findings = find("A court in Xingtai sentenced nine people on Thursday.", "2019-11-09")
>>> findings.dates[0].value
'2019-11-07'
"""

from comity.extract.chinese.script import simplified
from comity.extract.chinese.surnames import Surname, surnames
from comity.extract.document import read
from comity.extract.finding import Findings
from comity.extract.places import place
from comity.extract.reading import find, reads
from comity.extract.scribe import Conditions, outlet_id, report_id
from comity.extract.shingles import bands, overlap

__all__ = [
    "Conditions",
    "Findings",
    "Surname",
    "bands",
    "find",
    "outlet_id",
    "overlap",
    "place",
    "read",
    "reads",
    "report_id",
    "simplified",
    "surnames",
]
