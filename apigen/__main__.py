"""`python -m apigen`."""

from apigen.cli.app import main

main()
