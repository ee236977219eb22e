"""Changes as people and machines read them: text, JSON, findings, an HTML page."""
