"""One shared record: what each side shows the other of its log, and what follows from it.

``showing`` makes and takes in the page that goes with every package; ``witness`` compares both
logs; ``exhibit`` proves one package's history to anybody, offline. ``docs/record.md`` says how.
"""

from comity.exchange.record.showing import compare, compose, is_due, take_in

__all__ = ["compare", "compose", "is_due", "take_in"]
