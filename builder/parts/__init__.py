"""Parts that many pages share: a card, a fact with its proof, the words of a date, the map."""
