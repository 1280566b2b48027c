"""How the shipped retrieval model was made; nobody imports it."""
