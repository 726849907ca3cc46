"""What the reader has set: `config.toml`, read with patience and written with care."""
