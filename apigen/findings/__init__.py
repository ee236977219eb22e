"""Findings: their places, codes and output formats."""
