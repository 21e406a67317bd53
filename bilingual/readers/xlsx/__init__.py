"""Excel files in: `read_xlsx`."""

from bilingual.readers.xlsx.reader import read_xlsx as read_xlsx
