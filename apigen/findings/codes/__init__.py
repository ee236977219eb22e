"""The codes of findings: one module for each package that reports them."""
