"""The declared site: its files, their schema, and the loader that turns them into one `Site`."""
