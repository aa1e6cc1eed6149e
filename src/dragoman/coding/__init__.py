"""Documents become event mentions and statements; the codebook decides what there is to find."""
