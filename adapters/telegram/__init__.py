"""Telegram: one bot for private chats and groups, on python-telegram-bot. The only place that imports that library."""
