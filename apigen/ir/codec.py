"""The API as JSON, in and out."""

from __future__ import annotations

import msgspec

from apigen.ir.api import Api

_ENCODER = msgspec.json.Encoder(order="deterministic")
_DECODER = msgspec.json.Decoder(Api)


class CodecError(ValueError):
    """The text is not an API; the message names the place within it."""


def encode_api(api: Api, *, indent: int | None = 2) -> str:
    """JSON text, the same for equal APIs; without white space where `indent` is `None`."""
    encoded = _ENCODER.encode(api)
    if indent is not None:
        encoded = msgspec.json.format(encoded, indent=indent)
    return encoded.decode() + "\n"


def decode_api(text: str | bytes) -> Api:
    """The API that `encode_api` wrote.

    Raises:
        CodecError: the text is not JSON, or not an API.
    """
    try:
        return _DECODER.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise CodecError(str(error)) from error
