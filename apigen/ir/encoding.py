"""Facts as bytes, for keys."""

from __future__ import annotations

import msgspec


def encoded(value: object) -> bytes:
    """Equal bytes for equal facts with equal places, for keys. MessagePack holds no integers beyond 64
    bits and no lone surrogates; values with these are spelled out."""
    try:
        return msgspec.msgpack.encode(value)
    except (OverflowError, UnicodeError):
        return b"?" + ascii(value).encode()
