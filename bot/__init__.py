"""The core of Remit: it understands, decides and routes, and opens no socket and no file of its own accord."""
