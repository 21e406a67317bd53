"""The recipe of the embedded Chinese-English package: from parallel text to an Argos package.

Three commands, in this order: ``python -m training.prepare``, ``python -m training.train`` and
``python -m training.export``; docs/training.md walks through them. Not part of the installed
tool, which never needs PyTorch.
"""
