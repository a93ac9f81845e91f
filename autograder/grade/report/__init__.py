"""The report of a class: a page for people, tables for spreadsheets."""

from __future__ import annotations

from .page import write_page
from .signs import MEANING, STATUS, mark_of, marks_of
from .tables import write_csv

__all__ = ["MEANING", "STATUS", "mark_of", "marks_of", "write_csv", "write_page"]
