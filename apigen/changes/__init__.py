"""The changes between two versions of an API, as its callers see them."""
