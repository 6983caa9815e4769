"""The staff: who is who, who holds which post and leads whom, who is away; and the file that says so."""

from bot.staff.people import Account, Person, Staff

__all__ = ["Account", "Person", "Staff"]
