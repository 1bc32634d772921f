"""How likely two words in different scripts are one name by their sound.

>>> evidence("moore", "摩尔") > 3 > 0 > evidence("moore", "刘勇")
True
"""

from comity.resolve.sounds.align import evidence, odds

__all__ = ["evidence", "odds"]
