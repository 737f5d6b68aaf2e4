"""`python -m zonewarden`: the command line."""

from zonewarden.cli.main import entry

if __name__ == "__main__":
    entry()
