"""The registered targets: each package of this room that has a module `target`."""

from __future__ import annotations

import pkgutil
from functools import lru_cache
from importlib import import_module

import apigen.targets
from apigen.targets.base import Target


@lru_cache(maxsize=1)
def targets() -> dict[str, Target]:
    """All targets by their names. The modules are small: what a target computes loads when it is used."""
    found: dict[str, Target] = {}
    for package in pkgutil.iter_modules(apigen.targets.__path__):
        if package.ispkg:
            target: Target = import_module(f"apigen.targets.{package.name}.target").TARGET
            found[target.name] = target
    return found
