"""How currencies are written: data for ``quantities``. Codes: ISO 4217, or the market's (BTC)."""

SIGNS = {
    "US$": "USD", "USD$": "USD", "A$": "AUD", "AU$": "AUD", "AUD$": "AUD", "C$": "CAD",
    "CA$": "CAD", "CAD$": "CAD", "HK$": "HKD", "NT$": "TWD", "NZ$": "NZD", "S$": "SGD",
    "SG$": "SGD", "R$": "BRL", "MX$": "MXN", "$": "USD", "€": "EUR", "£": "GBP", "₹": "INR",
    "₩": "KRW", "₽": "RUB", "₿": "BTC", "RMB": "CNY", "Rp": "IDR",
    "RM": "MYR", "Rs": "rupees", "Rs.": "rupees", "₱": "PHP", "฿": "THB", "₫": "VND", "₴": "UAH",
    "₺": "TRY", "₦": "NGN", "₪": "ILS", "KSh": "KES", "Ksh": "KES", "KSh.": "KES",
}  # fmt: skip
RUPEES = {"Pakistan": "PKR", "Sri Lanka": "LKR", "Nepal": "NPR", "Mauritius": "MUR"}
"""Whose rupees "Rs" are, where a text speaks of the country and not of India: else Indian ones."""
CODES = (
    "AED AUD BRL BTC CAD CHF CNY COP CZK DKK ETH EUR GBP HKD HUF IDR ILS INR JPY KRW MXN MYR NOK "
    "NZD PHP PLN RUB SAR SEK SGD THB TRY TWD UAH USD USDT VND XMR ZAR"
).split()
CURRENCIES = {
    "AUD": r"(?:australian|aussie)\s+dollars?",
    "CAD": r"canadian\s+dollars?",
    "HKD": r"hong\s+kong\s+dollars?",
    "NZD": r"new\s+zealand\s+dollars?",
    "SGD": r"singapore(?:an)?\s+dollars?",
    "TWD": r"(?:new\s+)?taiwan(?:ese)?\s+dollars?",
    "USD": r"(?:(?:us|u\.s\.|american)\s+)?dollars?",
    "EUR": r"euros?",
    "GBP": r"british\s+pounds?|pounds?(?:\s+sterling|(?=\s+in\s+cash|\s+\([$€]))",
    "CNY": r"(?:chinese\s+)?(?:yuan|renminbi|rmb)",
    "JPY": r"(?:japanese\s+)?yen",
    "KRW": r"(?:south\s+)?korean\s+won",
    "INR": r"indian\s+rupees?",
    "RUB": r"(?:russian\s+)?rou?bles?",
    "CHF": r"swiss\s+francs?",
    "MXN": r"mexican\s+pesos?",
    "PHP": r"philippine\s+pesos?",
    "COP": r"colombian\s+pesos?",
    "THB": r"(?:thai\s+)?baht",
    "MYR": r"(?:malaysian\s+)?ringgit",
    "AED": r"(?:(?:uae|emirati)\s+)?dirhams?",
    "PLN": r"(?:polish\s+)?z[lł]oty(?:ch|s)?",
    "SEK": r"swedish\s+kron(?:or|a)",
    "DKK": r"danish\s+kroner?",
    "NOK": r"norwegian\s+kroner?",
    "TRY": r"turkish\s+liras?",
    "ILS": r"(?:israeli\s+)?(?:new\s+)?shekels?",
    "ZAR": r"(?:south\s+african\s+)?rand",
    "BRL": r"(?:brazilian\s+)?reais",
    "UAH": r"hryvnias?",
    "VND": r"(?:vietnamese\s+)?dong",
    "NGN": r"(?:nigerian\s+)?naira",
    "KES": r"kenyan\s+shillings?",
    "BTC": r"bitcoins?|btc",
    "ETH": r"ether(?:eum)?|eth",
    "XMR": r"monero|xmr",
    "USDT": r"tethers?|usdt",
}
SHORT_SCALES = {"k": 10**3, "m": 10**6, "mn": 10**6, "b": 10**9, "bn": 10**9, "tn": 10**12}
