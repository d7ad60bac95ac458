"""What an operator can set: environment variables, or the same in `.env`. Read once by the entries; no room sees it."""

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, AnyHttpUrl, Field, SecretStr, TypeAdapter, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.domain.post import LONGEST_POST
from bot.errors import BadSettings
from bot.llm.deadline import ANSWERING, READING
from bot.llm.server import OPENAI
from bot.watching.logs import LogForm

ENV_FILE = ".env"
PREFIX = "CASEBOOK_"
CREDENTIALS = "CREDENTIALS_DIRECTORY"
"""Where systemd names the folder of what a service was given to keep: a file each, called as the variable is."""


class ModelWanted(StrEnum):
    """Whether a language model is used."""

    AUTO = "auto"
    """Where one is set."""
    EXTRACTIVE = "extractive"
    """Never."""
    LLM = "llm"
    """Always: without one nothing starts."""


def _web_address(text: str) -> str:
    """The text, bare. Errors: ValueError where a client could not use it."""
    TypeAdapter(AnyHttpUrl).validate_python(text)
    return text.strip()


WebAddress = Annotated[str, AfterValidator(_web_address)]


class Settings(BaseSettings):
    """Every setting, with the name of its variable where that is not `CASEBOOK_` and the field's name."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=ENV_FILE, env_ignore_empty=True, extra="ignore", populate_by_name=True
    )

    store: str = "sqlite:///casebook.db"
    embeddings_url: str | None = Field(default=None, pattern=r"^https?://")
    """An OpenAI-compatible endpoint for embeddings instead of the model that ships with the program."""
    embeddings_model: str = "text-embedding-3-small"
    model: str | None = None
    """What the server calls the language model. None: answers are put together from quotes."""
    mode: ModelWanted = ModelWanted.AUTO
    model_context: int = Field(default=8192, ge=1024)
    """Tokens that the model reads and writes at once."""
    answer_timeout: float = Field(default=ANSWERING, gt=0, le=300)
    """Seconds that a question waits for the model, and again for each sentence that can be shown; three times as long
    in all, which may be no more than the quarter of an hour that Discord leaves for an answer."""
    reading_timeout: float = Field(default=READING, gt=0, le=300)
    """Seconds after which a post is read without the model."""
    model_at_once: int = Field(default=4, ge=1)
    """Calls at the same time."""
    openai_base_url: WebAddress = Field(default=OPENAI, validation_alias="OPENAI_BASE_URL")
    openai_api_key: SecretStr | None = Field(default=None, validation_alias="OPENAI_API_KEY")
    longest_post: int = Field(default=LONGEST_POST, ge=1)
    """Characters that one post may have; a longer one is not saved."""
    uses_per_person: int = Field(default=60, ge=1)
    """Commands and questions that one person may give in a minute."""
    uses_per_channel: int = Field(default=240, ge=1)
    """The same of all people in a channel together."""
    discord_token: SecretStr | None = Field(default=None, validation_alias="DISCORD_TOKEN")
    log: LogForm | None = None
    """How the log is written to standard error. None: as text by the bot, and not at all by the terminal's verbs."""
    metrics_port: int | None = Field(default=None, ge=1, le=65535)
    """The port of 127.0.0.1 on which the running bot gives its metrics. None: on none."""

    @property
    def uses_model(self) -> bool:
        return bool(self.model) and self.mode is not ModelWanted.EXTRACTIVE


def read_settings(**given: object) -> Settings:
    """The settings of this process; what is `given` by name (an option of the terminal) goes first.

    Errors: BadSettings, naming the first variable that can't be used, or the file where that can't be read.
    """
    try:
        found = _found()
        settings = Settings.model_validate(found.model_dump() | given) if given else found
    except ValidationError as error:
        first = error.errors()[0]
        raise BadSettings(name=_variable(str(first["loc"][0])), reason=first["msg"]) from error
    except UnicodeDecodeError as error:
        raise BadSettings(name=ENV_FILE, reason="it is not UTF-8 text") from error
    except OSError as error:
        raise BadSettings(name=ENV_FILE, reason=error.strerror or str(error)) from error
    if settings.mode is ModelWanted.LLM and not settings.model:
        raise BadSettings(name="CASEBOOK_MODE", reason="llm needs a model's name in CASEBOOK_MODEL")
    return settings


def _found() -> Settings:
    """What the environment says, then `.env`, then a service's credentials."""
    folder = os.environ.get(CREDENTIALS, "")
    return Settings(_secrets_dir=folder) if Path(folder).is_dir() and folder else Settings()


def _variable(place: str) -> str:
    """The variable of what pydantic names: a field without a name of its own, else that name."""
    field = Settings.model_fields.get(place)
    return f"{PREFIX}{place}".upper() if field and not field.validation_alias else place.upper()
