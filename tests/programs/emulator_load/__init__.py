"""A load test of the emulator: `python -m tests.programs emulator_load`."""
