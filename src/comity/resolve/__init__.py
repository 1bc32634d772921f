"""Who is who: proposals with scores and reasons, and the identities that follow from decisions.

>>> a = Entity("1", "Person", names=("Austin Moore",), titles=("attaché to China",))
>>> b = Entity("2", "Person", names=("MOORE, Austin",))
>>> [proposal] = propose([a, b])
>>> proposal.score, proposal.reasons
(0.85, ('same full name: Austin Moore',))
"""

from comity.resolve.entity import Entity, keys
from comity.resolve.identity import Identity, Link
from comity.resolve.propose import JOIN, Proposal, propose

__all__ = ["JOIN", "Entity", "Identity", "Link", "Proposal", "keys", "propose"]
