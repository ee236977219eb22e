"""Singular forms of English nouns: names of fields and resources are English in every language."""

from __future__ import annotations

_INVARIABLE = {
    "series",
    "status",
    "address",
    "access",
    "process",
    "dns",
    "https",
    "tls",
    "kubernetes",
}


def singular(name: str) -> str:
    """`images` → `image`, `secondaryDiskSpecs` → `secondaryDiskSpec`, `policies` → `policy`."""
    low = name.lower()
    if not low.endswith("s") or low.endswith(("ss", "us", "is")):
        return name
    if any(low.endswith(word) for word in _INVARIABLE):
        return name
    if low.endswith("ies") and len(low) > 4:
        return name[:-3] + "y"
    if low.endswith(("sses", "xes", "ches", "shes", "uses", "zzes")):
        return name[:-2]
    return name[:-1]
