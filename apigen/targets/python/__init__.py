"""The Python SDK: naming, annotations, views of modules, and the cases of the emitted tests."""
