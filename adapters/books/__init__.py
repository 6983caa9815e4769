"""The company's rule books from outside the chat: its own document beside them, compared, compiled for the next start."""
