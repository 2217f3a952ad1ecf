#!/bin/sh
docker compose -f docker-compose.yml up -d
"$HOME"/bin/docker-compose up
