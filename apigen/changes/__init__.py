"""What changed for a caller between two revisions of an API."""
