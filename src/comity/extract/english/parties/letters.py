"""Letters of the Latin script, for patterns that look for capitalised words."""

UPPER = "".join(c for c in map(chr, (*range(0x250), *range(0x1E00, 0x1F00))) if c.isupper())
"""Upper-case letters, for a character class."""
