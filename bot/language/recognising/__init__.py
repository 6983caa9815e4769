"""Text -> a `Sentence` with everything in it that the vocabulary, the books and the numbers know."""
