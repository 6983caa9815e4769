"""The audit: one record for each thing that happened, chained so that nobody changes one unnoticed."""
