"""OpenAPI 3.1: the API as documents that other tools read."""
