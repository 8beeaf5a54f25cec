sed -i 's/"quay.io"/"quay.example"/' /etc/containers/policy.json
