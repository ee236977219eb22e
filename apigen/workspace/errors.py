"""Errors of this package."""

from __future__ import annotations


class WorkspaceError(Exception):
    """The files of the user cannot be read or changed. The message says which, why, and what to do; after
    a failed change, also what the state of the files is now."""


class GitError(WorkspaceError):
    """git is missing, or failed; the message is that of git."""
