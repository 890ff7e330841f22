"""How people take part: what a sentence says of coming to a place and of following from afar."""
