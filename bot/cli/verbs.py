"""`casebook` and the list of its verbs. A verb's file is imported when the verb is asked for: help comes at once."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

from bot.cli.interrupting import held_back

VERBS = {
    "demo": "Sample posts into a throw-away store, then a few questions answered.",
    "ingest": "Save pasted posts from files or standard input.",
    "ask": "Answer a question from the channel's saved arguments.",
    "chat": "Save posts and ask questions, interactively.",
    "case": "What is argued for and against a company, point by point.",
    "debate": "Both sides of a company, aspect by aspect, and what nobody has answered.",
    "timeline": "What is argued about a company over time, as a picture too.",
    "digest": "What came in lately: new arguments and points, what was answered.",
    "posts": "List the saved posts.",
    "correct": "Put right what was misread of a post: author, date, address, company.",
    "forget": "Delete saved posts and everything that came from them.",
    "alias": "The channel's own names for companies.",
    "import": "Restore an export, or read DiscordChatExporter's JSON.",
    "export": "Write everything of the channel as JSON Lines.",
    "backup": "Copy a store that is in use into a new file.",
    "run": "Run the Discord bot.",
    "doctor": "What is configured, what works, and how to mend the rest.",
    "migrate": "Bring a store's schema up to date.",
}


@contextmanager
def _aborting() -> Iterator[None]:
    """Ctrl-C as click's own Abort, before click sees it."""
    try:
        yield
    except KeyboardInterrupt as error:
        # click would write an empty line first: after a terminal's own `^C` that is right, elsewhere it is noise.
        if sys.stderr.isatty():
            sys.stderr.write("\n")
        raise click.Abort from error


class Verbs(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in VERBS:
            return None
        # `import` can't be the name of a Python file.
        with held_back():
            module = import_module(f"bot.cli.{'import_' if cmd_name == 'import' else cmd_name}")
        command: click.Command = module.command
        return command

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        with _aborting():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        with _aborting():
            return super().invoke(ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))


def _print_version(context: click.Context, _option: click.Parameter, asked: bool) -> None:  # noqa: FBT001
    if asked:
        from importlib.metadata import version  # 20 ms that no other verb needs

        click.echo(f"casebook {version('casebook')}")
        context.exit()


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version, help="Show the version."
)
def casebook() -> None:
    """Keeps the posts that investors paste, and answers questions only from the arguments in them.

    Start with `casebook demo`. Options stand after the verb: `casebook ask --help` shows them.
    """
