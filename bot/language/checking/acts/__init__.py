"""Which acts and duties a sentence names, whatever is said against them."""
