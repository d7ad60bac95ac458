"""What people do with the bot: commands, menus, buttons, modals, and typing towards a choice."""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.wire.core import Core
from tests.wire.interactions import Asked, Deed, Doing
from tests.wire.limits.command import Sort
from tests.wire.limits.measure import JsonObject, Kind, walk
from tests.wire.world import Channel, Person, Upload

SUBCOMMAND = 1
Given = str | bool | int | Upload


class Acting(Core):
    """People who use the bot. Only what is registered and stands in the message or the modal can be used."""

    async def slash(self, person: Person, where: Channel, name: str, /, **options: Given) -> Asked:
        """Give a command, its subcommand after a space; AssertionError where Discord would not offer it."""
        command, path = self._registered(name)
        assert may_use(self, person, where, command), f"{person.name} is not offered {name}"
        resolved, given = self._options(where, _of_path(command, path), options)
        data = _named(command) | {"options": _nested(path, given)} | resolved
        return await self.interactions.send(Doing(Deed.COMMAND, person, where, data))

    async def type_towards(self, person: Person, where: Channel, name: str, /, **options: str) -> Asked:
        """Type into a command's option; the last one named is where the cursor stands."""
        command, path = self._registered(name)
        _, given = self._options(where, _of_path(command, path), options)
        given[-1]["focused"] = True
        data = _named(command) | {"options": _nested(path, given)}
        return await self.interactions.send(Doing(Deed.AUTOCOMPLETE, person, where, data))

    async def choose_from_menu(self, person: Person, where: Channel, name: str, said: JsonObject) -> Asked:
        """Use a message's menu."""
        command = self._command(name, Sort.MESSAGE)
        data = _named(command) | {"target_id": said["id"], "resolved": {"messages": {said["id"]: said}}}
        return await self.interactions.send(Doing(Deed.COMMAND, person, where, data))

    async def press(self, person: Person, said: JsonObject, custom_id: str, *values: str) -> Asked:
        """Press a button, or choose values of a select."""
        await self.gateway.settle()
        part = next(part for part in walk(said["components"]) if part.get("custom_id") == custom_id)
        assert not part.get("disabled"), f"{custom_id} is disabled"
        data: JsonObject = {"custom_id": custom_id, "component_type": part["type"], "id": part["id"]}
        if part["type"] != Kind.BUTTON:
            data["values"] = list(values)
        where = self.world.channels[said["channel_id"]]
        return await self.interactions.send(Doing(Deed.COMPONENT, person, where, data, said))

    async def submit(self, opened: Asked, **fields: str | Sequence[Upload]) -> Asked:
        """Send the modal that was opened, by whom it was opened for; what is not named stays empty."""
        modal = await opened.modal()
        await self.gateway.settle()
        doing = opened.doing
        attachments: dict[str, JsonObject] = {}
        components = [self._filled(doing.where, part, fields, attachments) for part in modal["components"]]
        data = {"custom_id": modal["custom_id"], "components": components, "resolved": {"attachments": attachments}}
        return await self.interactions.send(Doing(Deed.MODAL, doing.person, doing.where, data, doing.message))

    def _filled(
        self,
        where: Channel,
        part: JsonObject,
        fields: Mapping[str, str | Sequence[Upload]],
        attachments: dict[str, JsonObject],
    ) -> JsonObject:
        told = {"id": part.get("id", 1), "type": part["type"]}
        if part["type"] == Kind.LABEL:
            return told | {"component": self._filled(where, part["component"], fields, attachments)}
        if "custom_id" not in part:
            return told
        given = fields.get(part["custom_id"], part.get("value") or "")
        told["custom_id"] = part["custom_id"]
        if part["type"] == Kind.TEXT_INPUT:
            return told | {"value": given}
        if isinstance(given, str):
            return told | {"values": [given] if given else []}
        files = [self.printer.attach(where, file) for file in given]
        attachments |= {file["id"]: file for file in files}
        return told | {"values": [file["id"] for file in files]}

    def _registered(self, name: str) -> tuple[JsonObject, list[str]]:
        first, *path = name.split()
        return self._command(first, Sort.SLASH), path

    def _command(self, name: str, sort: Sort) -> JsonObject:
        for command in self.world.commands:
            if command["name"] == name and command["type"] == sort:
                return command
        known = ", ".join(str(command["name"]) for command in self.world.commands)
        raise AssertionError(f"no {sort.name.lower()} command {name} is registered; there are: {known}")

    def _options(
        self, where: Channel, known: Sequence[JsonObject], options: Mapping[str, Given]
    ) -> tuple[JsonObject, list[JsonObject]]:
        types = {option["name"]: option["type"] for option in known}
        given, attachments = [], {}
        for name, value in options.items():
            told: Any = value
            if isinstance(value, Upload):
                file = self.printer.attach(where, value)
                attachments[file["id"]] = file
                told = file["id"]
            given.append({"name": name, "type": types[name], "value": told})
        return ({"resolved": {"attachments": attachments}} if attachments else {}), given


def _named(command: JsonObject) -> JsonObject:
    return {key: command[key] for key in ("id", "name", "type")}


def _of_path(command: JsonObject, path: Sequence[str]) -> list[JsonObject]:
    options: list[JsonObject] = command["options"]
    for step in path:
        options = next(option for option in options if option["name"] == step).get("options", [])
    return options


def _nested(path: Sequence[str], given: list[JsonObject]) -> list[JsonObject]:
    for step in reversed(path):
        given = [{"name": step, "type": SUBCOMMAND, "options": given}]
    return given


def may_use(core: Core, person: Person, where: Channel, command: JsonObject) -> bool:
    """Whether Discord offers the command to that person there."""
    needed = command["default_member_permissions"]
    return needed is None or int(needed) & ~int(core.world.permissions(person, where)) == 0
