"""Outputs: what a template may say, computed beforehand."""
