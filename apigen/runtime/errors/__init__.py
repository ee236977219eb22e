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

from .api import BY_CODE as BY_CODE
from .api import Aborted as Aborted
from .api import AlreadyExists as AlreadyExists
from .api import APIError as APIError
from .api import Cancelled as Cancelled
from .api import DataLoss as DataLoss
from .api import DeadlineExceeded as DeadlineExceeded
from .api import FailedPrecondition as FailedPrecondition
from .api import Internal as Internal
from .api import InvalidArgument as InvalidArgument
from .api import NotFound as NotFound
from .api import OutOfRange as OutOfRange
from .api import PermissionDenied as PermissionDenied
from .api import ResourceExhausted as ResourceExhausted
from .api import Unauthenticated as Unauthenticated
from .api import Unavailable as Unavailable
from .api import Unimplemented as Unimplemented
from .api import Unknown as Unknown
from .base import CallError as CallError
from .base import CallTimeout as CallTimeout
from .base import ConnectionFailed as ConnectionFailed
from .base import CredentialsError as CredentialsError
from .base import DecodeError as DecodeError
from .base import PagingError as PagingError
from .base import ValidationFailed as ValidationFailed
from .base import Violation as Violation
from .base import YCloudError as YCloudError
from .operations import OPERATION_BY_CODE as OPERATION_BY_CODE
from .operations import OperationCancelled as OperationCancelled
from .operations import OperationError as OperationError
from .operations import OperationTimeout as OperationTimeout
from .operations import OperationUnknown as OperationUnknown
