"""Names and parts of Word files, for readers and writers."""
