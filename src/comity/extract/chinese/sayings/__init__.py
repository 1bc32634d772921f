"""Who said what to whom in a Chinese text: quoted or reported, asserted or denied."""
