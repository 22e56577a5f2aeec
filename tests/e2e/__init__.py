"""The proof in the real terminal: `python -m tests.e2e`."""
