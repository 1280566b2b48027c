"""The staff's documents: uploaded, looked through, published, withdrawn, with their history."""
