"""The claims: a module measures one and draws it; what the claims of a post share stands in a module whose name begins with _."""
