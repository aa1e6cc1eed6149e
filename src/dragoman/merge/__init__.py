"""Reports of one happening become one event with its independent sources."""
