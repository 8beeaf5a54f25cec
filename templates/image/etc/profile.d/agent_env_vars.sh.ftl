# Managed by provision; comes from [agent] of the profile ${profile.name}. Change it there.
# Sourced by root when the Azure DevOps agent starts: assignments only, all of them exported.
<#list file.variables as variable>
export ${variable.name}=${sh(variable.value)}
</#list>
