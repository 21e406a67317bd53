"""The exchange formats of translators, in both directions: TMX 1.4b, XLIFF 1.2 and XLIFF 2.1.

`codes` is what they have in common: formatting, links, notes and the like as inline codes.
"""
