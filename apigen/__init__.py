"""Turns the Markdown REST reference of Yandex Cloud into a typed SDK, its tests and more."""

__version__ = "0.1.0"
