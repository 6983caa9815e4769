"""A question -> an answer from the rules, or why there is none."""
