"""Run the command line by ``python -m motcua.project.cli``."""

from motcua.project.cli.app import main

if __name__ == "__main__":
    main()
