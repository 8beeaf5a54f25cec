package dev.provision.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files are read, what they take in, and where a finding is told. */
class LintTest {
  private static final String BREAKS = "steps:\n  - script: docker swarm init\n";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "on: push\njobs:\n  build:\n    steps:\n      - script: docker swarm init\n",
        "services:\n  a:\n    image: b\n",
        "apiVersion: v1\nkind: Pod\n",
        "- hosts: all\n  tasks: []\n",
        "jobs:\n  build:\n    docker:\n      - image: x\n",
        "stages:\n  - build\n",
        "just text",
        "",
      })
  void whatIsNoPipelineIsPassedOverInAFolder(String text) throws IOException {
    write("other.yml", text);

    assertThat(Fixture.lint(folder, ".").files()).isZero();
  }

  @Test
  void aFolderIsSearchedAndANamedFileIsRead() throws IOException {
    write("a/b/c.yaml", BREAKS);
    write("a/readme.txt", BREAKS);
    write(".git/x.yml", BREAKS);
    write(".github/workflows/x.yml", BREAKS);
    write("odd.txt", "services: {}\n" + BREAKS);

    assertThat(found(".")).containsExactly("a/b/c.yaml:2 docker-command");
    assertThat(found("odd.txt")).containsExactly("odd.txt:3 docker-command");
    assertThat(found("a", "a/b/c.yaml")).containsExactly("a/b/c.yaml:2 docker-command");
  }

  @Test
  void aTemplateIsJudgedWhereItIsUsed() throws IOException {
    write(
        "ci/azure-pipelines.yml",
        """
        jobs:
          - job: linux
            steps:
              - template: ../steps/build.yml
                parameters:
                  command: swarm
              - template: ../steps/build.yml@self
                parameters:
                  command: $(unknown)
          - job: windows
            pool:
              vmImage: windows-2022
            steps:
              - template: /steps/windows.yml
        """);
    write(
        "steps/build.yml",
        """
        parameters:
          - name: command
            default: ps
        steps:
          - script: docker ${{ parameters.command }} init
        """);
    write("steps/windows.yml", BREAKS);

    assertThat(found(".")).containsExactly("steps/build.yml:5 docker-command");
    assertThat(found("steps")).containsExactly("steps/windows.yml:2 docker-command");
  }

  /** A branch that is never taken breaks nothing; what whoever starts a run decides, may. */
  @Test
  void branchesThatAreNotTakenAreSilent() throws IOException {
    write(
        "azure-pipelines.yml",
        """
        parameters:
          - name: asked
            type: boolean
            default: false
        jobs:
          - job: a
            steps:
              - ${{ if parameters.asked }}:
                - script: docker swarm init
              - template: steps.yml
                parameters:
                  kind: scan
                  asked: ${{ parameters.asked }}
        """);
    write(
        "steps.yml",
        """
        parameters:
          kind: build
          asked: true
          other: ''
        steps:
          - ${{ if eq(parameters.kind, 'build') }}:
            - script: docker swarm leave
          - ${{ elseif and(eq(parameters.kind, 'SCAN'), not(parameters.other)) }}:
            - script: docker scan x
          - ${{ else }}:
            - script: docker swarm ca
          - ${{ if eq(parameters.asked, true) }}:
            - script: docker swarm update
          - ${{ if eq(variables['Build.Reason'], 'Manual') }}:
            - script: docker swarm join
        """);

    assertThat(found("."))
        .containsExactly(
            "azure-pipelines.yml:9 docker-command",
            "steps.yml:9 docker-command",
            "steps.yml:13 docker-command",
            "steps.yml:15 docker-command");
  }

  @Test
  void templatesElsewhereAreUnknown() throws IOException {
    write("secret.yml", BREAKS);
    write("in/a.yml", "steps:\n  - template: ../secret.yml\n  - template: secret.yml@other\n");
    Files.createSymbolicLink(folder.resolve("in/link.yml"), folder.resolve("secret.yml"));
    write("in/b.yml", "steps:\n  - template: link.yml\n  - template: \"\\0\"\n");

    assertThat(found("in")).isEmpty();
  }

  @Test
  void templatesThatTakeEachOtherInEnd() throws IOException {
    write("a.yml", "steps:\n  - template: b.yml\n  - template: b.yml\n");
    write(
        "b.yml",
        "steps:\n  - template: a.yml\n  - template: a.yml\n  - script: docker swarm init\n");

    assertThat(found(".")).containsExactly("b.yml:4 docker-command");
  }

  @Test
  void variablesAreThoseOfTheirPart() throws IOException {
    write(
        "azure-pipelines.yml",
        """
        variables:
          - name: one
            value: swarm
          - ${{ if eq(1, 2) }}:
              - name: branch
                value: swarm
        jobs:
          - job: plain
            steps:
              - script: docker $(one) init
              - script: docker $(branch) init
          - job: own
            variables:
              one: ps
            steps:
              - script: docker $(one) init
          - job: matrix
            strategy:
              matrix:
                a: {one: ps}
            steps:
              - script: docker $(one) init
          - job: set
            variables:
              two: swarm
            steps:
              - script: echo "##vso[task.setvariable variable=two]ps"
              - script: docker $(two) init
        """);

    assertThat(found(".")).containsExactly("azure-pipelines.yml:10 docker-command");
  }

  /** The usual way to build on several systems. */
  @Test
  void containersOfAMatrixAreThoseOfItsColumns() throws IOException {
    write(
        "azure-pipelines.yml",
        """
        resources:
          containers:
            - container: known
              image: gcr.io/known:1
              options: --userns=keep-id:uid=1001,gid=1001 --user 0:0
        jobs:
          - job: images
            strategy:
              matrix:
                one: {image: 'denied.example.com/one:1'}
                two: {Image: 'docker.io/library/two:2'}
            container: $[ variables['image'] ]
            steps:
              - script: docker swarm init
              - script: docker ps
          - job: some
            strategy:
              matrix:
                one: {image: known}
                two: {image: ''}
            container: $[variables.image]
            steps:
              - script: docker swarm init
          - job: unknown
            strategy:
              matrix:
                one: {other: known}
            container: $[variables.image]
            steps:
              - script: docker swarm init
        """);

    assertThat(found("."))
        .containsExactly(
            "azure-pipelines.yml:10 container-account",
            "azure-pipelines.yml:10 image-policy",
            "azure-pipelines.yml:11 container-account",
            "azure-pipelines.yml:11 image-redirect",
            "azure-pipelines.yml:14 container-socket",
            "azure-pipelines.yml:15 container-socket");
  }

  /** A task that builds may have made the image that is run; one that logs in has not. */
  @Test
  void imagesOfTheJobItselfAreNotJudged() throws IOException {
    write(
        "azure-pipelines.yml",
        """
        jobs:
          - job: builds
            steps:
              - task: Docker@2
              - script: docker run denied.example.com/built
          - job: may
            steps:
              - {task: Docker@2, inputs: {command: $(command)}}
              - script: docker run denied.example.com/built
          - job: composes
            steps:
              - {task: DockerCompose@1, inputs: {action: Build services}}
              - script: docker run denied.example.com/built
          - job: pulls
            steps:
              - {task: Docker@2, inputs: {command: login}}
              - script: docker run denied.example.com/pulled
        """);

    assertThat(found("."))
        .containsExactly(
            "azure-pipelines.yml:12 docker-compose", "azure-pipelines.yml:17 image-policy");
  }

  @Test
  void whatRunsElsewhereIsNotJudged() throws IOException {
    write(
        "azure-pipelines.yml",
        """
        stages:
          - stage: mac
            pool: {vmImage: macOS-latest}
            jobs:
              - job: mac
                steps: [{script: docker swarm init}]
              - job: linux
                pool: {vmImage: ubuntu-24.04}
                steps: [{script: docker swarm init}]
          - stage: both
            jobs:
              - job: one
                pool:
                  name: ours
                  demands: Agent.OS -equals Windows_NT
                steps: [{script: docker swarm init}]
              - job: two
                steps:
                  - script: docker swarm init
                    condition: and(succeeded(), eq(variables['Agent.OS'], 'Windows_NT'))
              - job: three
                pool: server
                steps: [{script: docker swarm init}]
              - deployment: four
                strategy: {runOnce: {deploy: {steps: [{script: docker swarm init}]}}}
        """);

    assertThat(found("."))
        .containsExactly(
            "azure-pipelines.yml:9 docker-command", "azure-pipelines.yml:25 docker-command");
  }

  @Test
  void branchesAreAllRead() throws IOException {
    write(
        "azure-pipelines.yml",
        """
        extends:
          template: all.yml@other
          parameters:
            stages:
              - stage: one
                jobs:
                  - ${{ if eq(variables['a'], 'b') }}:
                      - job: two
                        steps:
                          - ${{ each x in parameters.y }}:
                              - script: docker swarm init
                  - ${{ else }}:
                      - job: three
                        steps:
                          - bash: docker service ls
        """);

    assertThat(found("."))
        .containsExactly(
            "azure-pipelines.yml:11 docker-command", "azure-pipelines.yml:15 docker-command");
  }

  @Test
  void whatCannotBeReadIsAFindingWithItsPlace() throws IOException {
    write("azure-pipelines.yml", "steps:\n  - script: a\n  script: b\n");

    assertThat(found(".")).containsExactly("azure-pipelines.yml:3 yaml");
  }

  private List<String> found(String... paths) {
    return Fixture.lint(folder, paths).findings().stream()
        .map(it -> it.spot().file() + ":" + it.spot().place().line() + " " + it.rule().id())
        .toList();
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
