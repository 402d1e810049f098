"""`python -m bot` is `jawab`."""

import sys


def main() -> None:
    """Run the command line; Ctrl-C leaves no traceback while it is still being imported."""
    try:
        from bot.cli.main import main as run  # noqa: PLC0415 - it takes its time
    except KeyboardInterrupt:
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
