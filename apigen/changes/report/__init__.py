"""Reports of changes: text, JSON, findings, and the view of the HTML page."""
