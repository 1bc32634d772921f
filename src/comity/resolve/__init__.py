"""Who is who: two names or entities compared, proposals, and the identities that follow.

>>> compare("Liu Yong", "刘勇").score > 0.9
True
>>> a = Entity("1", "Person", names=("Austin Moore",), titles=("attaché to China",))
>>> b = Entity("2", "Person", names=("MOORE, Austin",))
>>> compare(a, b).score > 0.9
True
"""

from comity.resolve.beside import Reason
from comity.resolve.candidates import candidates
from comity.resolve.compare import Comparison, compare, score
from comity.resolve.entity import Entity, key
from comity.resolve.identity import Identity, Link
from comity.resolve.keys import keys, named
from comity.resolve.propose import ASK, JOIN, Proposal, proposal, propose

__all__ = [
    "ASK",
    "JOIN",
    "Comparison",
    "Entity",
    "Identity",
    "Link",
    "Proposal",
    "Reason",
    "candidates",
    "compare",
    "key",
    "keys",
    "named",
    "proposal",
    "propose",
    "score",
]
