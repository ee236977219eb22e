"""HTML pages that show and create resources; their templates are in `templates/emulator/`."""
