"""A policy file becomes searchable clauses."""
