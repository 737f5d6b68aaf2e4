"""The one way to fail that the user can mend."""

from __future__ import annotations


class UserError(Exception):
    """Something the user can mend: bad usage, unreadable input, a failing engine. One line, exit code 2."""
