"""From an address or a document to stored articles: subscribing, asking, writing."""
