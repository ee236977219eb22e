"""The hosts that calls are sent to: those of the pages, unless configured otherwise."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

ROOT = "api.cloud.yandex.net"
UNKNOWN = ".invalid"
"""Top-level domain of hosts that the pages do not tell (RFC 6761, 6.4)."""


@dataclass(frozen=True, slots=True)
class Endpoints:
    """`everything`: URL that takes all calls, such as an emulator's. `root`: root domain of a
    region, such as `api.yandexcloud.kz`. `hosts`: host or URL by service (`compute`) or by the host
    of the page."""

    everything: str | None = None
    root: str = ROOT
    hosts: Mapping[str, str] = field(default_factory=dict)

    def base(self, host: str) -> str:
        """Scheme and authority of the URL for a host of the pages.

        Raises YCloudError if the pages do not tell the host and no endpoint does.
        """
        if self.everything:
            return self.everything
        service = host.partition(".")[0]
        for name in (host, service):
            if name in self.hosts:
                return _url(self.hosts[name])
        if host.endswith(UNKNOWN):
            from ..errors import YCloudError

            raise YCloudError(
                f"the reference does not tell the host of {service}; "
                f'pass Client(endpoints={{"{service}": "host"}}) or set YC_ENDPOINTS'
            )
        return f"https://{self.regional(host)}"

    def regional(self, host: str) -> str:
        """The host in this region."""
        if host == ROOT or host.endswith(f".{ROOT}"):
            return host.removesuffix(ROOT) + self.root
        return host

    @property
    def token_url(self) -> str:
        """The audience of a service account's JWT, whatever host takes it."""
        return f"https://{self.regional(f'iam.{ROOT}')}/iam/v1/tokens"


def _url(address: str) -> str:
    """`compute.example:443` or a URL as scheme and authority."""
    url = address if "://" in address else f"https://{address}"
    return url.rstrip("/").removesuffix(":443") if url.startswith("https:") else url.rstrip("/")


def endpoints_of(
    endpoint: str | None, endpoints: Mapping[str, str] | None, root: str | None
) -> Endpoints:
    """Endpoints from the arguments of a client, else from the environment: `YC_ENDPOINT` is a URL
    for everything or the root domain of a region, `YC_ENDPOINTS` is `compute=host,iam=host`. Raises
    ValueError for an entry without `=`."""
    given = endpoint or os.environ.get("YC_ENDPOINT") or ""
    listed = os.environ.get("YC_ENDPOINTS", "")
    hosts = dict(_entry(item) for item in listed.split(",") if item.strip())
    everything = _url(given) if "://" in given else None
    region = root or (_bare(given) if given and not everything else ROOT)
    return Endpoints(everything, _bare(region), {**_named(hosts), **_named(endpoints or {})})


def _bare(root: str) -> str:
    return root.removesuffix(":443").strip("/")


def _entry(item: str) -> tuple[str, str]:
    name, equals, address = item.partition("=")
    if not equals:
        raise ValueError(f"YC_ENDPOINTS: expected service=host, got {item.strip()!r}")
    return name.strip(), address.strip()


def _named(hosts: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): address for name, address in hosts.items()}


def discovered(response: Any) -> dict[str, str]:
    """Hosts by service from the parsed response of `GET https://api.cloud.yandex.net/endpoints`."""
    listed = response.get("endpoints") if isinstance(response, dict) else None
    return {
        item["id"]: item["address"]
        for item in (listed if isinstance(listed, list) else ())
        if isinstance(item, dict)
        and isinstance(item.get("id"), str)
        and isinstance(item.get("address"), str)
    }
