"""`python -m chancheck`."""

from chancheck.cli import main

if __name__ == "__main__":
    main()
