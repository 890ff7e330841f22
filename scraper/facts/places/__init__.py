"""Names of places in sentences: the gazetteer, inflection, and who a name is of."""
