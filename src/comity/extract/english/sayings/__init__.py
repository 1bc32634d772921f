"""Who said what to whom, quoted or reported, asserted or denied."""
