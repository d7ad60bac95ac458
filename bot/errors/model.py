"""The language model can't do what was asked. None of these holds a key, or a word that a person or the model wrote."""

from typing import ClassVar

from bot.errors.base import CasebookError


class ModelError(CasebookError):
    """The language model can't do what was asked. `is_paid`: the call may have been billed all the same."""

    is_paid: ClassVar[bool] = False


class ModelNotAllowed(ModelError):
    """The channel's settings say that nothing may be sent to one."""

    wording = "model_not_allowed"


class BudgetSpent(ModelError):
    """The channel's tokens of this day are used up. Details: used, budget."""

    wording = "model_budget_spent"


class ModelKeyRefused(ModelError):
    """The server does not take the key, or wants one. Details: url."""

    wording = "model_key_refused"


class ModelNotThere(ModelError):
    """The server has no model of this name. Details: url, model."""

    wording = "model_not_there"


class ModelOutOfQuota(ModelError):
    """What the account may use is used up. Details: url."""

    wording = "model_out_of_quota"


class ModelBehindProxy(ModelError):
    """A proxy of the environment stands between, and does not let the call through. Details: url, proxy."""

    wording = "model_behind_proxy"


class ModelProxyUnusable(ModelError):
    """The environment names a proxy of a kind that can't be used, for whichever address. Details: url, proxy."""

    wording = "model_proxy_unusable"


class ModelTlsFailed(ModelError):
    """The server's certificate is not trusted, or no encrypted connection comes about. Details: url, reason."""

    wording = "model_tls_failed"


class ModelSpeaksHttp(ModelError):
    """The address says https and the server speaks http. Details: url."""

    wording = "model_speaks_http"


class ModelSpeaksHttps(ModelError):
    """The address says http and the server speaks https. Details: url."""

    wording = "model_speaks_https"


class ModelWithoutPath(ModelError):
    """Nothing is found under the address, and the same address with `/v1` behind it answers. Details: url, better."""

    wording = "model_without_path"


class ModelUrlWrong(ModelError):
    """Whatever answers at the address does not speak chat completions. Details: url, reason."""

    wording = "model_url_wrong"


class ModelHostUnknown(ModelError):
    """The address names a host that nobody knows. Details: url."""

    wording = "model_host_unknown"


class ModelNotStarted(ModelError):
    """Nothing listens at the address. Details: url."""

    wording = "model_not_started"
    retryable = True


class ModelContextFull(ModelError):
    """What is sent does not fit into what the model reads at once. Details: model, context (tokens, assumed)."""

    wording = "model_context_full"


class ModelTooSlow(ModelError):
    """Nothing came for longer than we wait. Details: url, waited (seconds)."""

    wording = "model_too_slow"
    is_paid = True
    retryable = True


class ModelSilent(ModelTooSlow):
    """It stalls: for more than half of the time that may be waited nothing came at all."""


class ModelBusy(ModelError):
    """The server asks for patience (429), also after tries; or none of its places came free in time. Details: url."""

    wording = "model_busy"
    retryable = True


class ModelBroken(ModelError):
    """The server fails, or breaks off. Details: url, reason."""

    wording = "model_broken"
    retryable = True


class ModelBrokeOff(ModelBroken):
    """The server breaks off after it has begun to answer."""

    is_paid = True


class ModelCallRefused(ModelError):
    """The server does not take what it is sent, for a reason that we don't know. Details: url, reason (HTTP 400)."""

    wording = "model_call_refused"


class ModelResting(ModelError):
    """It failed several times in a row, and is left alone for a while. Details: seconds (until the next try)."""

    wording = "model_resting"
    retryable = True


class ModelAnswerUnusable(ModelError):
    """What came is not of the form that was asked for."""

    wording = "model_answer_unusable"
    is_paid = True


class ModelDeclined(ModelError):
    """The model, or a filter before it, refuses to answer."""

    wording = "model_declined"
    is_paid = True


class ModelCutOff(ModelError):
    """It came to the end of what it may write in the middle of a sentence."""

    wording = "model_cut_off"
    is_paid = True
