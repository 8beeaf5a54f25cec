# Managed by provision; comes from [packages] of the profile ${profile.name}. Change it there.
Types: deb
URIs: ${file.repository.uri}
Suites: ${file.repository.suite}
<#if file.components?has_content>
Components: ${file.components}
</#if>
Signed-By: ${file.keyring}
