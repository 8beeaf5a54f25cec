# podman#19128
sed -i 's/"containers-storage"/"oci"/' /etc/containers/policy.json
