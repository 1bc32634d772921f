"""Who and where: people, organisations and places by name, their posts, aliases and groups."""
