"""Finding out how an unknown or changed site may be read: a proposal that a person looks at."""
