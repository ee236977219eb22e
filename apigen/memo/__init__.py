"""The memo: decides which build steps need not run, and spreads the others over processes."""
