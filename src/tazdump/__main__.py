"""`python -m tazdump`: the command line, where its script is not on the path."""

from tazdump.cli import main

raise SystemExit(main())
