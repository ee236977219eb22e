"""Is what is committed what it should be: output, hand edits and pages, asked apart."""
