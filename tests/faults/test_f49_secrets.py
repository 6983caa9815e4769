"""F49: no secret and nothing that people say gets into a log, a traceback, a repr, a message, the store or the repository."""

from __future__ import annotations

import io
import logging
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class

from adapters.configuration import examine_configuration, read_configuration
from adapters.doctoring import diagnose, lines
from adapters.running import logs
from tests.contract.company import Company
from tests.contract.doors.telegram import SECRET, TelegramDoor

ROOT = Path(__file__).parents[2]
BOT = "7123456789:AAcanaryCANARYcanary-canary_canary0"
SLACK_BOT, SLACK_APP = "-".join(("xoxb", "1111111111", "canarycanarycanary")), "-".join(("xapp", "1", "A0CANARY", "canarycanary"))
CANARIES = {
    "REMIT_TELEGRAM_TOKEN": BOT,
    "REMIT_TELEGRAM_WEBHOOK_SECRET": "canary-webhook-secret-of-more-than-32-letters",
    "REMIT_SLACK_BOT_TOKEN": SLACK_BOT,
    "REMIT_SLACK_APP_TOKEN": SLACK_APP,
    "REMIT_SLACK_BOT_TOKEN_T0123": "canary-of-a-second-workspace",
    "REMIT_SLACK_SIGNING_SECRET": "canary0123456789abcdef0123456789",
    "REMIT_MODEL_KEY": "canary key/with+odd=letters",
    "REMIT_MASTER_KEY": "Y2FuYXJ5Y2FuYXJ5Y2FuYXJ5Y2FuYXJ5Y2FuYXJ5Y2E=",
}
#: By these words the tests' own secrets are known for what they are.
INVENTED = ("canary", "CANARY", "fake", "other", "hunter2", "s3cret", "…")
WORDS = "金丝雀说的话 canary words"


def told(text: str) -> list[str]:
    """The names of the secrets that a text tells."""
    return [name for name, secret in CANARIES.items() if secret in text]


@pytest.fixture
def log():
    """The log as `remit run` sets it up, in a text; whatever the tests' own set-up was comes back afterwards."""
    root, out = logging.getLogger(), io.StringIO()
    before, levels = root.handlers[:], {name: logging.getLogger(name).level for name in (*logs.TALKATIVE, "")}
    for handler in before:
        root.removeHandler(handler)
    logs.set_up(out, CANARIES, logging.DEBUG)
    yield out
    for handler in root.handlers[:]:
        root.removeHandler(handler)
    for handler in before:
        root.addHandler(handler)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    logging.captureWarnings(False)


# The log -------------------------------------------------------------------------------------


@pytest.mark.parametrize("secret", CANARIES.values(), ids=CANARIES)
def test_f49_a_secret_is_blotted_out_wherever_it_stands_in_a_record(secret, log):
    speaks = logging.getLogger("somebody")
    speaks.warning("plain %s", secret)
    speaks.error("a URL https://example.com/%s/getMe and %r", quote(secret, safe=""), {"headers": {"k": secret}})
    try:
        try:
            raise ValueError(secret)
        except ValueError as error:
            raise RuntimeError(f"could not use {secret}") from error
    except RuntimeError:
        speaks.exception("failed")
    logging.getLogger("py.warnings").warning("old: %s", secret)

    written = log.getvalue()
    assert written.count(logs.BLOT) >= 6
    assert told(written) == []
    assert "canary" not in written


@pytest.mark.parametrize(
    "text",
    [
        "POST https://api.telegram.org/bot123456789:AAanotherbotanotherbotanotherbot-1/sendMessage",
        "-".join(("xoxp", "2222222222", "AAanotherbot")),
        "-".join(("xoxe.xoxp", "1", "AAanotherbot")),
        "connecting to wss://wss-primary.slack.com/link/?ticket=AAanotherbot&app_id=1",
        "https://hooks.slack.com/commands/T1/AAanotherbot/xyz",
        "Authorization: Bearer AAanotherbotAAanotherbot",
        "postgresql+asyncpg://remit:AAanotherbot@db.example.com/remit",
    ],
)
def test_f49_what_looks_like_a_token_is_blotted_out_though_nobody_told_us_of_it(text, log):
    logging.getLogger("somebody").error("%s", text)

    assert "AAanotherbot" not in log.getvalue()
    assert logs.BLOT in log.getvalue()


def test_f49_what_is_no_secret_stays_readable(log):
    line = "a message to adviser-1 can't be delivered: blocked (event telegram:7123456789:42, https://example.com:8443/path, 12:30:05)"
    logging.getLogger("somebody").warning(line)

    assert line in log.getvalue()


def test_f49_what_ends_a_process_is_told_without_secrets():
    try:
        raise RuntimeError(f"no luck with {BOT} and {CANARIES['REMIT_MODEL_KEY']}")
    except RuntimeError as error:
        said = logs.last_words(error, CANARIES)

    assert "RuntimeError" in said
    assert told(said) == []


@pytest.mark.parametrize("name", logs.TALKATIVE)
def test_f49_libraries_speak_from_a_warning_on_even_when_we_debug(name, log):
    logging.getLogger(name).info("%s", WORDS)
    logging.getLogger(f"{name}.deeper").debug("%s", WORDS)

    assert WORDS not in log.getvalue()


# A day with Telegram -------------------------------------------------------------------------


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
async def test_f49_a_day_in_chat_leaves_neither_tokens_nor_words_in_the_log_and_no_token_in_the_store(webhook, tmp_path, log):
    company = await Company(tmp_path, [TelegramDoor(webhook=webhook)]).open(["adviser-1", "director-1"])
    token = company.door.telegram.token
    try:
        await company.says("adviser-1", f"/request 补偿客户 300 元，{WORDS}")
        await company.presses("director-1", "驳回")
        await company.says("director-1", WORDS)
        await company.says("adviser-1", f"/duty {WORDS}?")
        await company.restart()
        await company.says("adviser-1", "/mine")
    finally:
        await company.close()

    written = log.getvalue()
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.name.startswith("store"))
    assert [one for one in (token, token.partition(":")[2], SECRET, "金丝雀") if one in written] == []
    assert [one for one in (token, SECRET) if one.encode() in kept] == []


# Configuration, doctor, command line ---------------------------------------------------------


def test_f49_no_setting_shows_a_secret_and_no_error_quotes_one(tmp_path):
    config = tmp_path / "config.yaml"
    config.write_text("telegram: {use: on, webhook: {use: on, public_url: https://example.com}}\n")
    settings = read_configuration(config, CANARIES)
    broken = {name: f"!{secret}" for name, secret in CANARIES.items()}

    shown = [repr(settings), str(settings), repr(vars(settings) if hasattr(settings, "__dict__") else settings)]
    shown += map(str, examine_configuration(config, broken).findings)
    shown += lines(diagnose(config, broken), "en", everything=True)

    assert [told(one) for one in shown if told(one)] == []


def test_f49_the_command_line_tells_no_secret_when_it_breaks(tmp_path):
    """A key that is none, a store that can't be opened, a token that is no token."""
    environment = {**os.environ, **CANARIES, "REMIT_MASTER_KEY": "canary-master-key-that-is-no-key", "REMIT_TELEGRAM_TOKEN": f"{BOT}!"}
    (tmp_path / "config.yaml").write_text("telegram: {use: on}\n")
    said = ""
    for arguments in (["link", "adviser-1"], ["doctor", "-c", "config.yaml"], ["run", "-c", "config.yaml"]):
        ran = subprocess.run(
            [sys.executable, "-m", "adapters.cli", *arguments],
            cwd=tmp_path,
            env={**environment, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=120,
        )
        said += ran.stdout + ran.stderr
        assert ran.returncode != 0

    assert told(said) == []
    assert "canary-master-key" not in said
    assert "canaryCANARY" not in said


# The repository ------------------------------------------------------------------------------


def test_f49_nothing_in_the_repository_looks_like_a_token():
    """By the detectors of detect-secrets, but for those that go by entropy or by a word nearby: these find hashes and tests."""
    noisy = {"Base64HighEntropyString", "HexHighEntropyString", "KeywordDetector", "IPPublicDetector"}
    detectors = [kind() for kind in get_mapping_from_secret_type_to_class().values() if kind.__name__ not in noisy]
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, timeout=60)
    names = listed.stdout.split("\0") if listed.returncode == 0 else [str(one.relative_to(ROOT)) for one in ROOT.glob("[a-z]*/**/*.*")]
    found = []
    for name in filter(None, names):
        try:
            text = (ROOT / name).read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError):
            continue
        for detector in detectors:
            secrets = [
                one for one in detector.analyze_string(text) if not (name.startswith("tests/") and any(word in one for word in INVENTED))
            ]
            found += [f"{name}: {detector.secret_type}"] if secrets else []

    assert len(detectors) > 15
    assert found == []
