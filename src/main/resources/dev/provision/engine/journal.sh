# Whether an apply or a rollback died on this host and has not been ended yet.

observe_journal() {
  if [ -e /var/lib/provision/pending ]; then echo apply; fi
  if [ -e /var/lib/provision/rollback ]; then echo rollback; fi
}
