'use strict';

// Begins redis-commander with the variables of its image. What it is to be connected to is written into its folder of
// configuration, which is the service's own: a password is never a word of a command.
//
// Source: the documentation of redis-commander and of its image.
const fs = require('node:fs');
const path = require('node:path');

const environment = process.env;

function fail(message) {
  console.error(`hauban: ${message}`);
  process.exit(1);
}

function isOn(name) {
  return ['1', 'true', 'yes', 'on'].includes((environment[name] || '').toLowerCase());
}

// NAME becomes what the file says that NAME_FILE names.
function fromFile(name) {
  const file = environment[`${name}_FILE`];
  if (!file) {
    return;
  }
  try {
    environment[name] = fs.readFileSync(file, 'utf8').replace(/[\r\n]+$/, '');
  } catch (failed) {
    fail(`${name}_FILE names ${file}, which can't be read: ${failed.code}`);
  }
}

// A certificate or key that is given, or lies in a file; nothing of it: as the system has it.
function tls(prefix) {
  const options = {};
  for (const [option, name] of [['ca', 'CA_CERT'], ['cert', 'CERT'], ['key', 'KEY']]) {
    fromFile(`${prefix}_TLS_${name}`);
    const value = environment[`${prefix}_TLS_${name}`];
    if (value) {
      options[option] = value;
    }
  }
  if (environment[`${prefix}_TLS_SERVER_NAME`]) {
    options.servername = environment[`${prefix}_TLS_SERVER_NAME`];
  }
  return options;
}

// REDIS_HOSTS: host, or label:host[:port[:database[:password]]], with commas between.
function hosts() {
  return (environment.REDIS_HOSTS || '').split(',').map((each) => each.trim()).filter(Boolean).map((each) => {
    const parts = each.split(':');
    const [label, host, port, database] = parts.length === 1 ? ['default', parts[0]] : parts;
    return {
      label,
      host,
      port: Number(port || 6379),
      dbIndex: Number(database || 0),
      password: parts.slice(4).join(':'),
    };
  });
}

function single() {
  const named = ['CLUSTERS', 'SENTINEL_HOST', 'SENTINELS', 'REDIS_HOST', 'REDIS_PORT', 'REDIS_SOCKET', 'REDIS_USERNAME',
    'REDIS_PASSWORD', 'REDIS_DB'];
  if (!named.some((name) => environment[name])) {
    return [];
  }
  const connection = {
    label: environment.REDIS_LABEL || 'local',
    dbIndex: Number(environment.REDIS_DB || 0),
    username: environment.REDIS_USERNAME || null,
    password: environment.REDIS_PASSWORD || '',
    connectionName: environment.REDIS_CONNECTION_NAME || 'redis-commander',
    optional: isOn('REDIS_OPTIONAL'),
    clusterNoTlsValidation: isOn('CLUSTER_NO_TLS_VALIDATION'),
  };
  if (environment.REDIS_SOCKET) {
    connection.path = environment.REDIS_SOCKET;
  } else {
    address(connection);
  }
  if (isOn('REDIS_TLS')) {
    connection.tls = tls('REDIS');
  }
  if (isOn('SENTINEL_TLS')) {
    connection.enableTLSForSentinelMode = true;
    const own = tls('SENTINEL');
    connection.sentinelTLS = Object.keys(own).length > 0 ? own : connection.tls;
  }
  return [connection];
}

// Links of old gave a port as tcp://host:port.
function address(connection) {
  const linked = /^tcp:\/\/([^:]+):(\d+)$/.exec(environment.REDIS_PORT || '');
  connection.host = linked ? linked[1] : environment.REDIS_HOST || 'localhost';
  connection.port = Number(linked ? linked[2] : environment.REDIS_PORT || 6379);
  connection.isCluster = isOn('IS_CLUSTER');
  if (environment.SENTINELS || environment.SENTINEL_HOST) {
    connection.sentinels =
      environment.SENTINELS || `${environment.SENTINEL_HOST}:${environment.SENTINEL_PORT || 26379}`;
    connection.sentinelName = environment.SENTINEL_NAME || 'mymaster';
    connection.sentinelUsername = environment.SENTINEL_USERNAME || null;
    connection.sentinelPassword = environment.SENTINEL_PASSWORD || '';
  } else if (environment.CLUSTERS) {
    connection.clusters = environment.CLUSTERS;
  }
}

function isNumber(number, least, most) {
  return Number.isInteger(number) && number >= least && number <= most;
}

function check(connection) {
  const isPort = connection.path || isNumber(connection.port, 1, 65535);
  if (!isPort || !isNumber(connection.dbIndex, 0, Number.MAX_SAFE_INTEGER)) {
    fail(`the connection ${connection.label} has a port or database that is no number; look at REDIS_HOSTS, REDIS_PORT`
      + ' and REDIS_DB');
  }
}

// Those that a person has added stay, unless REDIS_HOSTS says what there is.
function added(file) {
  if (environment.REDIS_HOSTS || !fs.existsSync(file)) {
    return [];
  }
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')).connections || [];
  } catch (torn) {
    console.error(`hauban: ${file} can't be read and is written anew: ${torn.message}`);
    return [];
  }
}

function isSame(one, other) {
  return ['host', 'port', 'dbIndex', 'path'].every((key) => String(one[key] ?? '') === String(other[key] ?? ''));
}

if (environment.REPLACE_CONFIG_ENV) {
  fail('REPLACE_CONFIG_ENV is not known here; name the connections in REDIS_HOSTS, or with REDIS_HOST and its like');
}
['HTTP_PASSWORD', 'HTTP_PASSWORD_HASH', 'REDIS_PASSWORD', 'SENTINEL_PASSWORD'].forEach(fromFile);
process.umask(0o077);
const folder = environment.NODE_CONFIG_DIR || path.join(__dirname, 'config');
environment.NODE_CONFIG_DIR = folder;
environment.NODE_ENV = environment.NODE_ENV || 'production';
const own = [...single(), ...hosts()];
own.forEach(check);
if (own.length > 0) {
  const file = path.join(folder, `local-${environment.NODE_ENV}.json`);
  const others = added(file).filter((each) => !own.some((one) => isSame(one, each)));
  fs.writeFileSync(`${file}.new`, JSON.stringify({ connections: [...own, ...others] }, null, 2));
  fs.renameSync(`${file}.new`, file);
}
require('./bin/redis-commander.js');
