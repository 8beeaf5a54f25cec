# Managed by provision; comes from [kernel] of the profile ${profile.name}. Change it there.
<#list profile.kernel.sysctl as key, value>
${key} = ${value}
</#list>
