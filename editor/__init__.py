"""The editor's desk: preview, form and review queue, on this machine only."""
