"""What happened in a Chinese text: events with who took part, offences, penalties, relations."""
