"""The graph of a case: rings, key players, in words a person can check; its picture; GraphML.

Plain data in and out. ``Graph`` checks what it is given; everything else is a function of it, and
gives the same answer for the same nodes and edges in any order.
"""

from comity.network.export import graphml
from comity.network.graph import Edge, Graph, Node
from comity.network.picture import svg
from comity.network.player import WEIGHTS, KeyPlayer, Reason, key_players
from comity.network.ring import Ring, rings

__all__ = [
    "WEIGHTS",
    "Edge",
    "Graph",
    "KeyPlayer",
    "Node",
    "Reason",
    "Ring",
    "graphml",
    "key_players",
    "rings",
    "svg",
]
