"""Learning without training: what couldn't be answered, aliases and examples that people add, and the regression over question sets."""
