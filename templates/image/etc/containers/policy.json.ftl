{
    "default": [
<#list file.fallback as requirement>
        ${json(requirement, 2)}<#sep>,</#sep>
</#list>
    ],
    "transports": {
<#list file.transports as transport>
        ${json(transport.name, 0)}: {
<#list transport.scopes as scope>
            ${json(scope.name, 0)}: [
<#list scope.requirements as requirement>
                ${json(requirement, 4)}<#sep>,</#sep>
</#list>
            ]<#sep>,</#sep>
</#list>
        }<#sep>,</#sep>
</#list>
    }
}
