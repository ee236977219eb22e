"""The secrets of the tests. Any of them in a log or an error is a leak; see `conftest`."""

from __future__ import annotations

import re
import traceback

IAM = "t1.iam-secret-0123456789"
OAUTH = "y0_oauth-secret-0123456789"
API_KEY = "AQVN-api-key-secret-0123456789"
EXCHANGED = "t1.exchanged-secret-"
KEY_PART = "MIIEv"
SECRETS = (IAM, OAUTH, API_KEY, EXCHANGED, "-secret-", "PRIVATE KEY", KEY_PART)


def leaked(error: BaseException) -> list[str]:
    """Secrets in an error: its text, repr, notes, whole chain and pickled state."""
    text = "".join(traceback.format_exception(error))
    shown = [str(error), repr(error), text, repr(vars(error))]
    # A traceback quotes the lines of the tests, which name their secrets by variable only.
    return [secret for secret in SECRETS if any(re.search(re.escape(secret), s) for s in shown)]
