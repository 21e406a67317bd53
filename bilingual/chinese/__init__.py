"""Knowledge of written Chinese: characters, pinyin, script, punctuation, sentences.

Pure functions over strings; nothing here knows of documents, files or engines.
"""
