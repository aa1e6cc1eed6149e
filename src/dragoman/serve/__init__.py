"""The desk: web pages and their JSON twins."""
