"""Texts that people wrote, as HTML."""
