"""What fills the terminal: state, workers, and the answers to messages."""
