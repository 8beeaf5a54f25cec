# Managed by provision; comes from [policy] of the profile ${profile.name}. Change it there.
docker:
<#list file.namespaces as namespace>
    ${json(namespace, 0)}:
        use-sigstore-attachments: true
</#list>
