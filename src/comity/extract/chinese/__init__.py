"""Chinese, in simplified and traditional characters: rules over the text."""
