"""The site: built by the engine, finished by us."""
