# Compares the runners of a scale set with the profile [=profile.name()] at night. Made by `provision
# export pipeline`; change the parameters, not the steps.
#
# The agent of the pool must have provision and the Azure CLI, and reach the runners' private addresses.
trigger: none
pr: none
schedules:
  - cron: "0 2 * * *"
    displayName: Drift of the runners
    branches:
      include: [main]
    always: true

parameters:
  - name: pool
    type: string
    default: nightly
  - name: azure
    displayName: Service connection that may read the scale set
    type: string
    default: azure
  - name: resourceGroup
    type: string
    default: runners
  - name: scaleSet
    type: string
    default: agents
  - name: user
    displayName: Who logs in, with sudo
    type: string
    default: azureuser
  - name: sshKey
    displayName: Secure file with the private key
    type: string
    default: runners.key
  - name: knownHosts
    displayName: Line of known_hosts, "@cert-authority * ..." say
    type: string
    default: "# none"
  - name: profile
    type: string
    default: [=json(word, 0)]
  - name: drift
    displayName: Whether drift alone fails the run, or ends it with a warning
    type: string
    default: fail
    values: [fail, warn]

pool: ${{ parameters.pool }}

steps:
  # Nothing of the night before is taken for tonight's, nor are keys of runners that are gone.
  - checkout: self
    clean: true

  - task: InstallSSHKey@0
    displayName: Key in an ssh-agent
    inputs:
      knownHostsEntry: ${{ parameters.knownHosts }}
      sshKeySecureFile: ${{ parameters.sshKey }}

  - task: AzureCLI@2
    displayName: Inventory
    inputs:
      azureSubscription: ${{ parameters.azure }}
      scriptType: bash
      scriptLocation: inlineScript
      inlineScript: |
        set -eu
        az vmss list-instances --resource-group "$GROUP" --name "$SCALE_SET" --output json >instances.json
        az vmss nic list --resource-group "$GROUP" --vmss-name "$SCALE_SET" --output json >nics.json
    env:
      GROUP: ${{ parameters.resourceGroup }}
      SCALE_SET: ${{ parameters.scaleSet }}

  - task: DownloadPipelineArtifact@2
    displayName: Last night
    continueOnError: true
    inputs:
      buildType: specific
      project: $(System.TeamProjectId)
      definition: $(System.DefinitionId)
      buildVersionToDownload: latest
      allowPartiallySucceededBuilds: true
      allowFailedBuilds: true
      artifactName: drift
      targetPath: $(System.DefaultWorkingDirectory)/last

  - bash: |
      set -u
      mkdir -p drift
      set -- --profile "$PROFILE" --inventory instances.json --inventory nics.json --user "$RUNNER_USER" \
        --report html=drift/index.html --report json=drift/drift.json --report junit=drift/junit.xml \
        --report markdown=drift/summary.md --drift "$DRIFT"
      # Runners are new each day: without an authority the key that one shows first has to do.
      case $KNOWN_HOSTS in
        '# none') set -- "$@" --known-hosts drift/known_hosts --host-key accept-new ;;
      esac
      if [ -s last/drift.json ]; then set -- "$@" --since last/drift.json; fi
      exec provision drift "$@"
    displayName: Drift
    env:
      DRIFT: ${{ parameters.drift }}
      PROFILE: ${{ parameters.profile }}
      RUNNER_USER: ${{ parameters.user }}
      KNOWN_HOSTS: ${{ parameters.knownHosts }}

  - task: PublishTestResults@2
    displayName: Results
    condition: succeededOrFailed()
    inputs:
      testResultsFormat: JUnit
      testResultsFiles: drift/junit.xml
      testRunTitle: Drift of ${{ parameters.scaleSet }}

  - task: PublishPipelineArtifact@1
    displayName: Report
    condition: succeededOrFailed()
    inputs:
      targetPath: drift
      artifact: drift
