"""Chinese documents into bilingual Chinese/English publications, offline."""

__version__ = "0.1.0"
