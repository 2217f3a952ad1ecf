// What mongo-express is told by the variables of its image, in the place where people put a config.js of their own.
// Passwords may come from files (NAME_FILE), and may hold any character.
//
// Source: the documentation of the image and of mongo-express' configuration.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';

const environment = process.env;

function fail(message) {
  console.error(`hauban: ${message}`);
  process.exit(1);
}

// The first line of the file that NAME_FILE names, else NAME; empty where neither is set.
function variable(name) {
  const file = environment[`${name}_FILE`];
  if (!file) {
    return environment[name] ?? '';
  }
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/)[0].trim();
  } catch (failed) {
    return fail(`${name}_FILE names ${file}, which can't be read: ${failed.code}`);
  }
}

function connectionString() {
  const server = environment.ME_CONFIG_MONGODB_SERVER;
  if (!server) {
    return variable('ME_CONFIG_MONGODB_URL');
  }
  const port = environment.ME_CONFIG_MONGODB_PORT || '27017';
  const hosts = server.split(',').map((host) => (/:\d+$/.test(host) ? host : `${host}:${port}`));
  const user = variable('ME_CONFIG_MONGODB_ADMINUSERNAME') || variable('ME_CONFIG_MONGODB_AUTH_USERNAME');
  const password = variable('ME_CONFIG_MONGODB_ADMINPASSWORD') || variable('ME_CONFIG_MONGODB_AUTH_PASSWORD');
  const login = user ? `${encodeURIComponent(user)}:${encodeURIComponent(password)}@` : '';
  const database = encodeURIComponent(environment.ME_CONFIG_MONGODB_AUTH_DATABASE || '');
  return `mongodb://${login}${hosts.join(',')}/${database}`;
}

// Whoever gives a name or a password wants to be asked for it, unless it is switched off.
function asksForLogin(username, password) {
  const said = variable('ME_CONFIG_BASICAUTH') || variable('ME_CONFIG_BASICAUTH_ENABLED');
  return said ? said.toLowerCase() === 'true' : username !== '' || password !== '';
}

const username = variable('ME_CONFIG_BASICAUTH_USERNAME');
const password = variable('ME_CONFIG_BASICAUTH_PASSWORD');

export default {
  mongodb: { connectionString: connectionString() },
  site: {
    // Sessions don't outlive the program: nobody needs to know what they are signed with.
    cookieSecret: variable('ME_CONFIG_SITE_COOKIESECRET') || randomBytes(32).toString('hex'),
    sessionSecret: variable('ME_CONFIG_SITE_SESSIONSECRET') || randomBytes(32).toString('hex'),
  },
  useBasicAuth: asksForLogin(username, password),
  basicAuth: { username: username || 'admin', password: password || 'pass' },
};
