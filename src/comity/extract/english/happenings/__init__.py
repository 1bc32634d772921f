"""What happened, who took part in it, and who is related to whom."""
