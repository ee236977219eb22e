"""The user's folders and repository: transactions, drift, git and pinned pages."""
