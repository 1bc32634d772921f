"""Two names: whether they are writings of one name, and why."""

from comity.resolve.names.judging import Judged, judge, odds
from comity.resolve.names.part import Part
from comity.resolve.names.weighing import Signal

__all__ = ["Judged", "Part", "Signal", "judge", "odds"]
