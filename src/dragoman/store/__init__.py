"""The ledger: schema, migrations, search, judgements, import and export."""
