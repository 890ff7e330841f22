"""From planned pages to files: rendering, the processes that share it, and the folder's swap."""
