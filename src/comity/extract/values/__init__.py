"""What patterns and tables find exactly: dates, amounts, money, identifiers, substances."""
