"""A load test of the emulator: `python -m tests.emulator_load`."""
