"""The sealed package: a BagIt bag, signed and encrypted with age, made and opened as a stream.

Pure format: nothing here knows of nodes, cases or law. ``docs/package.md`` says what stands in
the file; ``seal`` writes one, ``open_package`` verifies and unpacks one, or refuses it.
"""

from comity.exchange.sealed.bag import Envelope, Limits, Part
from comity.exchange.sealed.flow import Progress
from comity.exchange.sealed.opening import Opened, open_package, peek
from comity.exchange.sealed.refusal import Refused
from comity.exchange.sealed.seal import seal as seal_package

__all__ = [
    "Envelope",
    "Limits",
    "Opened",
    "Part",
    "Progress",
    "Refused",
    "open_package",
    "peek",
    "seal_package",
]
