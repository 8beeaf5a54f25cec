# Managed by provision; comes from [containers] of the profile ${profile.name}. Change it there.
<#list file.tables as table>

[${table.header}]
<#list table.entries as entry>
${entry.key} = ${toml(entry.value)}
</#list>
</#list>
