"""What a language model took."""

from pydantic import BaseModel, Field


class Usage(BaseModel, frozen=True):
    """Tokens that a call took, or several together. `estimated`: the server did not count all of them."""

    sent: int = Field(default=0, ge=0)
    written: int = Field(default=0, ge=0)
    estimated: bool = False

    @property
    def total(self) -> int:
        return self.sent + self.written

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            sent=self.sent + other.sent,
            written=self.written + other.written,
            estimated=self.estimated or other.estimated,
        )


class Used(BaseModel, frozen=True):
    """What a channel used in a day. `reserved` tokens belong to calls under way, or to those whose process ended meanwhile."""

    usage: Usage = Usage()
    reserved: int = 0
    calls: int = 0

    @property
    def total(self) -> int:
        return self.usage.total + self.reserved
