"""The sandbox: a made-up district, served as ClassLink serves one."""
