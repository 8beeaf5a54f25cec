# Bakes an image with the profile [=profile.name()]: on Azure (-only=azure-arm.runner) or with qemu
# (-only=qemu.runner). Made by `provision export packer`; change the variables, not this file.

variable "provision" {
  type        = string
  default     = "provision"
  description = "The command provision on this machine."
}

variable "profile" {
  type        = string
  default     = [=hcl(word)]
  description = "Its name, or the path of its file; a relative one starts here, beside this file."
}

variable "user" {
  type        = string
  default     = "packer"
  description = "Who logs in: never [=profile.agent().user()], which would be deleted at the end."
}

variable "private_key_file" {
  type        = string
  default     = ""
  description = "For qemu, where the disk knows this key; on Azure Packer makes one for the build."
}

variable "subscription" {
  type    = string
  default = ""
}

variable "resource_group" {
  type    = string
  default = "runner-images"
}

variable "image_name" {
  type    = string
  default = [=hcl(profile.name())]
}

variable "vm_size" {
  type    = string
  default = "Standard_D2s_v5"
}

variable "disk" {
  type        = string
  default     = ""
  description = "A bootable Debian for qemu, which lets the user above in and become root."
}

variable "disk_checksum" {
  type    = string
  default = "none"
}

variable "output" {
  type    = string
  default = "output"
}

variable "accelerator" {
  type    = string
  default = "kvm"
}

variable "qemuargs" {
  type    = list(list(string))
  default = []
}

source "azure-arm" "runner" {
  use_azure_cli_auth                = true
  subscription_id                   = var.subscription
  managed_image_name                = var.image_name
  managed_image_resource_group_name = var.resource_group
  build_resource_group_name         = var.resource_group
  os_type                           = "Linux"
  image_publisher                   = "Debian"
  image_offer                       = "debian-12"
  image_sku                         = "12-gen2"
  vm_size                           = var.vm_size
  ssh_username                      = var.user
}

source "qemu" "runner" {
  iso_url              = var.disk
  iso_checksum         = var.disk_checksum
  disk_image           = true
  format               = "qcow2"
  output_directory     = var.output
  vm_name              = "${var.image_name}.qcow2"
  accelerator          = var.accelerator
  cpus                 = 2
  memory               = 2048
  net_device           = "virtio-net"
  disk_interface       = "virtio"
  headless             = true
  qemuargs             = var.qemuargs
  ssh_username         = var.user
  ssh_private_key_file = var.private_key_file
  ssh_timeout          = "30m"
  shutdown_command     = "sudo -n poweroff"
}

build {
  sources = ["source.azure-arm.runner", "source.qemu.runner"]

  # The key is part of this text, which Packer keeps in a file of its own account's while it runs. It
  # is on no command line and in no environment.
  provisioner "shell-local" {
    environment_vars = [
      "HERE=${path.root}",
      "PROVISION=${var.provision}",
      "PROFILE=${var.profile}",
      "IDENTITY=${var.private_key_file}",
      "PROVISION_HOST=${build.Host}",
      "PROVISION_PORT=${build.Port}",
      "PROVISION_USER=${build.User}",
    ]
    inline_shebang = "/bin/sh -eu"
    inline = [<<-PROGRAM
      cd "$HERE" && exec /bin/sh ./provision.sh <<'END OF KEY'
      ${build.SSHPrivateKey}
      END OF KEY
    PROGRAM
    ]
  }

  # Last: afterwards the image must not be logged in to any more.
  provisioner "shell" {
    execute_command = "chmod +x {{ .Path }} && sudo -n {{ .Vars }} {{ .Path }}"
    script          = "${path.root}/deprovision.sh"
  }
}
