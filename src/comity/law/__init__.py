"""What the law says, as data: the substances of this field and their names.

>>> substance("Acetyl Fentanyl").cas
'3258-84-2'
"""

from comity.law.substance import Substance, substance, substances

__all__ = ["Substance", "substance", "substances"]
