"""Python in the reader's browser: where it comes from, and what runs there."""
