"""What generation costs, as ratios measured in one run."""
