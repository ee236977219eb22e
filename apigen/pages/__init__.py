"""Syntax: a page's text becomes a `Page`, still in the page's own words, each node with its place."""
