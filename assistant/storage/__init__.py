"""What an installation remembers: answers, conversations, feedback, pinned answers, accounts."""
