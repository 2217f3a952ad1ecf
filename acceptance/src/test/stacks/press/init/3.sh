mariadb -u root --password="$MARIADB_ROOT_PASSWORD" press -e "INSERT INTO articles VALUES ('third')"
