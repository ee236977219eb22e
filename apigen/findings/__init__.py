"""Findings: where they are, what they say, and how they are printed."""
