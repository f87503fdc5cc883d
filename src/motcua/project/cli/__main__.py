"""Run the command line by ``python -m motcua.project.cli``."""

from motcua.project.cli import app

if __name__ == "__main__":
    app(prog_name="motcua")
