# Whether an apply died on this host and has not been undone yet.

observe_journal() {
  if [ -e /var/lib/provision/journal ]; then echo interrupted; fi
}
