"""`chancheck learn`: lessons at the terminal, in English and Brazilian Portuguese."""
