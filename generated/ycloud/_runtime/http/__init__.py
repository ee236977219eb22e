"""Calls over HTTP: requests, attempts, retries and responses. Only `transport` uses the network."""
