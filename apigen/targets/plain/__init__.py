"""Views in no language: what a target without Python of its own prints."""
