"""One file a claim; each prints ratios against peers that ran in the same process."""
