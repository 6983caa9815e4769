"""Rule books: read from YAML, checked whole, compiled into one `Library`."""
