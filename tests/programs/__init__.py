"""Programs that are run by hand: they measure, search and compare."""
