"""What an operator can set: environment variables, or the same in `.env`. Read once by the entries; no room sees it."""

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import BadSettings

ENV_FILE = ".env"


class Settings(BaseSettings):
    """Every setting, with the name of its variable where that is not `CASEBOOK_` and the field's name."""

    model_config = SettingsConfigDict(
        env_prefix="CASEBOOK_", env_file=ENV_FILE, env_ignore_empty=True, extra="ignore", populate_by_name=True
    )

    store: str = "sqlite:///casebook.db"
    embeddings_url: str | None = Field(default=None, pattern=r"^https?://")
    """An OpenAI-compatible endpoint for embeddings instead of the model that ships with the program."""
    embeddings_model: str = "text-embedding-3-small"
    openai_api_key: SecretStr | None = Field(default=None, validation_alias="OPENAI_API_KEY")
    uses_per_person: int = Field(default=60, ge=1)
    """Commands and questions that one person may give in a minute."""
    uses_per_channel: int = Field(default=240, ge=1)
    """The same of all people in a channel together."""
    discord_token: SecretStr | None = Field(default=None, validation_alias="DISCORD_TOKEN")


def read_settings(**given: object) -> Settings:
    """The settings of this process; what is `given` by name (an option of the terminal) goes first.

    Errors: BadSettings, naming the first variable that can't be used, or the file where that can't be read.
    """
    try:
        return Settings.model_validate(Settings().model_dump() | given) if given else Settings()
    except ValidationError as error:
        first = error.errors()[0]
        raise BadSettings(name=str(first["loc"][0]).upper(), reason=first["msg"]) from error
    except UnicodeDecodeError as error:
        raise BadSettings(name=ENV_FILE, reason="it is not UTF-8 text") from error
    except OSError as error:
        raise BadSettings(name=ENV_FILE, reason=error.strerror or str(error)) from error
