"""Everything that can be configured for one desk, as frozen values; where its secrets are."""

from __future__ import annotations

import hashlib
import hmac
import re
from pathlib import Path

from pydantic import PrivateAttr, SecretStr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.domain.ids import Keys
from bot.errors import SettingsInvalid
from bot.sections import (
    Alike,
    Approval,
    Brand,
    Classifiers,
    Database,
    Desk,
    Drafting,
    Incidents,
    ListedManager,
    Moderation,
    Privacy,
    Private,
    Reports,
    Telegram,
    WatchedCommunity,
)
from bot.sla_sections import Escalation, Oncall, Ops, Sla
from bot.triage_sections import ThresholdOverrides, Triage

ENV_PREFIX = "JAWAB_"
_TOKEN = re.compile(r"\d+:\S+")
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


class Settings(BaseSettings):
    """Everything that can be configured for one desk.

    Every key has a default, so commands work without a file. Paths are absolute once it was
    loaded.
    """

    model_config = SettingsConfigDict(
        env_prefix=ENV_PREFIX,
        env_nested_delimiter="__",
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,
    )

    telegram: Telegram = Telegram()
    database: Database = Database()
    brand: Brand = Brand()
    communities: tuple[WatchedCommunity, ...] = ()
    private: Private = Private()
    desk: Desk = Desk()
    managers: tuple[ListedManager, ...] = ()
    triage: Triage = Triage()
    thresholds: ThresholdOverrides = ThresholdOverrides()
    sla: Sla = Sla()
    oncall: Oncall = Oncall()
    escalation: Escalation = Escalation()
    ops: Ops = Ops()
    moderation: Moderation = Moderation()
    reports: Reports = Reports()
    incidents: Incidents = Incidents()
    alike: Alike = Alike()
    privacy: Privacy = Privacy()
    approval: Approval = Approval()
    classifiers: Classifiers = Classifiers()
    drafting: Drafting = Drafting()
    _keys: Keys | None = PrivateAttr(default=None)

    @property
    def keys(self) -> Keys:
        """What brand, bot and desk are called, "main" where the file describes one of each."""
        return self._keys or Keys()

    @property
    def is_listed(self) -> bool:
        """Whether it is one of the desks of a file that lists them."""
        return self._keys is not None

    def named(self, keys: Keys | None) -> Settings:
        """The same under keys of a file that lists desks."""
        copy = self.model_copy()
        copy._keys = keys  # noqa: SLF001 - its own
        return copy

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment first, then the file (handed to `__init__`), and nothing else."""
        del settings_cls, dotenv_settings, file_secret_settings
        return env_settings, init_settings

    @property
    def _bot_section(self) -> str:
        return "telegram" if self._keys is None else f"bots.{self._keys.bot}"

    def variable(self, *names: str) -> str:
        """The variable that holds something of the bot."""
        return ENV_PREFIX + "__".join((*self._bot_section.split("."), *names)).upper()

    def bot_token(self) -> SecretStr:
        """The bot's token from the environment or its file; raise SettingsInvalid without one."""
        section = self._bot_section
        whose = "" if self._keys is None else f"bot {self._keys.bot}: "
        token = self.telegram.token or _secret_from(
            self.telegram.token_file, f"{section}.token_file"
        )
        if token is None:
            raise SettingsInvalid(
                f"{whose}no token: set {self.variable('token')}, or name a file that holds "
                f"it as {section}.token_file (@BotFather gives you one)"
            )
        if not _TOKEN.fullmatch(token.get_secret_value()):
            raise SettingsInvalid(
                f"{whose}the token does not look like one: @BotFather's are "
                "digits, a colon and letters"
            )
        return token

    @property
    def token_source(self) -> str:
        """What to do about a token that Telegram does not take, as a hint."""
        named = None if self.telegram.token else self.telegram.token_file
        where = named or self.variable("token")
        return f"@BotFather shows the one that holds; put it into {where}, then jawab run again"

    def webhook_secret(self) -> SecretStr:
        """What is sent along with each update; derived from the token if not given.

        Raise SettingsInvalid for one that Telegram would not take.
        """
        webhook, section = self.telegram.webhook, f"{self._bot_section}.webhook"
        given = webhook.secret or _secret_from(webhook.secret_file, f"{section}.secret_file")
        if given is not None:
            if not _WEBHOOK_SECRET.fullmatch(given.get_secret_value()):
                raise SettingsInvalid(
                    f"{section}.secret: Telegram takes 1 to 256 letters, digits, _ and -"
                )
            return given
        key = self.bot_token().get_secret_value().encode()
        return SecretStr(hmac.new(key, b"jawab webhook", hashlib.sha256).hexdigest())

    @property
    def webhook_path(self) -> str:
        """Where the bot's updates arrive; where a file lists bots, each has a path of its own."""
        own = "" if self._keys is None else f"/{self._keys.bot}"
        return self.telegram.webhook.path or f"/telegram{own}"

    def drafting_key(self) -> SecretStr | None:
        """What the drafting server wants to see, if anything; raise SettingsInvalid."""
        drafting = self.drafting
        return drafting.api_key or _secret_from(drafting.api_key_file, "drafting.api_key_file")

    def mail_password(self) -> SecretStr | None:
        """What the mail server wants to hear, if anything; raise SettingsInvalid."""
        mail = self.escalation.email
        return mail.password or _secret_from(mail.password_file, "escalation.email.password_file")

    def hook_secret(self) -> SecretStr | None:
        """What signs calls to another pager, if anything; raise SettingsInvalid."""
        hook = self.escalation.webhook
        return hook.secret or _secret_from(hook.secret_file, "escalation.webhook.secret_file")


def _secret_from(path: Path | None, key: str) -> SecretStr | None:
    if path is None:
        return None
    try:
        secret = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
        raise SettingsInvalid(f"{key}: {path} cannot be read: {reason}") from error
    if not secret:
        raise SettingsInvalid(f"{key}: {path} is empty")
    return SecretStr(secret)
