"""Ministries, universities, hospitals, societies that a sentence names, and what they do."""
