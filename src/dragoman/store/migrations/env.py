"""Runs the migrations on the connection that `store.migrate` hands over; it owns the transaction."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
