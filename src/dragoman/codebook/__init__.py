"""The ontology as YAML and its loader."""
