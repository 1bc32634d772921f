"""Key players: who holds a network together, with reasons that a person can check by hand.

Only those who can act (``comity.model.PARTIES``) are weighed and counted. Their direct links to
one another make degree, betweenness and leads; for what falls apart and what is reached, a shared
address, account or the like joins too, so that nothing is called the only link that is not. A
shared substance never joins. A reason tells what the sources say; whether it is so, a court
decides.

====================  ======  ==================================================================
feature               weight  value
====================  ======  ==================================================================
``degree``              0.30  others linked directly / all others
``betweenness``         0.30  mean share of the shortest paths that pass through it, over all
                              pairs of others that have one (Freeman, *Sociometry* 40, 1977;
                              computed as in Brandes, *J. Math. Sociology* 25, 2001)
``articulation``        0.20  share of the pairs of others now joined that fall apart without it
``leads``               0.20  n / (n + 1), where n are those it is said to lead
``reach``               0     others reached over any number of links / all others; told, and not
                              scored: it is one number for a whole component
``sources``             0     independent sources of its best-sourced link; told, and not scored:
                              it says how sure a link is, not how important
====================  ======  ==================================================================
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache

import rustworkx

from comity.network.cuts import Cuts, cuts
from comity.network.graph import Graph, Node
from comity.network.ties import Ties, binds, is_party, ties
from comity.network.words import ALLEGED, counted, listed, percent

WEIGHTS = {"degree": 0.30, "betweenness": 0.30, "articulation": 0.20, "leads": 0.20}
"""What each feature counts for in the score; they sum to one."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason in words, the feature that it tells of, and the feature's value.

    The value is from 0 to 1, but for ``sources``: a number of sources.
    """

    text: str
    feature: str
    value: float


@dataclass(frozen=True, slots=True)
class KeyPlayer:
    """A party to the network, its score from 0 to 1, and the reasons for it."""

    node: Node
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Measures:
    """What is computed once for all the parties of a graph.

    ``ties`` are the direct ones among parties: a party is its place there. ``bound`` has whatever
    else binds them, and ``place`` says where in it each party is.
    """

    ties: Ties
    bound: Ties
    substances: bool

    @cached_property
    def place(self) -> tuple[int, ...]:
        """Where in ``bound`` each party is."""
        places = {node.id: i for i, node in enumerate(self.bound.nodes)}
        return tuple(places[node.id] for node in self.ties.nodes)

    @cached_property
    def cuts(self) -> Cuts:
        """What falls apart without each node of ``bound``; parties count."""
        return cuts(self.bound.neighbours, [is_party(node) for node in self.bound.nodes])

    @cached_property
    def component(self) -> tuple[int, ...]:
        """For each party, how many are joined by direct ties, itself among them."""
        sizes = {i: len(part) for part in self.ties.components() for i in part}
        return tuple(sizes[i] for i in range(len(self.ties.nodes)))

    @cached_property
    def paths(self) -> int:
        """How many pairs of parties are joined by direct ties: each party of n joins n - 1."""
        return sum(size - 1 for size in self.component) // 2

    @cached_property
    def joined(self) -> int:
        """How many pairs of parties are joined, whatever joins them."""
        return sum(self.cuts.reached(i) - 1 for i in self.place) // 2

    @cached_property
    def betweenness(self) -> dict[int, float]:
        """For each node, its share of the shortest paths of each pair of others, summed.

        One thread: threads would add the shares up in another order each time.
        """
        found = rustworkx.betweenness_centrality(
            self.ties.rustworkx(), normalized=False, parallel_threshold=len(self.ties.nodes) + 1
        )
        return dict(found)

    def others(self) -> int:
        """Return how many others each node has."""
        return len(self.ties.nodes) - 1

    def reached(self, node: int) -> int:
        """Return how many others a node reaches, over whatever binds."""
        return self.cuts.reached(self.place[node]) - 1

    def led(self, node: int) -> dict[int, bool]:
        """Return those that a node is said to lead, and whether by allegation only."""
        me, found = self.ties.nodes[node].id, {}
        for other in self.ties.neighbours[node]:
            says = [
                edge.alleged
                for edge in self.ties.between(node, other)
                if edge.directed and edge.source == me and edge.kind.strip().casefold() == "leads"
            ]
            if says:
                found[other] = all(says)
        return found


def degree(of: Measures, node: int) -> float:
    """Return the share of the others to whom a node is linked directly."""
    return _ratio(len(of.ties.neighbours[node]), of.others())


def betweenness(of: Measures, node: int) -> float:
    """Return a node's mean share of the shortest paths between others."""
    return _ratio(of.betweenness[node], of.paths - (of.component[node] - 1))


def articulation(of: Measures, node: int) -> float:
    """Return the share of the pairs of others now joined that are not, without the node."""
    left = sum(_pairs(size) for size in of.cuts.sizes(of.place[node]))
    reached = of.reached(node)
    return _ratio(_pairs(reached) - left, of.joined - reached)


def leads(of: Measures, node: int) -> float:
    """Return n / (n + 1) for the n that a node is said to lead."""
    count = len(of.led(node))
    return count / (count + 1)


FEATURES: dict[str, Callable[[Measures, int], float]] = {
    "degree": degree,
    "betweenness": betweenness,
    "articulation": articulation,
    "leads": leads,
}


def scores(graph: Graph) -> dict[str, float]:
    """Return the score, from 0 to 1, of each party that has a link to another, by its id."""
    measures = _measures(graph)
    return {measures.ties.nodes[i].id: score for i, score in _scored(measures)}


def key_players(graph: Graph, limit: int = 10) -> list[KeyPlayer]:
    """Return the parties with the highest scores, at most ``limit``, each with its reasons.

    Who has no link to another party is not among them. Equal scores stand in the order of their
    labels, then ids.
    """
    measures = _measures(graph)
    nodes = measures.ties.nodes
    ranked = sorted(
        _scored(measures), key=lambda found: (-found[1], nodes[found[0]].label, nodes[found[0]].id)
    )
    return [
        KeyPlayer(nodes[i], score, reasons(measures, i)) for i, score in ranked[: max(limit, 0)]
    ]


def reasons(of: Measures, node: int) -> tuple[Reason, ...]:
    """Return what speaks for a node, in words: what scores most comes first."""
    tell = (_tell_degree, _tell_betweenness, _tell_articulation, _tell_leads)
    scored = [reason for say in tell if (reason := say(of, node)) is not None]
    scored.sort(key=lambda reason: -round(WEIGHTS[reason.feature] * reason.value, 6))
    return (*scored, _tell_reach(of, node), _tell_sources(of, node))


@lru_cache(maxsize=4)  # the list, the rings and the picture of one graph are asked for together
def _measures(graph: Graph) -> Measures:
    substances = any(node.schema == "Substance" for node in graph.nodes)
    return Measures(ties(graph, is_party), ties(graph, binds), substances)


def _scored(of: Measures) -> list[tuple[int, float]]:
    linked = [i for i, found in enumerate(of.ties.neighbours) if found]
    return [
        (i, round(sum(WEIGHTS[name] * value(of, i) for name, value in FEATURES.items()), 6))
        for i in linked
    ]


def _tell_degree(of: Measures, node: int) -> Reason:
    linked = of.ties.neighbours[node]
    alleged = sum(of.ties.alleged(node, other) for other in linked)
    text = f"linked directly to {_of_others(len(linked), of)}"
    if alleged:
        text += f", {ALLEGED}" if alleged == len(linked) else f" ({alleged} {ALLEGED})"
    return Reason(text, "degree", degree(of, node))


def _tell_betweenness(of: Measures, node: int) -> Reason | None:
    value = betweenness(of, node)
    if not value:
        return None
    text = f"stands on {percent(value)} of the shortest paths between others"
    return Reason(text, "betweenness", value)


def _tell_articulation(of: Measures, node: int) -> Reason | None:
    value = articulation(of, node)
    if not value:
        return None
    here = of.place[node]
    names = [_part(of.bound, here, part) for part in of.cuts.parts(here)]
    text = f"the only link between {listed(names, 4, 'part')}: without it they fall apart"
    if of.substances:
        text += " (shared substances aside)"
    return Reason(text, "articulation", value)


def _tell_leads(of: Measures, node: int) -> Reason | None:
    led = of.led(node)
    if not led:
        return None
    only = all(led.values())
    nodes = of.ties.nodes
    names = [
        _label(nodes[other], ALLEGED if alleged and not only else None)
        for other, alleged in sorted(led.items(), key=lambda found: _by_label(nodes[found[0]]))
    ]
    text = f"is said{f', {ALLEGED},' if only else ''} to lead {len(led)}: {listed(names, 6)}"
    return Reason(text, "leads", leads(of, node))


def _tell_reach(of: Measures, node: int) -> Reason:
    reached = of.reached(node)
    text = f"reaches {_of_others(reached, of)} link by link"
    return Reason(text, "reach", _ratio(reached, of.others()))


def _tell_sources(of: Measures, node: int) -> Reason:
    links = [
        (-edge.sources, edge.alleged, _by_label(of.ties.nodes[i]), edge.kind, edge, i)
        for i in of.ties.neighbours[node]
        for edge in of.ties.between(node, i)
    ]
    *_, best, i = min(links, key=lambda link: link[:4])
    other = _label(of.ties.nodes[i])
    count = counted(best.sources, "independent source")
    alleged = f", {ALLEGED}" if best.alleged else ""
    text = f"best-sourced link ({best.kind}: {other}) is named by {count}{alleged}"
    return Reason(text, "sources", float(best.sources))


def _part(bound: Ties, node: int, part: list[int]) -> str:
    """Name a part by its labels, those linked to the node and to most others first.

    In brackets if it has several.
    """
    linked = set(bound.neighbours[node])
    ordered = sorted(
        part,
        key=lambda i: (i not in linked, -len(bound.neighbours[i]), _by_label(bound.nodes[i])),
    )
    direct = [i for i in part if i in linked]
    only = direct and all(bound.alleged(node, i) for i in direct)
    note = f" ({ALLEGED})" if only else ""
    text = listed([bound.nodes[i].label for i in ordered])
    return f"[{text}]{note}" if len(part) > 1 else f"{text}{note}"


def _label(node: Node, note: str | None = None) -> str:
    """Return a label with what is known beside it: the group's size, the standing, a note."""
    size = f"group of {node.size}" if node.size > 1 else None
    notes = [text for text in (size, node.status, note) if text]
    return f"{node.label} ({', '.join(notes)})" if notes else node.label


def _by_label(node: Node) -> tuple[str, str]:
    return node.label, node.id


def _of_others(count: int, of: Measures) -> str:
    others = of.others()
    return "the only other" if others == 1 else f"{count} of the {others} others"


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
