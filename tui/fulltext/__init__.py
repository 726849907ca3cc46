"""A web page to the article on it: what belongs to it, and what the page says of it; pure."""
