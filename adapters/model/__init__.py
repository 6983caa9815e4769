"""The optional language model's client."""
