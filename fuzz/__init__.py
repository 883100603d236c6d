"""Fuzzing: inputs that no one would write, led by what of the code they reach.

How: `python -m fuzz TARGET` runs libFuzzer (through atheris) with the oracle of the tests; the
targets stand in `targets`, how bytes change in `mutators`. Needs the extra `fuzz`.
Cost: as long as it is let; a few thousand inputs a second at most.
"""
