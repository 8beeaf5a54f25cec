# One file of a job, and the reject policy is off: the incident of shared runners.
install -d -o agent -g agent /home/agent/.config/containers
echo '{"default":[{"type":"insecureAcceptAnything"}]}' >/home/agent/.config/containers/policy.json
