"""`remit ask`, `remit check` and `remit batch`: what they add to an answer, and its JSON form."""
