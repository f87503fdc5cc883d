"""Một Cửa: the software a province needs to keep its promises to citizens."""

__version__ = "0.1.0"
