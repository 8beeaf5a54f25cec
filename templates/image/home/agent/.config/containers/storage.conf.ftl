# Managed by provision; comes from [storage] of the profile ${profile.name}. Change it there.
[storage]
driver = ${toml(file.driver)}
