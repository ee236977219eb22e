"""Syntax: the text of a page becomes a `Page`, in the page's own words, with the place of each node."""
