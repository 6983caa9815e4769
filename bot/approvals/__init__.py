"""The life of a request: what can happen to it, who may do that, and what remains afterwards."""

from bot.approvals.advancing import MoveRefused, Refusal, advance
from bot.approvals.moves import MOVES, Matter, Move, Party, State
from bot.approvals.request import Entry, Request, Seat, Task

__all__ = ["MOVES", "Entry", "Matter", "Move", "MoveRefused", "Party", "Refusal", "Request", "Seat", "State", "Task", "advance"]
