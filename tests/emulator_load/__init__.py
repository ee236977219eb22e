"""What the emulator bears: `python -m tests.emulator_load`."""
