"""Where statements, files and decisions are kept; search; who may see what.

A ``Node`` is one agency's installation. ``Node.session`` opens a reader's transactions: what the
reader is not cleared for, the database does not return (PostgreSQL row-level security).
"""

from comity.store.closing import Closing
from comity.store.node import Node, default_home
from comity.store.rows import Case, DocumentRow, FailureRow, LogRow
from comity.store.session import Session
from comity.store.verify import Finding, verify
from comity.store.words import tokens
from comity.store.writer import Filing

__all__ = [
    "Case",
    "Closing",
    "DocumentRow",
    "FailureRow",
    "Filing",
    "Finding",
    "LogRow",
    "Node",
    "Session",
    "default_home",
    "tokens",
    "verify",
]
