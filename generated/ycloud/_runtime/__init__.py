"""The runtime of the SDK. The package offers its public names by its own; see `ycloud/__init__`."""
