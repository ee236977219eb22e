"""What the emulated system is and does: routes, resources, operations, state, faults."""
