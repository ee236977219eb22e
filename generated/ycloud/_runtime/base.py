"""What both clients share. None of it does I/O."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from .answers import Answer, RawResponse, api_error
from .calls import BaseCall, CallOptions, OperationCall, Validation, parse
from .endpoints import ROOT, discovered
from .exchange import exchange
from .operation import OperationEndpoints, OperationState, Wait
from .settings import Settings
from .steps import Send, Steps

if TYPE_CHECKING:
    from typing import Self

T = TypeVar("T")


class BaseClient:
    """A generated client takes `OPERATIONS` from the pages and `PRODUCT`, its name and version
    in the User-Agent header, from its distribution."""

    OPERATIONS: ClassVar[OperationEndpoints] = OperationEndpoints()
    PRODUCT: ClassVar[str] = "ycloud"

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

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
        credentials. Closing either closes both."""
        given = CallOptions(
            timeout=timeout,
            total_timeout=total_timeout,
            retries=retries,
            validation=validation,
            headers=headers,
            extra_body=extra_body,
        )
        return self._derived(replace(self._settings, options=given.over(self._settings.options)))

    def with_endpoints(self, endpoints: Mapping[str, str]) -> Self:
        """The same client with other hosts, by service: see `discover_endpoints`."""
        known = self._settings.endpoints
        named = {name.replace("_", "-"): address for name, address in endpoints.items()}
        hosts = replace(known, hosts={**known.hosts, **named})
        return self._derived(replace(self._settings, endpoints=hosts))

    def _derived(self, settings: Settings) -> Self:
        view = copy.copy(self)
        # Services and resources that were already reached hold the client they were made with.
        view.__dict__ = {k: v for k, v in self.__dict__.items() if k.startswith("_")}
        view._settings = settings
        return view

    def _answered(self, call: BaseCall[Any], options: CallOptions | None) -> Steps[Answer]:
        base = self._settings.options
        return exchange(call, options.over(base) if options else base, self._settings)

    def _sent(self, call: BaseCall[T], options: CallOptions | None) -> Steps[T]:
        answer = yield from self._answered(call, options)
        return call.decode(answer.content)

    def _raw(self, call: BaseCall[T], options: CallOptions | None) -> Steps[RawResponse[T]]:
        answer = yield from self._answered(call, options)
        return RawResponse(call, answer.status, answer.headers, answer.content)

    def _discovered(self) -> Steps[dict[str, str]]:
        url = f"{self._settings.endpoints.base(ROOT)}/endpoints"
        headers = {"accept": "application/json", "user-agent": self._settings.user_agent}
        name = "endpoints.list"
        answer: Answer = yield Send(
            name, "GET", url, headers, None, self._settings.options.timeout or float("inf")
        )
        if not answer.success:
            raise api_error(answer, name)
        return discovered(parse(answer.content, name))

    def _read_operation(
        self, id_: str, options: CallOptions | None, left: float | None = None
    ) -> Steps[OperationState]:
        """`left`: seconds after which nobody waits for the answer any more."""
        at = self.OPERATIONS
        if left is not None:
            most = (options or CallOptions()).over(self._settings.options).total_timeout
            within = CallOptions(total_timeout=min(left, most or left))
            options = within.over(options or CallOptions())
        call = _operation_call("operation.operations.get", id_, at.host, at.get_verb, at.get_path)
        return self._sent(call, options)

    def _cancel_operation(self, id_: str, options: CallOptions | None) -> Steps[OperationState]:
        at = self.OPERATIONS
        name = "operation.operations.cancel"
        call = _operation_call(name, id_, at.host, at.cancel_verb, at.cancel_path)
        return self._sent(call, options)

    def _wait(
        self, timeout: float | None, poll: float, on_poll: Callable[[Any], object] | None
    ) -> Wait:
        return Wait(timeout, poll, self._settings.now, self._settings.random, on_poll)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"


def _operation_call(
    name: str, id_: str, host: str, verb: str, path: str
) -> OperationCall[Any, Any]:
    from .operation_request import OperationRequest

    request = OperationRequest.given(operation_id=id_)
    return OperationCall(name=name, verb=verb, host=host, path=path, request=request)
