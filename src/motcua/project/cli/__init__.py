"""The command line ``motcua``: one module per group of commands."""
