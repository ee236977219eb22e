"""Changes as text, JSON, findings and an HTML page."""
