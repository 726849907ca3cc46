"""The machine: folders, files, locks, standard streams, child processes, the log."""
