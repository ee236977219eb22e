"""The codes of findings, one module per room that reports them."""
