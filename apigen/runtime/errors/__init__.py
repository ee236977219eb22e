"""The error tree. Every error that this package raises on purpose is a `YCloudError`.

YCloudError
├── ValidationFailed (ValueError)     the request violates limits of its page and was not sent
├── CredentialsError                  no credentials found, or no token obtained with them
├── CallError                         a call without a usable response
│   ├── ConnectionFailed              no response; the request may or may not have arrived
│   ├── CallTimeout (TimeoutError)    the time for the call ran out
│   ├── DecodeError                   the response does not have the documented shape
│   └── PagingError                   a list repeats its page token, or has no next page
├── OperationTimeout (TimeoutError)   still running when the wait ended; holds the operation
└── APIError                          the service responded with an error
    ├── InvalidArgument, NotFound, …  one class for each google.rpc code
    └── OperationError                an operation failed; also of the class of its code
"""

from .api import (
    BY_CODE,
    Aborted,
    AlreadyExists,
    APIError,
    Cancelled,
    DataLoss,
    DeadlineExceeded,
    FailedPrecondition,
    Internal,
    InvalidArgument,
    NotFound,
    OutOfRange,
    PermissionDenied,
    ResourceExhausted,
    Unauthenticated,
    Unavailable,
    Unimplemented,
    Unknown,
)
from .base import (
    CallError,
    CallTimeout,
    ConnectionFailed,
    CredentialsError,
    DecodeError,
    PagingError,
    ValidationFailed,
    Violation,
    YCloudError,
)
from .operations import (
    OPERATION_BY_CODE,
    OperationCancelled,
    OperationError,
    OperationTimeout,
    OperationUnknown,
)

__all__ = [
    "BY_CODE",
    "OPERATION_BY_CODE",
    "APIError",
    "Aborted",
    "AlreadyExists",
    "CallError",
    "CallTimeout",
    "Cancelled",
    "ConnectionFailed",
    "CredentialsError",
    "DataLoss",
    "DeadlineExceeded",
    "DecodeError",
    "FailedPrecondition",
    "Internal",
    "InvalidArgument",
    "NotFound",
    "OperationCancelled",
    "OperationError",
    "OperationTimeout",
    "OperationUnknown",
    "OutOfRange",
    "PagingError",
    "PermissionDenied",
    "ResourceExhausted",
    "Unauthenticated",
    "Unavailable",
    "Unimplemented",
    "Unknown",
    "ValidationFailed",
    "Violation",
    "YCloudError",
]
