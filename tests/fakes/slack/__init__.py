"""Slack, as it is, on 127.0.0.1."""
