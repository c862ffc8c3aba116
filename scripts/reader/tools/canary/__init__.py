"""The same pages built by another engine, and what differs from ours."""
