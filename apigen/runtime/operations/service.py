"""The methods of the operation service: get and cancel.

Pages: operation/api-ref/Operation.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..http.client_options import ClientOptions
from ..http.exchange import send
from ..http.options import CallOptions
from ..http.steps import Steps
from .call import OperationCall
from .state import OperationState
from .waiting import Wait

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..messages.models import Message


@dataclass(frozen=True, slots=True)
class OperationEndpoints:
    """Host, verbs and paths of the operation service; the paths contain `{operationId}`. A
    generated client takes them from its pages."""

    host: str = "operation.api.cloud.yandex.net"
    get_verb: str = "GET"
    get_path: str = "/operations/{operationId}"
    cancel_verb: str = "GET"
    cancel_path: str = "/operations/{operationId}:cancel"


@dataclass(frozen=True, slots=True)
class OperationService:
    """Reads and cancels operations with the options of one client."""

    endpoints: OperationEndpoints
    client: ClientOptions

    @property
    def types(self) -> Mapping[str, type[Message]]:
        """Messages by the type name of an Any."""
        return self.client.types

    def get(
        self, id_: str, options: CallOptions | None, left: float | None = None
    ) -> Steps[OperationState]:
        """Reads an operation. `left`: seconds left for the call with its retries."""
        at = self.endpoints
        if left is not None:
            total = self.client.for_call(options).total_timeout
            limited = CallOptions(total_timeout=min(left, total or left))
            options = limited.over(options or CallOptions())
        call = _call("operation.operations.get", id_, at.host, at.get_verb, at.get_path)
        return send(call, options, self.client)

    def cancel(self, id_: str, options: CallOptions | None) -> Steps[OperationState]:
        """Requests the cancellation of an operation."""
        at = self.endpoints
        call = _call("operation.operations.cancel", id_, at.host, at.cancel_verb, at.cancel_path)
        return send(call, options, self.client)

    def wait(
        self, timeout: float | None, poll: float, on_poll: Callable[[Any], object] | None
    ) -> Wait:
        """How to wait, on the clock of the client."""
        return Wait(timeout, poll, self.client.now, self.client.random, on_poll)


def resumed_call(
    id_: str, result: type[Any] | None, metadata: type[Any] | None
) -> OperationCall[Any, Any]:
    """Stands in for the call that started an operation elsewhere. It is never sent."""
    from .request import OperationRequest

    return OperationCall(
        name="operations.resume",
        verb="GET",
        host="",
        path="",
        request=OperationRequest.given(operation_id=id_),
        result=result,
        metadata=metadata,
    )


def _call(name: str, id_: str, host: str, verb: str, path: str) -> OperationCall[Any, Any]:
    from .request import OperationRequest

    request = OperationRequest.given(operation_id=id_)
    return OperationCall(name=name, verb=verb, host=host, path=path, request=request)
