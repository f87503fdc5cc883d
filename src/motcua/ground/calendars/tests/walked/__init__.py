"""An independent proof of the clock: whole lives of dossiers, walked by hand and at random."""
