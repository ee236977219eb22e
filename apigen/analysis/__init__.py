"""Meaning: the words of pages become facts, many pages become one API."""
