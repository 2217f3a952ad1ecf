#!/bin/sh
mongosh --quiet "$MONGO_INITDB_DATABASE" <<EOF
db.letters.insertOne({ to: 'Bob', text: 'good night' })
EOF
