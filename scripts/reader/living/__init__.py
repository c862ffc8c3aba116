"""What keeps the text alive: corrections that people send, what changed since a copy, who read a page, a town's own file."""
