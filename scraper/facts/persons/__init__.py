"""People that a sentence names: staff, learners, patients, and for whom a thing is."""
