"""What a server understands of chat completions: not each takes what OpenAI's does, and says so when it is asked."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from bot.llm.chat import Prompted
from bot.llm.forms import strict_schema
from bot.llm.server import ModelServer
from bot.llm.trouble import of_words, words

if TYPE_CHECKING:
    from openai import APIStatusError

IN_WORDS = "Answer with one JSON object that follows this JSON schema, and with nothing else:"
"""Told to the model, never to a person: servers that take `json_object` want the word JSON in the prompt."""
REFUSING = (400, 422, 501)
"""HTTP statuses."""
BREAKING = 500
"""What llama-cpp-python's server answers to a parameter that it does not know: a refusal where it names one of ours."""


class Mode(StrEnum):
    """How a form is asked for."""

    SCHEMA = "schema"
    """The server holds the model to it."""
    OBJECT = "json"
    """The server holds the model to JSON of any kind."""
    TEXT = "text"


class Feature(StrEnum):
    """Parameters that some servers refuse, by the words in which they name them; the most doubtful first."""

    JSON_SCHEMA = "json_schema"
    JSON_OBJECT = "json_object"
    STREAM_OPTIONS = "stream_options"
    TEMPERATURE = "temperature"
    MAX_TOKENS = "max_tokens"
    MAX_COMPLETION_TOKENS = "max_completion_tokens"


FORMATS = (Feature.JSON_SCHEMA, Feature.JSON_OBJECT)
LIMITS = (Feature.MAX_TOKENS, Feature.MAX_COMPLETION_TOKENS)
FORMAT_WORDS = ("response_format", "schema", "grammar", "structured", "json")


@dataclass(frozen=True, slots=True)
class Dialect:
    """A server's, so far as it is known. What a newer name replaces, the older of the two is tried first."""

    refused: frozenset[Feature] = frozenset()

    @property
    def mode(self) -> Mode:
        if Feature.JSON_SCHEMA not in self.refused:
            return Mode.SCHEMA
        return Mode.OBJECT if Feature.JSON_OBJECT not in self.refused else Mode.TEXT

    def without(self, refused: frozenset[Feature]) -> "Dialect":
        return Dialect(self.refused | refused)

    def sent(self, *, formed: bool) -> list[Feature]:
        """What a call has in it, the most doubtful first."""
        formats = self._first_of(FORMATS) if formed else []
        others = (Feature.STREAM_OPTIONS, Feature.TEMPERATURE)
        return [*formats, *(one for one in others if one not in self.refused), *self._first_of(LIMITS)]

    def request(self, prompt: Prompted, form: type[BaseModel] | None) -> dict[str, Any]:
        """Arguments of the client's `create`, but for the model's name."""
        arguments: dict[str, Any] = {"messages": self._messages(prompt, form), "stream": True}
        for feature in self.sent(formed=form is not None):
            arguments |= _argument(feature, prompt, form)
        return arguments

    def _first_of(self, features: tuple[Feature, ...]) -> list[Feature]:
        return [one for one in features if one not in self.refused][:1]

    def _messages(self, prompt: Prompted, form: type[BaseModel] | None) -> list[dict[str, str]]:
        instructions = prompt.instructions
        if form is not None and self.mode is not Mode.SCHEMA:
            schema = json.dumps(form.model_json_schema(), ensure_ascii=False)
            instructions = f"{instructions}\n\n{IN_WORDS}\n{schema}"
        return [{"role": "system", "content": instructions}, {"role": "user", "content": prompt.given}]


def _argument(feature: Feature, prompt: Prompted, form: type[BaseModel] | None) -> Mapping[str, object]:
    match feature:
        case Feature.JSON_SCHEMA if form is not None:
            return {"response_format": _strict(form)}
        case Feature.JSON_OBJECT:
            return {"response_format": {"type": "json_object"}}
        case Feature.STREAM_OPTIONS:
            return {"stream_options": {"include_usage": True}}
        case Feature.TEMPERATURE:
            return {"temperature": 0.0}
        case _:
            return {feature.value: prompt.most_tokens}


def _strict(form: type[BaseModel]) -> dict[str, object]:
    from openai import pydantic_function_tool  # the client's public way to a strict schema

    tool = pydantic_function_tool(form)
    schema = strict_schema(tool["function"]["parameters"])
    return {"type": "json_schema", "json_schema": {"name": form.__name__, "schema": schema, "strict": True}}


def refusal(error: "APIStatusError", sent: list[Feature], server: ModelServer) -> Feature | None:
    """Which parameter a server refused: the one that it names, else the most doubtful.

    None: it refused the call, and would whatever it is asked with.
    """
    if error.status_code not in (*REFUSING, BREAKING) or not sent or of_words(words(error), server):
        return None
    told = f"{error.param} {words(error)}"
    named = [one for one in reversed(sent) if one.value in told]
    if error.status_code == BREAKING:
        return named[0] if named else None
    if not named and sent[0] in FORMATS and any(word in told for word in FORMAT_WORDS):
        return sent[0]
    return named[0] if named else sent[0]
