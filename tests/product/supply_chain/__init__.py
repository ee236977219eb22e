"""What is installed, built and asked for on the way: versions, wheels, the network."""
