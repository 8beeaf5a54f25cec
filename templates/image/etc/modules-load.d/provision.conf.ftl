# Managed by provision; comes from [kernel] of the profile ${profile.name}. Change it there.
<#list profile.kernel.modules as module>
${module}
</#list>
