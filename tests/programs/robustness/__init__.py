"""What is left when a run is killed, the disk is full, or two runs meet."""
