"""Messages of compute: a module for each resource, and modules for messages that several share."""
