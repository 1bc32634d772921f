"""Comity: one investigation, several legal systems, every fact with its source."""
