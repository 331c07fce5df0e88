"""The executable definition of how a Program runs: states, steps, canonical form, races. It knows no Go."""
