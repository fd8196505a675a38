"""The site: brings products, sources and labs into MkDocs' pages. It computes no result and refuses names it does not know."""
