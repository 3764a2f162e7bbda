"""The words of the procedure: pure, standard library only, imported by everything else."""
