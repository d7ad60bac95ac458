"""Every failure that a person can act on, in one tree.

    CasebookError
    ├── BadInput            what was given can't be used; nothing was stored
    │   ├── NothingToSave · NotText · TooLarge · PostTooLong · QuestionTooLong · EmptyQuestion
    │   ├── NoChannel · NameTooLong
    │   ├── BadUrl · OwnMessage · NotAChoice · TooManyPages · LockedFile · NoTextInPdf
    │   ├── BrokenPdf · BrokenFile · UnreadableFile · FileUnreadable · UnknownPost · UnknownSubject · UnknownAnswer
    │   ├── BadImport · UnknownAlias · BadSince · BadDate · UnknownZone · BadShards
    │   └── BadAlias: AliasWithoutName · AliasWithoutCompany · AliasTooLong · OrdinaryAlias
    ├── StoreError
    │   ├── StoreUnwritable · StoreNotOurs · StoreDamaged · StoreTooNew · StoreLocked · StoreFull · StoreUnsupported
    │   ├── StoreUnreachable (StoreUncertain) · StoreOutdated · StoreUnfit
    │   └── StoreMissing · StoreOnServer · BackupExists · BackupFailed
    ├── Refused             the one who asks may not, or not now
    │   └── NotAllowed · NotAllowedThere · NotTheirs · AliasTaken · ExportTooLarge · OutOfSight · TooOften
    ├── DiscordError
    │   └── BadToken · NoPermission · DiscordDown · MoreShardsNeeded
    ├── ModelError          the extractive engines go on without it; `casebook doctor` says how to mend it
    │   ├── ModelNotAllowed · BudgetSpent · ModelResting
    │   ├── ModelKeyRefused · ModelNotThere · ModelOutOfQuota · ModelBehindProxy · ModelProxyUnusable
    │   ├── ModelTlsFailed · ModelSpeaksHttp · ModelSpeaksHttps · ModelWithoutPath · ModelUrlWrong · ModelHostUnknown
    │   ├── ModelNotStarted · ModelContextFull · ModelTooSlow (ModelSilent) · ModelBusy · ModelBroken (ModelBrokeOff)
    │   └── ModelCallRefused · ModelAnswerUnusable · ModelDeclined · ModelCutOff
    ├── EmbeddingsFailed · ReaderDied
    └── BadSettings

Rooms raise; only an entry (`bot/cli`, `bot/cogs`) catches, and turns `wording` and `details` into one sentence.
"""

from bot.errors.base import BadSettings, CasebookError, EmbeddingsFailed, ReaderDied
from bot.errors.discord import BadToken, DiscordDown, DiscordError, MoreShardsNeeded, NoPermission
from bot.errors.given import (
    AliasTooLong,
    AliasWithoutCompany,
    AliasWithoutName,
    BadAlias,
    BadDate,
    BadImport,
    BadInput,
    BadShards,
    BadSince,
    BadUrl,
    BrokenFile,
    BrokenPdf,
    EmptyQuestion,
    FileUnreadable,
    LockedFile,
    NameTooLong,
    NoChannel,
    NotAChoice,
    NoTextInPdf,
    NothingToSave,
    NotText,
    OrdinaryAlias,
    OwnMessage,
    PostTooLong,
    QuestionTooLong,
    TooLarge,
    TooManyPages,
    UnknownAlias,
    UnknownAnswer,
    UnknownPost,
    UnknownSubject,
    UnknownZone,
    UnreadableFile,
)
from bot.errors.model import (
    BudgetSpent,
    ModelAnswerUnusable,
    ModelBehindProxy,
    ModelBroken,
    ModelBrokeOff,
    ModelBusy,
    ModelCallRefused,
    ModelContextFull,
    ModelCutOff,
    ModelDeclined,
    ModelError,
    ModelHostUnknown,
    ModelKeyRefused,
    ModelNotAllowed,
    ModelNotStarted,
    ModelNotThere,
    ModelOutOfQuota,
    ModelProxyUnusable,
    ModelResting,
    ModelSilent,
    ModelSpeaksHttp,
    ModelSpeaksHttps,
    ModelTlsFailed,
    ModelTooSlow,
    ModelUrlWrong,
    ModelWithoutPath,
)
from bot.errors.refused import (
    AliasTaken,
    ExportTooLarge,
    NotAllowed,
    NotAllowedThere,
    NotTheirs,
    OutOfSight,
    Refused,
    TooOften,
)
from bot.errors.store import (
    BackupExists,
    BackupFailed,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreLocked,
    StoreMissing,
    StoreNotOurs,
    StoreOnServer,
    StoreOutdated,
    StoreTooNew,
    StoreUncertain,
    StoreUnfit,
    StoreUnreachable,
    StoreUnsupported,
    StoreUnwritable,
)

__all__ = [
    "AliasTaken",
    "AliasTooLong",
    "AliasWithoutCompany",
    "AliasWithoutName",
    "BackupExists",
    "BackupFailed",
    "BadAlias",
    "BadDate",
    "BadImport",
    "BadInput",
    "BadSettings",
    "BadShards",
    "BadSince",
    "BadToken",
    "BadUrl",
    "BrokenFile",
    "BrokenPdf",
    "BudgetSpent",
    "CasebookError",
    "DiscordDown",
    "DiscordError",
    "EmbeddingsFailed",
    "EmptyQuestion",
    "ExportTooLarge",
    "FileUnreadable",
    "LockedFile",
    "ModelAnswerUnusable",
    "ModelBehindProxy",
    "ModelBrokeOff",
    "ModelBroken",
    "ModelBusy",
    "ModelCallRefused",
    "ModelContextFull",
    "ModelCutOff",
    "ModelDeclined",
    "ModelError",
    "ModelHostUnknown",
    "ModelKeyRefused",
    "ModelNotAllowed",
    "ModelNotStarted",
    "ModelNotThere",
    "ModelOutOfQuota",
    "ModelProxyUnusable",
    "ModelResting",
    "ModelSilent",
    "ModelSpeaksHttp",
    "ModelSpeaksHttps",
    "ModelTlsFailed",
    "ModelTooSlow",
    "ModelUrlWrong",
    "ModelWithoutPath",
    "MoreShardsNeeded",
    "NameTooLong",
    "NoChannel",
    "NoPermission",
    "NoTextInPdf",
    "NotAChoice",
    "NotAllowed",
    "NotAllowedThere",
    "NotText",
    "NotTheirs",
    "NothingToSave",
    "OrdinaryAlias",
    "OutOfSight",
    "OwnMessage",
    "PostTooLong",
    "QuestionTooLong",
    "ReaderDied",
    "Refused",
    "StoreDamaged",
    "StoreError",
    "StoreFull",
    "StoreLocked",
    "StoreMissing",
    "StoreNotOurs",
    "StoreOnServer",
    "StoreOutdated",
    "StoreTooNew",
    "StoreUncertain",
    "StoreUnfit",
    "StoreUnreachable",
    "StoreUnsupported",
    "StoreUnwritable",
    "TooLarge",
    "TooManyPages",
    "TooOften",
    "UnknownAlias",
    "UnknownAnswer",
    "UnknownPost",
    "UnknownSubject",
    "UnknownZone",
    "UnreadableFile",
]
