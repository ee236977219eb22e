"""The runtime of the SDK. Its public names are exported by the package that contains it."""
