"""Two names: whether they are writings of one name, and why."""

from comity.resolve.names.judging import NONE, Judged, judge, odds, schema_of
from comity.resolve.names.part import Part
from comity.resolve.names.rarity import rarity
from comity.resolve.names.weighing import Signal
from comity.resolve.names.wording import wording

__all__ = ["NONE", "Judged", "Part", "Signal", "judge", "odds", "rarity", "schema_of", "wording"]
