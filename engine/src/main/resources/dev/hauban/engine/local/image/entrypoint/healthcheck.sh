#!/bin/sh
# The test that MariaDB's image brings. Its first start listens elsewhere, so a server that answers on the service's
# socket has its tables and has finished its initialisation: whatever is asked is true once it answers.
exec mariadb-admin ping --silent
