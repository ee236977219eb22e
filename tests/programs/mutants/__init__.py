"""Mutation of the IR: proof that the emitted tests notice when any fact is dropped or shifted."""
