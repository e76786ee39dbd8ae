"""The kernel and the wiring of Samenspel."""

__version__ = "0.1.0"
