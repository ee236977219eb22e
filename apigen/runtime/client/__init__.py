"""Bases of the generated clients, services and resources."""
