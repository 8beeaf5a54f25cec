#!/usr/bin/python
# Apache-2.0, as the collection.
"""Runs provision for a host."""

from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r"""
module: provision
short_description: Makes a host an Azure DevOps agent with rootless podman
description:
  - Calls C(provision apply), which changes a host in one transaction, verifies it, and undoes
    everything when that fails. In check mode C(provision plan), which changes nothing.
  - Runs where provision is installed, usually on the controller by C(delegate_to=localhost).
  - Give exactly one of I(host), I(local) and I(root).
options:
  profile:
    description: Name of a profile, or path of its file.
    type: str
    required: true
  host:
    description: Where sshd listens.
    type: str
  port:
    description: Of sshd, 22 when neither this nor I(host) says another.
    type: int
  user:
    description: Who logs in, root or somebody with sudo.
    type: str
  identity:
    description: Path of a private key. Without it the keys of the agent at SSH_AUTH_SOCK are tried.
    type: path
  known_hosts:
    description: Path of the file with the host's key.
    type: path
  host_key:
    description: C(strict), C(accept-new), or the SHA256 fingerprint of the host's key.
    type: str
    default: strict
  sudo_password:
    description: For a user whose sudo asks for one.
    type: str
  local:
    description: Whether this machine is meant.
    type: bool
    default: false
  root:
    description: A file system tree that is not booted.
    type: path
  set:
    description: Keys of the profile that are other than there, by their paths.
    type: dict
    default: {}
  executable:
    description: The program.
    type: path
    default: provision
author:
  - provision (@provision)
attributes:
  check_mode:
    support: full
    description: Asks for the plan.
  diff_mode:
    support: full
    description: Shows the differences of files.
"""

EXAMPLES = r"""
- name: Each is as the profile says
  provision.azure_devops.provision:
    profile: ado-runner
    host: "{{ ansible_host | default(inventory_hostname) }}"
    user: "{{ ansible_user }}"
  delegate_to: localhost
"""

RETURN = r"""
changes:
  description: What was changed, or in check mode would be.
  returned: when provision answered
  type: list
  elements: dict
  sample: [{"resource": "file:/etc/containers/policy.json", "kind": "update", "summary": "content"}]
generation:
  description: Number of the generation that C(provision rollback) leads back to.
  returned: when something was changed
  type: int
exit_code:
  description: Of provision; 3 means that the host is as before, 4 that it is not.
  returned: when provision was called
  type: int
"""

import json
import os

from ansible.module_utils.basic import AnsibleModule

DIFFERENT = 2


def command(module):
    """What is to be called, each value a word of its own."""
    given = module.params
    verb = "plan" if module.check_mode else "apply"
    words = [given["executable"], verb, "--profile", given["profile"], "--format", "json"]
    if given["host"]:
        where = given["host"]
        # An address of IPv6 has colons of its own; one colon is before a port.
        if where.count(":") > 1 and not where.startswith("["):
            where = "[" + where + "]"
        words += ["--host", where, "--host-key", given["host_key"]]
        for name in ("port", "user", "identity", "known_hosts"):
            if given[name]:
                words += ["--" + name.replace("_", "-"), str(given[name])]
    elif given["root"]:
        words += ["--root", given["root"]]
    else:
        words += ["--local"]
    for key in sorted(given["set"]):
        value = given["set"][key]
        if value is None or isinstance(value, dict):
            module.fail_json(msg="set: %s: give a text, a number, a truth value or a list" % key)
        # What is a text in the playbook is one in TOML, also where it looks like a number.
        words += ["--set", key + "=" + json.dumps(value, ensure_ascii=False)]
    return words


def answer(module, status, stdout, stderr):
    """The document that provision prints, whatever came of it."""
    try:
        return json.loads(stdout)
    except ValueError:
        module.fail_json(msg=stderr.strip() or "provision did not answer", exit_code=status)


def main():
    module = AnsibleModule(
        argument_spec={
            "profile": {"type": "str", "required": True},
            "host": {"type": "str"},
            "port": {"type": "int"},
            "user": {"type": "str"},
            "identity": {"type": "path"},
            "known_hosts": {"type": "path"},
            "host_key": {"type": "str", "default": "strict", "no_log": False},
            "sudo_password": {"type": "str", "no_log": True},
            "local": {"type": "bool", "default": False},
            "root": {"type": "path"},
            "set": {"type": "dict", "default": {}},
            "executable": {"type": "path", "default": "provision"},
        },
        supports_check_mode=True,
    )
    targets = [name for name in ("host", "local", "root") if module.params[name]]
    if len(targets) != 1:
        module.fail_json(msg="give exactly one of host, local and root")
    # The task says which host is meant, not the environment of whoever runs Ansible.
    for name in ("host", "port", "user", "identity", "known_hosts", "host_key", "sudo_password"):
        os.environ.pop("PROVISION_" + name.upper(), None)
    environment = {}
    if module.params["sudo_password"]:
        environment["PROVISION_SUDO_PASSWORD"] = module.params["sudo_password"]
    status, stdout, stderr = module.run_command(
        command(module), environ_update=environment, expand_user_and_vars=False
    )
    document = answer(module, status, stdout, stderr)
    if not document["success"]:
        module.fail_json(msg=document["error"], exit_code=status)
    data = document["data"]
    changes = data["changes"]
    if data["conflicts"]:
        module.fail_json(
            msg="; ".join("%(resource)s %(message)s; %(remedy)s" % it for it in data["conflicts"]),
            exit_code=status,
        )
    if status not in (0, DIFFERENT):
        module.fail_json(msg=stderr.strip(), exit_code=status)
    result = {
        "changed": bool(changes) if module.check_mode else data["steps_done"] > 0,
        "changes": changes,
        "exit_code": status,
        "diff": {"prepared": "".join(it["diff"] for it in changes if it.get("diff"))},
    }
    if data.get("generation"):
        result["generation"] = data["generation"]
    module.exit_json(**result)


if __name__ == "__main__":
    main()
