"""English: what spaCy parses, and the rules over its parse."""

from comity.extract.english.language import model_name
from comity.extract.english.reading import find_all

__all__ = ["find_all", "model_name"]
