"""What the generated SDK costs, as ratios measured in one run."""
