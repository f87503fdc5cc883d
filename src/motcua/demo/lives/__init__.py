"""
One dossier's life in the demo: how officers and citizens behave, as dice decide.

A life yields the moment of its next act and does it when resumed, through the same
actions that the pages call.
"""

from motcua.demo.lives.life import Life

__all__ = ["Life"]
