"""How well the search finds, and what it costs: see run.py."""
