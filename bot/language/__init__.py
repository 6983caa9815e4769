"""Understanding: a sentence in, a question answered or a proposal read out of it."""
