"""One page into a draft."""
