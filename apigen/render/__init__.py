"""Renders artifacts into text: Jinja with strict undefined names, then formatting."""
