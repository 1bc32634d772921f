"""Where statements, files and decisions are kept; search; who may see what.

A ``Node`` is one agency's installation. ``Node.session`` opens a reader's transactions: what the
reader is not cleared for, the database does not return (PostgreSQL row-level security).
"""

from comity.store import proofs, shown
from comity.store.api_token import TOP, Bearer, Token
from comity.store.clock import now
from comity.store.closing import Closing
from comity.store.files import digest
from comity.store.node import Node, default_home
from comity.store.packages import Packages
from comity.store.passing import Act, Carried, PackageRow, PartnerRow, Passing, root
from comity.store.people import ROLES, People, Person
from comity.store.rows import Case, DocumentRow, FailureRow, LogRow
from comity.store.server import write_private
from comity.store.session import Session
from comity.store.verify import Finding, verify
from comity.store.words import Place, places, tokens
from comity.store.writer import Event, Filing

__all__ = [
    "ROLES",
    "TOP",
    "Act",
    "Bearer",
    "Carried",
    "Case",
    "Closing",
    "DocumentRow",
    "Event",
    "FailureRow",
    "Filing",
    "Finding",
    "LogRow",
    "Node",
    "PackageRow",
    "Packages",
    "PartnerRow",
    "Passing",
    "People",
    "Person",
    "Place",
    "Session",
    "Token",
    "default_home",
    "digest",
    "now",
    "places",
    "proofs",
    "root",
    "shown",
    "tokens",
    "verify",
    "write_private",
]
