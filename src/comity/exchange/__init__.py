"""What passes between agencies: cards, sealed packages, leads, requests, assurances, recalls.

``Desk`` is where a person does all of it:

    with comity.open() as node:
        desk = exchange.Desk(node)
        desk.share(node.case("xingtai"), exchange.Wish(to="cn", what=("all",)))
"""

from comity.exchange.answering import ANSWERS, Becomes, How
from comity.exchange.calling import NotAllowed, Signed
from comity.exchange.card import Card
from comity.exchange.card import load as load_card
from comity.exchange.carrying import BLOCK, Away, Passed
from comity.exchange.dealings import ASSURANCE, LEAD, REQUEST, SIDES, Dealing, Draft, Step
from comity.exchange.desk import Desk
from comity.exchange.inbox import Arrival, Entered
from comity.exchange.outbox import Standing
from comity.exchange.overlap import KINDS, Allowance
from comity.exchange.partners import Confirm, Partner
from comity.exchange.recalls import Rested
from comity.exchange.record.exhibit import check as check_exhibit
from comity.exchange.releasing import Count, Line, Preview
from comity.exchange.sealed import Refused
from comity.exchange.sharing import Change, Wish
from comity.exchange.uploads import LARGEST, Crossed, Missing, NoRoom, Taken, Upload, Uploads

__all__ = [
    "ANSWERS",
    "ASSURANCE",
    "BLOCK",
    "KINDS",
    "LARGEST",
    "LEAD",
    "REQUEST",
    "SIDES",
    "Allowance",
    "Arrival",
    "Away",
    "Becomes",
    "Card",
    "Change",
    "Confirm",
    "Count",
    "Crossed",
    "Dealing",
    "Desk",
    "Draft",
    "Entered",
    "How",
    "Line",
    "Missing",
    "NoRoom",
    "NotAllowed",
    "Partner",
    "Passed",
    "Preview",
    "Refused",
    "Rested",
    "Signed",
    "Standing",
    "Step",
    "Taken",
    "Upload",
    "Uploads",
    "Wish",
    "check_exhibit",
    "load_card",
]
