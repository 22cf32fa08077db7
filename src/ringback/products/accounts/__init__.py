"""Who one is: accounts and subaccounts, keys, credentials, applications, and the gate every request enters by."""
