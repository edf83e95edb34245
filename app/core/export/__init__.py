"""A recording as a file for others: for Perfetto, for a spreadsheet, or as a page that needs nothing else."""
