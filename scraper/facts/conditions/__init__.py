"""Conditions to get in: years of work and of age, and clauses about those who are let in."""
