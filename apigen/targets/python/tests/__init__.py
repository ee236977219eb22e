"""The views of the emitted tests: samples of values, what is accepted and refused, calls and answers."""
