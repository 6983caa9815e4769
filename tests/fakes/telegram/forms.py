"""The methods of this server and their parameters, as published, and how a call's parameters are read.

An unknown parameter is refused. Values come as text from forms and query strings, or typed from JSON.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from tests.fakes.telegram.refusing import bad

_SENDING = (
    "business_connection_id message_thread_id direct_messages_topic_id disable_notification protect_content allow_paid_broadcast"
    " message_effect_id suggested_post_parameters reply_parameters reply_markup"
)
_COMMANDS = "scope language_code"

#: Method -> its parameters; those that have to be there first, after the bar the others.
METHODS = {
    "getMe": "|",
    "getUpdates": "| offset limit timeout allowed_updates",
    "setWebhook": "url | certificate ip_address max_connections allowed_updates drop_pending_updates secret_token",
    "deleteWebhook": "| drop_pending_updates",
    "getWebhookInfo": "|",
    "sendMessage": f"chat_id text | parse_mode entities link_preview_options {_SENDING}",
    "editMessageText": "| business_connection_id chat_id message_id inline_message_id text parse_mode entities link_preview_options"
    " rich_message reply_markup",
    "editMessageReplyMarkup": "| business_connection_id chat_id message_id inline_message_id reply_markup",
    "deleteMessage": "chat_id message_id |",
    "answerCallbackQuery": "callback_query_id | text show_alert url cache_time",
    "sendChatAction": "chat_id action | business_connection_id message_thread_id",
    "setMyCommands": f"commands | {_COMMANDS}",
    "getMyCommands": f"| {_COMMANDS}",
    "deleteMyCommands": f"| {_COMMANDS}",
    "getFile": "file_id |",
    "getChat": "chat_id |",
    "leaveChat": "chat_id |",
}

WHOLE = {
    "offset", "limit", "timeout", "message_thread_id", "direct_messages_topic_id", "message_id", "max_connections", "cache_time",
}  # fmt: skip
SWITCHES = {"drop_pending_updates", "disable_notification", "protect_content", "allow_paid_broadcast", "show_alert"}
OBJECTS = {
    "allowed_updates", "entities", "link_preview_options", "suggested_post_parameters", "reply_parameters", "reply_markup",
    "rich_message", "commands", "scope",
}  # fmt: skip
_YES_OR_NO = {"true": True, "1": True, "false": False, "0": False}

#: What may stand in an object, and whether it has to.
FIELDS = {
    "link_preview_options": "| is_disabled url prefer_small_media prefer_large_media show_above_text",
    "reply_parameters": "message_id | chat_id allow_sending_without_reply quote quote_parse_mode quote_entities quote_position"
    " checklist_task_id poll_option_id",
    "inline_keyboard_button": "text | icon_custom_emoji_id style url callback_data web_app login_url switch_inline_query"
    " switch_inline_query_current_chat switch_inline_query_chosen_chat copy_text callback_game pay",
    "inline_keyboard_markup": "inline_keyboard |",
    "force_reply": "force_reply | input_field_placeholder selective",
    "bot_command": "command description |",
}


@dataclass(frozen=True)
class Call:
    """A method that is known, with parameters that it knows, read."""

    method: str
    given: dict[str, Any]


def names(form: str) -> tuple[set[str], set[str]]:
    """The names that have to be there, and those that may."""
    needed, _, others = form.partition("|")
    return set(needed.split()), set(others.split())


def read_call(method: str, raw: dict[str, Any]) -> Call:
    """The call, or a refusal that says what is wrong with it."""
    needed, others = names(METHODS[method])
    for name in raw:
        if name not in needed | others:
            raise bad(f"unknown parameter {name} of {method}")
    given = {name: _value(name, value) for name, value in raw.items()}
    for name in sorted(needed - given.keys()):
        raise bad("message text is empty" if name == "text" else f"parameter {name} is required")
    return Call(method, given)


def _value(name: str, value: Any) -> Any:
    if name in WHOLE:
        return _whole(name, value)
    if name == "chat_id":
        return value if isinstance(value, str) and value.startswith("@") else _whole(name, value)
    if name in SWITCHES:
        known = value if isinstance(value, bool) else _YES_OR_NO.get(str(value).lower())
        if known is None:
            raise bad(f"{name} is true or false")
        return known
    if name in OBJECTS and isinstance(value, str):
        try:
            return json.loads(value)
        except ValueError:
            raise bad(f"can't parse {name} JSON object") from None
    if name not in OBJECTS and not isinstance(value, str):
        raise bad(f"{name} is text")
    return value


def _whole(name: str, value: Any) -> int:
    if isinstance(value, bool):
        raise bad(f"{name} is a whole number")
    try:
        return int(value)
    except (TypeError, ValueError):
        raise bad(f"{name} is a whole number") from None


def check_fields(kind: str, value: Any) -> dict[str, Any]:
    """An object that has what it needs and nothing else."""
    if not isinstance(value, dict):
        raise bad(f"{kind} is an object")
    needed, others = names(FIELDS[kind])
    for name in value:
        if name not in needed | others:
            raise bad(f"unknown field {name} of {kind}")
    for name in sorted(needed - value.keys()):
        raise bad(f"field {name} of {kind} is required")
    return value
