"""Edited documents read back: what a person changed in a document of ours, as entries of the
translation memory. A new kind of file is a module here and a row of `readers.EDITED_FORMATS`."""
