"""Text to values, each with the quote that proves it. Knows neither sources nor HTML."""
