"""`python -m udplan` is the same as `udplan`."""

from udplan.cli.app import main

if __name__ == "__main__":
    main()
