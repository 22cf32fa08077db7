"""`python -m ringback` is the `ringback` command."""

import sys

from ringback.app.command import main

if __name__ == "__main__":
    sys.exit(main())
