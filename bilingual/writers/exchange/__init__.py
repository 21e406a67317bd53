"""Files for translators' programs: XLIFF 2.1 (``xliff``), XLIFF 1.2 (``xlf``) and TMX."""
