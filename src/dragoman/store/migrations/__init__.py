"""Numbered changes of the schema, run by `store.migrate`."""
