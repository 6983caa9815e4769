"""What each method does. The parameters were read before (`forms`); what they say is checked here."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from tests.fakes.telegram.forms import check_fields
from tests.fakes.telegram.marking import Marked, read, units
from tests.fakes.telegram.people import Press
from tests.fakes.telegram.refusing import Refused, bad, forbidden
from tests.fakes.telegram.updates import ALL_KINDS, KINDS, Updates, Webhook
from tests.fakes.telegram.world import Chat, Message, World

LONGEST_TEXT = 4096
LONGEST_DATA = 64
LONGEST_ANSWER = 200
LARGEST_FILE = 20_000_000
ACTIONS = frozenset({"typing", "upload_photo", "upload_document"})
SCOPES = frozenset({"default", "all_private_chats", "all_group_chats", "all_chat_administrators", "chat", "chat_administrators"})
STYLES = frozenset({"primary", "success", "danger"})
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
#: What makes a button do something; it has exactly one.
ACTS = (
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
)  # fmt: skip

Given = dict[str, Any]


@dataclass
class Methods:
    """The methods by their names."""

    world: World
    updates: Updates
    presses: dict[str, Press]
    commands: dict[tuple[str, str], list[dict[str, str]]]
    #: Whether the bot is to see what isn't for it in groups.
    privacy: Callable[[], bool]

    def __post_init__(self) -> None:
        self.table: dict[str, Callable[[Given], Awaitable[Any]]] = {
            "getMe": self._me,
            "getUpdates": self._get_updates,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "getWebhookInfo": self._webhook_info,
            "sendMessage": self._send_message,
            "editMessageText": self._edit_text,
            "editMessageReplyMarkup": self._edit_markup,
            "deleteMessage": self._delete,
            "answerCallbackQuery": self._answer,
            "sendChatAction": self._action,
            "setMyCommands": self._set_commands,
            "getMyCommands": self._get_commands,
            "deleteMyCommands": self._delete_commands,
            "getFile": self._file,
            "getChat": self._chat_info,
            "leaveChat": self._leave,
        }

    async def _me(self, _given: Given) -> Any:
        return self.world.bot.json() | {
            "can_join_groups": True,
            "can_read_all_group_messages": not self.privacy(),
            "supports_inline_queries": False,
        }

    # Updates -------------------------------------------------------------------------------

    async def _get_updates(self, given: Given) -> Any:
        if self.updates.webhook:
            why = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            raise Refused(409, f"Conflict: {why}")
        limit, wait = given.get("limit", 100), given.get("timeout", 0)
        if not 1 <= limit <= 100 or not 0 <= wait <= 50:
            raise bad("limit is 1 to 100, timeout 0 to 50")
        self._allow(given)
        return await self.updates.poll(given.get("offset"), limit, wait)

    def _allow(self, given: Given) -> None:
        if "allowed_updates" in given:
            wanted = given["allowed_updates"]
            if not isinstance(wanted, list) or not set(wanted) <= ALL_KINDS:
                raise bad(f"allowed_updates names kinds of updates, not {wanted}")
            self.updates.allowed = frozenset(wanted) or KINDS

    async def _set_webhook(self, given: Given) -> Any:
        url = given["url"]
        if not url:
            return await self._delete_webhook(given)
        parts = urlsplit(url)
        # As a server started with --local does, this one takes plain HTTP to the own machine.
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname == "127.0.0.1"):
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        secret = given.get("secret_token")
        if secret is not None and not _SECRET.fullmatch(secret):
            raise bad("secret token contains unallowed characters")
        if not 1 <= given.get("max_connections", 40) <= 100:
            raise bad("max_connections is 1 to 100")
        self._allow(given)
        if given.get("drop_pending_updates"):
            self.updates.forget()
        self.updates.set_webhook(Webhook(url, secret, given.get("max_connections", 40)))
        return True

    async def _delete_webhook(self, given: Given) -> Any:
        if given.get("drop_pending_updates"):
            self.updates.forget()
        self.updates.set_webhook(None)
        return True

    async def _webhook_info(self, _given: Given) -> Any:
        webhook = self.updates.webhook
        shown = {
            "url": webhook.url if webhook else "",
            "has_custom_certificate": False,
            "pending_update_count": self.updates.unconfirmed,
            "allowed_updates": sorted(self.updates.allowed),
        }
        return shown | ({"last_error_message": webhook.last_error} if webhook and webhook.last_error else {})

    # Messages ------------------------------------------------------------------------------

    def _chat(self, ident: Any) -> Chat:
        """A chat that the bot may write to."""
        chat = self.world.chats.get(ident)
        if chat is None:
            if ident in self.world.users:
                raise forbidden("bot can't initiate conversation with a user")
            raise bad("chat not found")
        if chat.migrated_to:
            raise Refused(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
        if chat.kicked:
            raise forbidden(f"bot was kicked from the {'supergroup' if chat.type == 'supergroup' else 'group'} chat")
        if chat.person and chat.person.deactivated:
            raise forbidden("user is deactivated")
        if chat.private and not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        return chat

    async def _send_message(self, given: Given) -> Any:
        chat = self._chat(given["chat_id"])
        marked = _text(given)
        thread = given.get("message_thread_id")
        if thread is not None and thread not in chat.topics:
            raise bad("message thread not found")
        message = self.world.post(
            chat,
            self.world.bot,
            marked,
            thread=thread,
            reply_to=self._reply_to(chat, given.get("reply_parameters")),
            markup=_markup(given.get("reply_markup")),
            preview=not _no_preview(given),
        )
        return message.json()

    def _reply_to(self, chat: Chat, wanted: Any) -> Message | None:
        if wanted is None:
            return None
        check_fields("reply_parameters", wanted)
        message = chat.messages.get(wanted["message_id"])
        if message is None or message.gone:
            if wanted.get("allow_sending_without_reply"):
                return None
            raise bad("message to be replied not found")
        return message

    def _own(self, given: Given) -> Message:
        """A message of the bot's that can be edited."""
        if "chat_id" not in given or "message_id" not in given:
            raise bad("message identifier is not specified")
        message = self._chat(given["chat_id"]).messages.get(given["message_id"])
        if message is None or message.gone:
            raise bad("message to edit not found")
        if message.sender is not self.world.bot:
            raise bad("message can't be edited")
        return message

    async def _edit_text(self, given: Given) -> Any:
        message, marked, markup = self._own(given), _text(given), _markup(given.get("reply_markup"))
        _no_preview(given)
        if markup and "inline_keyboard" not in markup:
            raise bad("inline keyboard expected")
        if (marked, _rows(markup)) == (message.marked, message.keyboard):
            raise bad(
                "message is not modified: specified new message content and reply markup are exactly the same as a current content"
                " and reply markup of the message"
            )
        return self._edited(message, marked, markup)

    async def _edit_markup(self, given: Given) -> Any:
        message, markup = self._own(given), _markup(given.get("reply_markup"))
        if _rows(markup) == message.keyboard:
            raise bad("message is not modified")
        return self._edited(message, message.marked, markup)

    def _edited(self, message: Message, marked: Marked, markup: dict[str, Any] | None) -> Any:
        message.marked, message.markup, message.edited = marked, markup, message.date
        message.versions.append(marked)
        return message.json()

    async def _delete(self, given: Given) -> Any:
        message = self._chat(given["chat_id"]).messages.get(given["message_id"])
        if message is None or message.gone:
            raise bad("message to delete not found")
        message.gone = True
        return True

    async def _answer(self, given: Given) -> Any:
        press = self.presses.get(given["callback_query_id"])
        if press is None or press.answered or press.expired:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        text = given.get("text", "")
        if len(text) > LONGEST_ANSWER:
            raise bad("MESSAGE_TOO_LONG")
        press.take_answer(text, alert=given.get("show_alert", False))
        return True

    async def _action(self, given: Given) -> Any:
        chat = self._chat(given["chat_id"])
        if given["action"] not in ACTIONS:
            raise bad("wrong parameter action in request")
        chat.actions.append(given["action"])
        return True

    # Commands, files, chats ------------------------------------------------------------------

    async def _set_commands(self, given: Given) -> Any:
        commands = given["commands"]
        if not isinstance(commands, list) or len(commands) > 100:
            raise bad("at most 100 commands")
        for one in commands:
            check_fields("bot_command", one)
            if not _COMMAND.fullmatch(one["command"]):
                raise bad("BOT_COMMAND_INVALID")
            if not 1 <= len(one["description"]) <= 256:
                raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
        self.commands[_scope(given)] = commands
        return True

    async def _get_commands(self, given: Given) -> Any:
        return self.commands.get(_scope(given), [])

    async def _delete_commands(self, given: Given) -> Any:
        self.commands.pop(_scope(given), None)
        return True

    async def _file(self, given: Given) -> Any:
        content = self.world.files.get(given["file_id"])
        if content is None:
            raise bad("wrong file_id or the file is temporarily unavailable")
        if len(content) > LARGEST_FILE:
            raise bad("file is too big")
        ident = given["file_id"]
        return {"file_id": ident, "file_unique_id": f"u{ident}", "file_size": len(content), "file_path": f"documents/{ident}"}

    async def _chat_info(self, given: Given) -> Any:
        return self._chat(given["chat_id"]).json() | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": {}}

    async def _leave(self, given: Given) -> Any:
        self._chat(given["chat_id"]).kicked = True
        return True


def _scope(given: Given) -> tuple[str, str]:
    kind = (given.get("scope") or {"type": "default"}).get("type")
    language = given.get("language_code") or ""
    if kind not in SCOPES:
        raise bad("unsupported scope")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad("invalid language code specified")
    return kind, language


def _text(given: Given) -> Marked:
    marked = read(given.get("text", ""), given.get("parse_mode"))
    if "parse_mode" not in given and given.get("entities"):
        raise bad("this server takes no entities")
    if not marked.text:
        raise bad("message text is empty")
    if units(marked.text) > LONGEST_TEXT:
        raise bad("message is too long")
    return marked


def _no_preview(given: Given) -> bool:
    options = given.get("link_preview_options")
    return bool(options and check_fields("link_preview_options", options).get("is_disabled"))


def _rows(markup: dict[str, Any] | None) -> list[list[dict[str, Any]]]:
    rows: list[list[dict[str, Any]]] = (markup or {}).get("inline_keyboard", [])
    return rows


def _markup(markup: Any) -> dict[str, Any] | None:
    """Buttons under a message, or a question that is answered by a reply."""
    if markup is None:
        return None
    if isinstance(markup, dict) and "force_reply" in markup:
        placeholder = check_fields("force_reply", markup).get("input_field_placeholder")
        if markup["force_reply"] is not True or (placeholder is not None and not 1 <= len(placeholder) <= 64):
            raise bad("force_reply is true, and its placeholder 1 to 64 characters")
        return dict(markup)
    rows = check_fields("inline_keyboard_markup", markup)["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad("field inline_keyboard is an array of arrays")
    if sum(map(len, rows)) > 100 or any(len(row) > 8 for row in rows):
        raise bad("reply markup is too long")
    for button in (one for row in rows for one in row):
        _check_button(button)
    rows = [row for row in rows if row]
    return {"inline_keyboard": rows} if rows else None


def _check_button(button: Any) -> None:
    check_fields("inline_keyboard_button", button)
    if not isinstance(button["text"], str) or not button["text"].strip():
        raise bad("BUTTON_TEXT_INVALID")
    if sum(act in button for act in ACTS) != 1:
        raise bad("text buttons are unallowed in the inline keyboard")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= LONGEST_DATA:
        raise bad("BUTTON_DATA_INVALID")
    if "style" in button and button["style"] not in STYLES:
        raise bad("BUTTON_STYLE_INVALID")
