"""What the sync and the async client share. None of it does I/O."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from ..http.client_options import DEFAULTS, ClientOptions, user_agent_header
from ..http.decoding import parse
from ..http.endpoints import ROOT, Endpoints, discovered
from ..http.error_response import api_error
from ..http.hooks import Hooks
from ..http.options import CallOptions, Validation
from ..http.response import HttpResponse
from ..http.steps import Send, Steps
from ..operations.service import OperationEndpoints, OperationService

if TYPE_CHECKING:
    from typing import Self

    from ..messages.models import Message


class BaseClient:
    """A generated client sets `OPERATIONS` from the pages, and `PRODUCT`, its name and version in
    the User-Agent header, from its distribution."""

    OPERATIONS: ClassVar[OperationEndpoints] = OperationEndpoints()
    PRODUCT: ClassVar[str] = "ycloud"

    def __init__(
        self,
        *,
        now: Callable[[], float],
        call: CallOptions,
        endpoints: Endpoints,
        user_agent: str | None,
        hooks: Hooks | None,
        types: Mapping[str, type[Message]] | None,
    ) -> None:
        self._options = ClientOptions(
            now=now,
            call=call.over(DEFAULTS),
            endpoints=endpoints,
            user_agent=user_agent_header(self.PRODUCT, user_agent),
            hooks=hooks or Hooks(),
            types=types or {},
        )

    def with_options(
        self,
        *,
        timeout: float | None = None,
        total_timeout: float | None = None,
        retries: int | None = None,
        validation: Validation | None = None,
        headers: Mapping[str, str] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> Self:
        """The same client with other options (see `CallOptions`), on the same connections and
        credentials. Closing either of them closes both."""
        given = CallOptions(
            timeout=timeout,
            total_timeout=total_timeout,
            retries=retries,
            validation=validation,
            headers=headers,
            extra_body=extra_body,
        )
        return self._derived(replace(self._options, call=given.over(self._options.call)))

    def with_endpoints(self, endpoints: Mapping[str, str]) -> Self:
        """The same client with other hosts, by service: see `discover_endpoints`."""
        known = self._options.endpoints
        named = {name.replace("_", "-"): address for name, address in endpoints.items()}
        hosts = replace(known, hosts={**known.hosts, **named})
        return self._derived(replace(self._options, endpoints=hosts))

    def _derived(self, options: ClientOptions) -> Self:
        view = copy.copy(self)
        # Cached services and resources hold the client that created them.
        view.__dict__ = {k: v for k, v in self.__dict__.items() if k.startswith("_")}
        view._options = options
        return view

    def _operation_service(self) -> OperationService:
        return OperationService(self.OPERATIONS, self._options)

    def _discover(self) -> Steps[dict[str, str]]:
        """Requests the hosts of all services, without credentials."""
        name = "endpoints.list"
        url = f"{self._options.endpoints.base(ROOT)}/endpoints"
        headers = {"accept": "application/json", "user-agent": self._options.user_agent}
        timeout = self._options.call.timeout or float("inf")
        response: HttpResponse = yield Send(name, "GET", url, headers, None, timeout)
        if not response.is_success:
            raise api_error(response, name)
        return discovered(parse(response.content, name))

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"
