"""The product from outside: its commands, the SDK, the emulator, hostile input."""
