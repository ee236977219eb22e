"""Checks requests against the OpenAPI document."""
