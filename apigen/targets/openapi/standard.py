"""What every document holds: errors, headers, security. Pages: api-design-guide, concepts/errors and
support/headers."""

from __future__ import annotations

from apigen.targets.openapi.limits import Schema

STATUS_SCHEMA: Schema = {
    "type": "object",
    "description": "google.rpc.Status: `code` is a google.rpc.Code.",
    "properties": {
        "code": {"type": "integer", "format": "int32"},
        "message": {"type": "string"},
        "details": {
            "type": "array",
            "items": {"type": "object", "properties": {"@type": {"type": "string"}}},
        },
    },
}

PARAMETERS: dict[str, Schema] = {
    "IdempotencyKey": {
        "name": "Idempotency-Key",
        "in": "header",
        "description": "A UUID: a repeated call with the same key gives the same operation.",
        "schema": {"type": "string"},
    },
    "ClientRequestId": {
        "name": "x-client-request-id",
        "in": "header",
        "description": "The caller's own id of the request, a UUID.",
        "schema": {"type": "string"},
    },
    "ClientTraceId": {
        "name": "x-client-trace-id",
        "in": "header",
        "description": "The caller's own id of a chain of requests, a UUID.",
        "schema": {"type": "string"},
    },
}

HEADERS: dict[str, Schema] = {
    "RequestId": {"description": "What support asks for.", "schema": {"type": "string"}},
    "ServerTraceId": {"description": "The trace of the request.", "schema": {"type": "string"}},
}

SECURITY: dict[str, Schema] = {
    "iamToken": {
        "type": "http",
        "scheme": "bearer",
        "description": "An IAM token; it lives at most 12 hours.",
    },
    "apiKey": {
        "type": "apiKey",
        "in": "header",
        "name": "Authorization",
        "description": "`Api-Key …`; some services take it in place of an IAM token.",
    },
}
