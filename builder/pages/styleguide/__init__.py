"""The style guide: every component with common and worst content. Left out of the public build."""
