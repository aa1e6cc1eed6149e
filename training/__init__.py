"""How the weights in ``dragoman/models`` are made: corpus in, models and their cards out."""
