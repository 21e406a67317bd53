"""Trouble made on purpose. `FAULTS=200 python3 run.py test tests/faults` is the long form."""
