"""Long-running operations: their state, and how to wait for them."""
