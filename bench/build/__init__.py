"""How fast sites are built: ours beside Hugo and Pagefind, on one corpus in one run."""
