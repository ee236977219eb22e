"""Messages: models, their types and rules, and how they are checked and encoded."""
