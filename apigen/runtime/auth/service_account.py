"""Authorized keys of service accounts: the key file, and the JWT signed with it.

Source: the IAM docs on service-account keys; RFC 7519, RFC 7518 section 3.5 (PS256).
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..errors import CredentialsError

LIFETIME = 3600


@dataclass(frozen=True, slots=True)
class ServiceAccountKey:
    """`id`: id of the key. `private_key`: PEM."""

    id: str
    service_account_id: str
    private_key: str = field(repr=False)

    @classmethod
    def from_json(cls, data: object, where: str = "service-account key") -> ServiceAccountKey:
        """A key from the JSON of a key file. Raises CredentialsError, which never quotes the
        key."""
        required = ("id", "service_account_id", "private_key")
        if not isinstance(data, Mapping):
            raise CredentialsError(f"{where}: expected a JSON object")
        missing = [name for name in required if not isinstance(data.get(name), str)]
        if missing:
            raise CredentialsError(f"{where}: lacks {', '.join(missing)}")
        return cls(*(data[name] for name in required))

    @classmethod
    def from_file(cls, path: str | Path) -> ServiceAccountKey:
        """Reads a key file written by `yc iam key create`. Raises CredentialsError."""
        where = f"service-account key file {path}"
        try:
            data = json.loads(Path(path).read_text("utf-8"))
        except OSError as error:
            raise CredentialsError(f"{where}: {error.strerror}") from None
        except ValueError:
            raise CredentialsError(f"{where}: is not JSON") from None
        return cls.from_json(data, where)

    def jwt(self, audience: str, now: float) -> str:
        """A signed JWT that IAM exchanges for a token. `now`: seconds since the epoch."""
        header = {"typ": "JWT", "alg": "PS256", "kid": self.id}
        issued = int(now)
        claims = {
            "iss": self.service_account_id,
            "aud": audience,
            "iat": issued,
            "exp": issued + LIFETIME,
        }
        signed = f"{_part(header)}.{_part(claims)}"
        return f"{signed}.{_base64(self._signature(signed.encode()))}"

    def _signature(self, data: bytes) -> bytes:
        try:
            from cryptography.hazmat.primitives import hashes, serialization
            from cryptography.hazmat.primitives.asymmetric import padding, rsa
        except ImportError:
            raise CredentialsError(
                "service-account keys need the package cryptography: pip install cryptography"
            ) from None
        try:
            key = serialization.load_pem_private_key(self._pem(), password=None)
        except (ValueError, TypeError):
            raise CredentialsError(
                f"service-account key {self.id}: private_key is not a PEM key"
            ) from None
        if not isinstance(key, rsa.RSAPrivateKey):
            raise CredentialsError(f"service-account key {self.id}: is not an RSA key")
        salted = padding.PSS(padding.MGF1(hashes.SHA256()), hashes.SHA256().digest_size)
        return key.sign(data, salted, hashes.SHA256())

    def _pem(self) -> bytes:
        """The PEM without the warning that the vendor puts before it."""
        start = self.private_key.find("-----BEGIN")
        return self.private_key[max(start, 0) :].encode("utf-8", "replace")


def _part(value: dict[str, Any]) -> str:
    return _base64(json.dumps(value, separators=(",", ":")).encode())


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")
