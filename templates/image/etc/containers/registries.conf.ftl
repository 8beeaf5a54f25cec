# Managed by provision; comes from [registries] of the profile ${profile.name}. Change it there.
unqualified-search-registries = ${toml(file.unqualifiedSearch)}
short-name-mode = ${toml(file.shortNameMode)}
<#if file.aliases?has_content>

[aliases]
<#list file.aliases as alias>
${toml(alias.name)} = ${toml(alias.repository)}
</#list>
</#if>
<#list file.registries as registry>

[[registry]]
prefix = ${toml(registry.prefix)}
<#if registry.location?has_content>
location = ${toml(registry.location)}
</#if>
<#if registry.insecure>
insecure = true
</#if>
<#if registry.blocked>
blocked = true
</#if>
<#if registry.mirrorByDigestOnly>
mirror-by-digest-only = true
</#if>
<#list registry.mirrors as mirror>

[[registry.mirror]]
location = ${toml(mirror.location)}
<#if mirror.insecure>
insecure = true
</#if>
<#if mirror.pullFromMirror?has_content>
pull-from-mirror = ${toml(mirror.pullFromMirror)}
</#if>
</#list>
</#list>
