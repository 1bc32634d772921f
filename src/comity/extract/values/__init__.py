"""What patterns and tables find in any language: identifiers, substances."""
