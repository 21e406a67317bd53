"""What a Word file is, whichever way it goes: names, order of elements, marks, fields, notes,
numbering, styles, sections, package."""
