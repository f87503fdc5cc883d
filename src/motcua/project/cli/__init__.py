"""The command line ``motcua``."""

import os

import typer
from django.core.management import execute_from_command_line

app = typer.Typer(no_args_is_help=True, pretty_exceptions_show_locals=False)


@app.callback()
def main() -> None:
    """Một Cửa: the software a province needs to keep its promises to citizens."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.project.settings")


@app.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    add_help_option=False,
    rich_help_panel="Development",
)
def manage(context: typer.Context) -> None:
    """Run one of Django's own commands, such as makemigrations."""
    execute_from_command_line(["motcua manage", *context.args])
