"""One investigation: parties and their status, timeline, claims, network, report.

``open`` gives a ``Workbench``, which gives a ``Case``: what a reader follows through the house.
"""

from comity.case.adding import Added
from comity.case.case import Case
from comity.case.claims import Claim, Dispute, Figure
from comity.case.graph import Tie
from comity.case.matching import Question
from comity.case.notes import Undone
from comity.case.opening import create, open
from comity.case.parties import SIDES, STATUSES, Party, Standing
from comity.case.resolving import Explained
from comity.case.roles import PERMISSIONS, Denied, Permission, permitted
from comity.case.searching import Hit
from comity.case.showing import Shown, ShownDocument, Value
from comity.case.sources import Source
from comity.case.timeline import Happening
from comity.case.view import Citation
from comity.case.workbench import Workbench
from comity.case.writing import write_whole

__all__ = [
    "PERMISSIONS",
    "SIDES",
    "STATUSES",
    "Added",
    "Case",
    "Citation",
    "Claim",
    "Denied",
    "Dispute",
    "Explained",
    "Figure",
    "Happening",
    "Hit",
    "Party",
    "Permission",
    "Question",
    "Shown",
    "ShownDocument",
    "Source",
    "Standing",
    "Tie",
    "Undone",
    "Value",
    "Workbench",
    "create",
    "open",
    "permitted",
    "write_whole",
]
