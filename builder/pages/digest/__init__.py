"""The weekly digest: what closes soon, what is new, what changed, told once a week."""
