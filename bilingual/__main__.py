"""``python -m bilingual`` is the ``bilingual`` command."""

from bilingual.cli.main import main

if __name__ == "__main__":
    main()
