"""Credentials and the tokens obtained with them."""
