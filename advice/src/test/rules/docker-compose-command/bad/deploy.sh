#!/bin/sh
# docker-compose up is all there is
docker-compose -f docker-compose.yml up -d && docker-compose ps
