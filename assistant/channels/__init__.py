"""Group chats: each adapter checks a platform's signature, reads its message, shapes the reply."""
