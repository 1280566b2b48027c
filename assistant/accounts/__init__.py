"""Who may do what: staff accounts, API keys, roles, rate limits and lock-out."""
