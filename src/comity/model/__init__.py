"""Statement, entity, source, grade, handling: plain data, no input or output."""

from comity.model.errors import ComityError

__all__ = ["ComityError"]
