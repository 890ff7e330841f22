"""Checks of a built site, as its readers and their programs meet it: ``make check-site``."""
