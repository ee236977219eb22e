"""Checks of a request before it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import Violation
from .plan import plan_of
from .wire import path_violations, update_mask

if TYPE_CHECKING:
    from .request import Request


def check(request: Request) -> tuple[Violation, ...]:
    """All violations of a request: limits of its page, types, one-of groups, path values that
    would change the URL, and an update that names no field."""
    plan = plan_of(type(request))
    found = list(plan.check(request) or ())
    known = {violation.path for violation in found}
    found += [wrong for wrong in path_violations(request) if wrong.path not in known]
    if update_mask(request) == "":
        field = plan.by_name[request.UPDATE_MASK or ""]
        need = (
            "name a field to update: without a mask the service resets every field; "
            "give a field, a mask, or None to reset on purpose"
        )
        found.append(Violation(field.wire.name, "field-mask", need, "", plan.page, field.wire.line))
    return tuple(found)
