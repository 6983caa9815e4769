"""How a clause says what it says: denied, intended, by whom, as a circumstance, only supposed; and how much of it is known at all."""
