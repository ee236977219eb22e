"""Sentences of prose into facts."""
