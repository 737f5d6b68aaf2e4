"""How wide text is on a terminal. Plain ASCII, which nearly all of a report is, needs no table; rich knows the rest."""

from __future__ import annotations


def cell_len(text: str) -> int:
    """Return how many cells `text` takes."""
    if text.isascii():
        return len(text)
    from rich import cells

    return cells.cell_len(text)


def set_cell_size(text: str, size: int) -> str:
    """Return `text` cut, or filled with blanks, to `size` cells."""
    if text.isascii():
        return text[:size].ljust(size)
    from rich import cells

    return cells.set_cell_size(text, size)


def chopped(text: str, width: int) -> list[str]:
    """Return `text` in pieces of at most `width` cells."""
    if text.isascii():
        return [text[at : at + width] for at in range(0, len(text), width)]
    from rich import cells

    return cells.chop_cells(text, width)
