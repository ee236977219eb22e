"""Drafts of many pages into one API."""
