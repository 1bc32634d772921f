"""What English words say exactly: dates, numbers, amounts, money."""
