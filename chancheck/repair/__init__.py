"""Repairs: small edits of a defective program, shown only after the edited program was proved."""
