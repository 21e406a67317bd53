"""What a format is, whichever way it is read or written."""
