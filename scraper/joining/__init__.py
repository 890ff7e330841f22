"""Publications of one announcement: found, joined into one card, kept apart."""
