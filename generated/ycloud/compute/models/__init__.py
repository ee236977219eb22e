"""Messages of compute: a module for those of a resource, others for those that several use."""
