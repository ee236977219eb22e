"""The user's files: journalled writes, drift, git and pinned pages."""
