"""
One dossier's life in the demo: how officers and citizens behave, as dice decide.

A life yields the moment of its next act and does it when resumed, through the same
actions that the pages call.
"""

from motcua.demo.lives.life import play
from motcua.demo.lives.player import Player

__all__ = ["Player", "play"]
