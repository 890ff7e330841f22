"""Words, phrases, sentences and numbers of Russian and Kazakh; knows no fact."""
