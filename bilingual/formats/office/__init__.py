"""PowerPoint and Excel files, for both directions."""
