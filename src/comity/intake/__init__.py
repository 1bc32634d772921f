"""A file → a document: its text, tables, metadata, hash and where it came from.

for path in find(["reports/"]):
    for found in read(path):
        print(found.origin, found.sha256)
"""

from comity.intake.document import Document, Failure, IntakeError, Limits, Marked
from comity.intake.files import UPLOADED, digest, find
from comity.intake.reader import read
from comity.intake.report import names_outlet

__all__ = [
    "UPLOADED",
    "Document",
    "Failure",
    "IntakeError",
    "Limits",
    "Marked",
    "digest",
    "find",
    "names_outlet",
    "read",
]
