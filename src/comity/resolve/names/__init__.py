"""Two names: whether they are writings of one name, and why."""

from comity.resolve.names.judging import NONE, Judged, judge, odds, schema_of
from comity.resolve.names.part import Part
from comity.resolve.names.persons import hides
from comity.resolve.names.rarity import rarity, shared_rarity
from comity.resolve.names.weighing import Signal
from comity.resolve.names.wording import wording

__all__ = [
    "NONE",
    "Judged",
    "Part",
    "Signal",
    "hides",
    "judge",
    "odds",
    "rarity",
    "schema_of",
    "shared_rarity",
    "wording",
]
