"""Measurements, each a command: `python -m benchmarks.speed`, `python benchmarks/recovery.py`."""
