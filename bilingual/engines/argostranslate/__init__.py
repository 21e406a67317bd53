"""Argos Translate as its users have it: its own code, for comparison with ours.

Its code runs in a process of its own (`worker`), which may not open a connection. There it loads
minisbd (AGPL), which it splits sentences with; nothing in this project does.
"""
