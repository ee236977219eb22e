"""Messages of compute, one module for those of a resource, `common` for those that several use."""
