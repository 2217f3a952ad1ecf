// The shell itself: `db`, its collections and cursors, and the helpers. Every question to the server is a command.
'use strict';

(() => {
  const FIRST_SHOWN = 20;

  class MongoServerError extends Error {
    constructor(answer) {
      super(answer.errmsg);
      this.name = 'MongoServerError';
      Object.assign(this, {
        code: answer.code, codeName: answer.codeName, errInfo: answer.errInfo, ok: answer.ok, result: answer,
      });
    }
  }
  class MongoBulkWriteError extends Error {
    constructor(error, result) {
      super(error.errmsg);
      this.name = 'MongoBulkWriteError';
      Object.assign(this, { code: error.code, writeErrors: result.writeErrors, result, errInfo: error.errInfo });
    }
  }
  Object.assign(globalThis, { MongoServerError, MongoBulkWriteError });

  const ask = (connection, database, command) => {
    const answer = $revived(JSON.parse($host.run(connection, database, command)));
    if (answer.ok !== 1) {
      throw new MongoServerError(answer);
    }
    return answer;
  };
  const number = value => value === undefined ? 0 : Number(value);
  const given = object => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));

  // One error of a write that is one statement is thrown as the server's; of several, with what was done.
  const written = (answer, isOne) => {
    if (answer.writeErrors?.length) {
      const [error] = answer.writeErrors;
      throw isOne ? new MongoServerError(error) : new MongoBulkWriteError(error, answer);
    }
    return answer;
  };
  const updated = (answer, upserts) => {
    const upserted = answer.upserted ?? [];
    return {
      acknowledged: true,
      insertedId: upserted[0]?._id ?? null,
      matchedCount: number(answer.n) - upserted.length,
      modifiedCount: number(answer.nModified),
      upsertedCount: upserted.length,
    };
  };

  class Cursor {
    #collection; #open; #words; #batch = []; #id = 0; #begun = false; #map = each => each;
    constructor(collection, open, words) {
      this.#collection = collection;
      this.#open = open;
      this.#words = words;
      Object.defineProperty(this, '$isCursor', { value: true });
    }
    #with(words) { Object.assign(this.#words, words); return this; }
    sort(sort) { return this.#with({ sort }); }
    limit(limit) { return this.#with({ limit }); }
    skip(skip) { return this.#with({ skip }); }
    project(projection) { return this.#with({ projection }); }
    projection(projection) { return this.#with({ projection }); }
    hint(hint) { return this.#with({ hint }); }
    batchSize(batchSize) { return this.#with({ batchSize }); }
    collation(collation) { return this.#with({ collation }); }
    comment() { return this; }
    maxTimeMS() { return this; }
    readConcern() { return this; }
    readPref() { return this; }
    noCursorTimeout() { return this; }
    allowDiskUse() { return this; }
    pretty() { return this; }
    map(change) { const before = this.#map; this.#map = each => change(before(each)); return this; }
    #fill() {
      if (!this.#begun) {
        this.#begun = true;
        const { cursor } = this.#collection.$ask({ ...this.#open, ...given(this.#words) });
        this.#batch = cursor.firstBatch;
        this.#id = cursor.id;
      }
      while (this.#batch.length === 0 && number(this.#id) !== 0) {
        const { cursor } = this.#collection.$ask({ getMore: new Long(String(this.#id)), collection: this.#collection.getName() });
        this.#batch = cursor.nextBatch;
        this.#id = cursor.id;
      }
    }
    hasNext() { this.#fill(); return this.#batch.length > 0; }
    next() { return this.hasNext() ? this.#map(this.#batch.shift()) : null; }
    tryNext() { return this.next(); }
    *[Symbol.iterator]() { while (this.hasNext()) { yield this.next(); } }
    toArray() { return [...this]; }
    forEach(work) { for (const each of this) { if (work(each) === false) { return; } } }
    itcount() { return this.toArray().length; }
    count() { return this.#collection.countDocuments(this.#open.filter ?? {}); }
    size() { return this.#collection.countDocuments(this.#open.filter ?? {}, given({ limit: this.#words.limit, skip: this.#words.skip })); }
    close() { this.#batch = []; this.#id = 0; this.#begun = true; }
    isClosed() { return this.#begun && this.#batch.length === 0 && number(this.#id) === 0; }
    isExhausted() { return !this.hasNext(); }
    explain(verbosity) { return this.#collection.$ask({ explain: { ...this.#open, ...given(this.#words) }, verbosity: verbosity ?? 'queryPlanner' }); }
    $batch() {
      const shown = [];
      while (shown.length < FIRST_SHOWN && this.hasNext()) { shown.push(this.next()); }
      return shown;
    }
  }

  class Bulk {
    #collection; #ordered; #operations = [];
    constructor(collection, ordered) { this.#collection = collection; this.#ordered = ordered; }
    insert(document) { this.#operations.push({ insertOne: { document } }); return this; }
    find(filter) {
      let upsert = false;
      const add = operation => { this.#operations.push(operation); return this; };
      const found = {
        upsert: () => { upsert = true; return found; },
        update: update => add({ updateMany: { filter, update, upsert } }),
        updateOne: update => add({ updateOne: { filter, update, upsert } }),
        replaceOne: replacement => add({ replaceOne: { filter, replacement, upsert } }),
        delete: () => add({ deleteMany: { filter } }),
        deleteOne: () => add({ deleteOne: { filter } }),
        remove: () => add({ deleteMany: { filter } }),
        removeOne: () => add({ deleteOne: { filter } }),
      };
      return found;
    }
    execute() { return this.#collection.bulkWrite(this.#operations, { ordered: this.#ordered }); }
  }

  class Collection {
    #db; #name;
    constructor(db, name) { this.#db = db; this.#name = name; }
    get $shown() { return this.getFullName(); }
    $ask(command) { return this.#db.$ask(command); }
    getName() { return this.#name; }
    getFullName() { return `${this.#db.getName()}.${this.#name}`; }
    getDB() { return this.#db; }
    getMongo() { return this.#db.getMongo(); }
    getCollection(name) { return this.#db.getCollection(`${this.#name}.${name}`); }
    runCommand(command, more = {}) {
      return this.#db.runCommand(typeof command === 'string' ? { [command]: this.#name, ...more } : command);
    }

    find(filter = {}, projection, options = {}) {
      return new Cursor(this, { find: this.#name, filter }, { projection, ...options });
    }
    findOne(filter = {}, projection, options = {}) { return this.find(filter, projection, options).limit(1).next(); }
    aggregate(pipeline = [], ...rest) {
      const isList = Array.isArray(pipeline);
      const stages = isList ? pipeline : [pipeline, ...rest.filter(stage => stage && Object.keys(stage)[0]?.startsWith('$'))];
      const options = isList ? rest[0] ?? {} : {};
      const cursor = new Cursor(this, { aggregate: this.#name, pipeline: stages, cursor: {} }, given({ allowDiskUse: options.allowDiskUse, let: options.let, collation: options.collation }));
      if (stages.some(stage => '$out' in stage || '$merge' in stage)) {
        cursor.hasNext();
      }
      return cursor;
    }
    countDocuments(query = {}, options = {}) { return number(this.$ask({ count: this.#name, query, ...options }).n); }
    count(query = {}, options = {}) { return this.countDocuments(query, options); }
    estimatedDocumentCount() { return this.countDocuments(); }
    distinct(key, query = {}) { return this.$ask({ distinct: this.#name, key, query }).values; }

    #identified(document) { return '_id' in document ? document : { _id: new ObjectId(), ...document }; }
    insertOne(document, options = {}) {
      const whole = this.#identified(document);
      written(this.$ask({ insert: this.#name, documents: [whole], ...$options(options) }), true);
      return { acknowledged: true, insertedId: whole._id };
    }
    insertMany(documents, options = {}) {
      const whole = documents.map(each => this.#identified(each));
      written(this.$ask({ insert: this.#name, documents: whole, ordered: options.ordered ?? true, ...$options(options) }));
      return { acknowledged: true, insertedIds: Object.fromEntries(whole.map((each, index) => [index, each._id])) };
    }
    insert(documents, options = {}) {
      return this.insertMany(Array.isArray(documents) ? documents : [documents], options);
    }
    #update(q, u, multi, options) {
      const statement = given({
        q, u, multi, upsert: options.upsert ?? false, arrayFilters: options.arrayFilters, collation: options.collation, hint: options.hint,
      });
      return updated(written(this.$ask({ update: this.#name, updates: [statement], ...$options(options) }), true));
    }
    #operators(update) {
      if (!Array.isArray(update) && !Object.keys(update).every(key => key.startsWith('$'))) {
        throw new TypeError('Update document requires atomic operators');
      }
      return update;
    }
    updateOne(filter, update, options = {}) { return this.#update(filter, this.#operators(update), false, options); }
    updateMany(filter, update, options = {}) { return this.#update(filter, this.#operators(update), true, options); }
    update(filter, update, options = {}) { return this.#update(filter, update, options.multi ?? false, options); }
    replaceOne(filter, replacement, options = {}) { return this.#update(filter, replacement, false, options); }
    #delete(q, limit, options) {
      const answer = written(this.$ask({ delete: this.#name, deletes: [given({ q, limit, collation: options.collation })] }), true);
      return { acknowledged: true, deletedCount: number(answer.n) };
    }
    deleteOne(filter, options = {}) { return this.#delete(filter, 1, options); }
    deleteMany(filter, options = {}) { return this.#delete(filter, 0, options); }
    remove(filter, options = {}) { return this.#delete(filter, options === true || options.justOne ? 1 : 0, {}); }
    findAndModify(words) {
      const { query, sort, remove, update, new: isNew, fields, upsert, arrayFilters } = words;
      return this.$ask(given({ findAndModify: this.#name, query: query ?? {}, sort, remove, update, new: isNew, fields, upsert, arrayFilters })).value;
    }
    #findOneAnd(filter, words, options) {
      const answer = this.$ask(given({
        findAndModify: this.#name, query: filter, ...words, sort: options.sort, fields: options.projection, upsert: options.upsert,
        arrayFilters: options.arrayFilters,
        new: words.remove ? undefined : options.returnDocument === 'after' || options.returnNewDocument === true,
      }));
      return answer.value;
    }
    findOneAndUpdate(filter, update, options = {}) { return this.#findOneAnd(filter, { update: this.#operators(update) }, options); }
    findOneAndReplace(filter, update, options = {}) { return this.#findOneAnd(filter, { update }, options); }
    findOneAndDelete(filter, options = {}) { return this.#findOneAnd(filter, { remove: true }, options); }

    bulkWrite(operations, options = {}) {
      const result = { acknowledged: true, insertedCount: 0, insertedIds: {}, matchedCount: 0, modifiedCount: 0, deletedCount: 0, upsertedCount: 0, upsertedIds: {} };
      const errors = [];
      operations.forEach((operation, index) => {
        if (errors.length && options.ordered !== false) {
          return;
        }
        try {
          this.#bulkOne(operation, index, result);
        } catch (error) {
          if (!(error instanceof MongoServerError)) { throw error; }
          errors.push({ index, code: error.code, errmsg: error.message, errInfo: error.errInfo });
        }
      });
      if (errors.length) {
        throw new MongoBulkWriteError(errors[0], { ...result, writeErrors: errors });
      }
      return result;
    }
    #bulkOne(operation, index, result) {
      const [[kind, words]] = Object.entries(operation);
      switch (kind) {
        case 'insertOne':
          result.insertedIds[index] = this.insertOne(words.document).insertedId;
          result.insertedCount++;
          return;
        case 'deleteOne': case 'deleteMany':
          result.deletedCount += this[kind](words.filter).deletedCount;
          return;
        case 'updateOne': case 'updateMany': case 'replaceOne': {
          const one = this[kind](words.filter, words.update ?? words.replacement, words);
          result.matchedCount += one.matchedCount;
          result.modifiedCount += one.modifiedCount;
          if (one.upsertedCount) {
            result.upsertedCount++;
            result.upsertedIds[index] = one.insertedId;
          }
          return;
        }
        default: throw new TypeError(`bulkWrite knows no ${kind}`);
      }
    }
    initializeOrderedBulkOp() { return new Bulk(this, true); }
    initializeUnorderedBulkOp() { return new Bulk(this, false); }

    createIndex(key, options = {}) { return this.createIndexes([key], options)[0]; }
    ensureIndex(key, options = {}) { return this.createIndex(key, options); }
    createIndexes(keys, options = {}) {
      const name = key => Object.entries(key).map(([field, kind]) => `${field}_${kind}`).join('_');
      const indexes = keys.map(key => ({ key, ...options, name: options.name ?? name(key) }));
      this.$ask({ createIndexes: this.#name, indexes });
      return indexes.map(index => index.name);
    }
    dropIndex(index) { return this.$ask({ dropIndexes: this.#name, index }); }
    dropIndexes(index = '*') { return this.$ask({ dropIndexes: this.#name, index }); }
    getIndexes() {
      try {
        return this.$ask({ listIndexes: this.#name, cursor: {} }).cursor.firstBatch;
      } catch (error) {
        if (error.codeName === 'NamespaceNotFound') { return []; }
        throw error;
      }
    }
    getIndices() { return this.getIndexes(); }
    getIndexKeys() { return this.getIndexes().map(index => index.key); }
    hideIndex(name) { return this.#db.$ask({ collMod: this.#name, index: { name, hidden: true } }); }
    unhideIndex(name) { return this.#db.$ask({ collMod: this.#name, index: { name, hidden: false } }); }
    reIndex() { return this.$ask({ reIndex: this.#name }); }
    drop() { return this.exists() !== null && this.$ask({ drop: this.#name }).ok === 1; }
    exists() { return this.#db.getCollectionInfos({ name: this.#name })[0] ?? null; }
    isCapped() { return false; }
    renameCollection(name, dropTarget = false) {
      return this.#db.adminCommand({ renameCollection: this.getFullName(), to: `${this.#db.getName()}.${name}`, dropTarget });
    }
    stats() { return this.$ask({ collStats: this.#name }); }
    dataSize() { return number(this.stats().size); }
    storageSize() { return number(this.stats().storageSize); }
    totalIndexSize() { return number(this.stats().totalIndexSize); }
    totalSize() { return number(this.stats().totalSize); }
    validate(full) { return this.$ask({ validate: this.#name, full: Boolean(full) }); }
    explain() { return { find: (...words) => this.find(...words).explain(), aggregate: pipeline => this.aggregate(pipeline).explain() }; }
    watch(pipeline = []) { this.aggregate([{ $changeStream: {} }, ...pipeline]).hasNext(); }
    toString() { return this.getFullName(); }
  }

  const $options = ({ bypassDocumentValidation }) => given({ bypassDocumentValidation });

  const byName = (target, made) => new Proxy(target, {
    get: (object, name) => typeof name === 'symbol' || name in object ? bound(object, name)
      : name.startsWith('$') || name === 'then' || name === 'toJSON' || name === '_bsontype' ? undefined : made(name),
    has: (object, name) => name in object,
  });
  // Private fields are the object's own, not its proxy's.
  const bound = (object, name) => {
    const value = Reflect.get(object, name, object);
    return typeof value === 'function' && name !== 'constructor' ? value.bind(object) : value;
  };
  const collection = (db, name) => byName(new Collection(db, name), more => collection(db, `${name}.${more}`));

  class Database {
    #mongo; #name;
    constructor(mongo, name) { this.#mongo = mongo; this.#name = name; }
    get $shown() { return this.#name; }
    $ask(command) { return ask(this.#mongo.$connection, this.#name, command); }
    getName() { return this.#name; }
    toString() { return this.#name; }
    getMongo() { return this.#mongo; }
    getSiblingDB(name) { return this.#mongo.getDB(name); }
    getSisterDB(name) { return this.getSiblingDB(name); }
    getCollection(name) {
      if (typeof name !== 'string' || name === '') { throw new TypeError('a collection needs a name'); }
      return collection(this.#mongo.getDB(this.#name), name);
    }
    runCommand(command, more = {}) {
      return this.$ask(typeof command === 'string' ? { [command]: 1, ...more } : command);
    }
    adminCommand(command, more = {}) { return this.getSiblingDB('admin').runCommand(command, more); }
    aggregate(pipeline = []) {
      return new Cursor({ $ask: command => this.$ask(command), getName: () => '$cmd.aggregate' }, { aggregate: 1, pipeline, cursor: {} }, {});
    }
    getCollectionInfos(filter = {}, options = {}) {
      return this.$ask({ listCollections: 1, filter, nameOnly: options.nameOnly ?? false, cursor: {} }).cursor.firstBatch;
    }
    getCollectionNames() { return this.getCollectionInfos({}, { nameOnly: true }).map(each => each.name); }
    createCollection(name, options = {}) { return this.$ask({ create: name, ...options }); }
    createView(name, viewOn, pipeline) { return this.$ask({ create: name, viewOn, pipeline }); }
    dropDatabase() { return this.$ask({ dropDatabase: 1 }); }
    createUser({ user, ...words }) { return this.$ask({ createUser: user, ...words }); }
    updateUser(user, words) { return this.$ask({ updateUser: user, ...words }); }
    changeUserPassword(user, pwd) { return this.updateUser(user, { pwd }); }
    dropUser(user) { return this.$ask({ dropUser: user }); }
    removeUser(user) { return this.dropUser(user); }
    dropAllUsers() { return this.$ask({ dropAllUsersFromDatabase: 1 }); }
    getUser(user, options = {}) { return this.$ask({ usersInfo: { user, db: this.#name }, ...options }).users[0] ?? null; }
    getUsers(options = {}) { return this.$ask({ usersInfo: 1, ...options }); }
    grantRolesToUser(user, roles) { return this.$ask({ grantRolesToUser: user, roles }); }
    revokeRolesFromUser(user, roles) { return this.$ask({ revokeRolesFromUser: user, roles }); }
    createRole({ role, ...words }) { return this.$ask({ createRole: role, ...words }); }
    getRole() { return null; }
    getRoles() { return this.$ask({ rolesInfo: 1 }); }
    auth(user, pwd) {
      const words = typeof user === 'object' ? user : { user, pwd };
      const answer = $revived(JSON.parse($host.logIn(this.#mongo.$connection, this.#name, words.user, words.pwd)));
      if (answer.ok !== 1) { throw new MongoServerError(answer); }
      return { ok: 1 };
    }
    logout() { return this.$ask({ logout: 1 }); }
    stats(scale) { return this.$ask(given({ dbStats: 1, scale: typeof scale === 'object' ? scale.scale : scale })); }
    version() { return this.$ask({ buildInfo: 1 }).version; }
    serverBuildInfo() { return this.adminCommand('buildInfo'); }
    serverStatus() { return this.adminCommand('serverStatus'); }
    serverCmdLineOpts() { return this.adminCommand('getCmdLineOpts'); }
    hostInfo() { return this.adminCommand('hostInfo'); }
    hello() { return this.$ask({ hello: 1 }); }
    isMaster() { return this.$ask({ isMaster: 1 }); }
    rootRoles() { return this.getRoles(); }
    currentOp() { return this.adminCommand('currentOp'); }
    killOp(op) { return this.adminCommand({ killOp: 1, op }); }
    listCommands() { return this.$ask({ listCommands: 1 }).commands; }
    setProfilingLevel(level) { return this.$ask({ profile: level }); }
    getProfilingStatus() { return this.$ask({ profile: -1 }); }
    shutdownServer() { return this.adminCommand('shutdown'); }
    watch(pipeline = []) { this.aggregate([{ $changeStream: {} }, ...pipeline]).hasNext(); }
  }

  class Mongo {
    #databases = new Map(); #uri;
    constructor(uri) {
      this.#uri = uri ?? $host.uri();
      Object.defineProperty(this, '$connection', { value: uri === undefined ? 0 : $host.connect(uri) });
    }
    get $shown() { return this.#uri; }
    getDB(name) {
      if (!/^[^\s/\\."$]{1,63}$/.test(name)) {
        throw new TypeError(`Invalid database name: ${name}`);
      }
      if (!this.#databases.has(name)) {
        const database = new Database(this, name);
        this.#databases.set(name, byName(database, collectionName => database.getCollection(collectionName)));
      }
      return this.#databases.get(name);
    }
    getCollection(name) { return this.getDB(name.split('.')[0]).getCollection(name.slice(name.indexOf('.') + 1)); }
    getURI() { return this.#uri; }
    getDBs() { return this.getDB('admin').runCommand('listDatabases'); }
    getDBNames() { return this.getDBs().databases.map(database => database.name); }
    setReadPref() {}
    setReadConcern() {}
    setSecondaryOk() {}
    setSlaveOk() {}
    startSession() {
      const none = () => { throw new Error('There are no transactions: Hauban\'s stand-in for MongoDB runs here and has none.'); };
      return {
        getDatabase: name => this.getDB(name), endSession: () => {}, startTransaction: none, commitTransaction: none,
        abortTransaction: none, withTransaction: none,
      };
    }
    watch(pipeline = []) { this.getDB('admin').watch(pipeline); }
  }

  const mongo = new Mongo();
  Object.assign(globalThis, {
    Mongo: new Proxy(Mongo, { apply: (target, self, args) => new target(...args) }),
    connect: (uri, user, password) => {
      const target = new Mongo(uri);
      const database = target.getDB($host.databaseOf(uri));
      if (user !== undefined) { database.auth(user, password); }
      return database;
    },
    db: mongo.getDB($host.databaseOf('')),
  });

  // Helpers ----------------------------------------------------------------------------------------------------------

  const shown = value => typeof value === 'string' ? value : $inspect(value);
  const printed = (...values) => { $host.print(values.map(shown).join(' ')); };
  const complained = (...values) => { $host.complain(values.map(shown).join(' ')); };
  const aliases = {
    dbs: 'databases', databases: 'databases', collections: 'collections', tables: 'collections', users: 'users', roles: 'roles',
    log: 'logs', logs: 'logs', profile: 'profile',
  };
  const show = {
    databases: () => mongoOf(db).getDBs().databases.map(each => `${each.name.padEnd(10)} ${(Number(each.sizeOnDisk) / 1024).toFixed(2)} KiB`).join('\n'),
    collections: () => db.getCollectionNames().join('\n'),
    users: () => db.getUsers().users,
    roles: () => db.getRoles().roles,
    logs: () => 'startupWarnings',
    profile: () => '',
  };
  const mongoOf = database => database.getMongo();
  const replication = command => (...words) => db.adminCommand({ [command]: words[0] ?? 1 });

  Object.assign(globalThis, {
    print: printed,
    printjson: (...values) => { $host.print(values.map(value => typeof value === 'string' ? value : $inspect(value, false)).join(' ')); },
    console: { log: printed, info: printed, debug: printed, error: complained, warn: complained, dir: printed, table: printed },
    tojson: (value, indent) => JSON.stringify($canonical(value, true), null, indent ?? 2),
    tojsononeline: value => JSON.stringify($canonical(value, true)),
    sleep: milliseconds => { $host.sleep(milliseconds); },
    quit: (code = 0) => $host.exit(code),
    exit: (code = 0) => $host.exit(code),
    version: () => $host.version(),
    use: name => { globalThis.db = mongoOf(db).getDB(name); return `switched to db ${name}`; },
    show: what => {
      const wanted = show[aliases[what]];
      if (!wanted) { throw new Error(`'${what}' is not something that can be shown`); }
      return wanted();
    },
    cat: path => $host.read(path),
    load: path => { $host.load(path); return true; },
    pwd: () => $host.folder(),
    passwordPrompt: () => { throw new Error('passwordPrompt() needs a terminal; say the password with --password'); },
    assert: (isTrue, message) => { if (!isTrue) { throw new Error(message ?? 'assertion failed'); } },
    enableTelemetry: () => {}, disableTelemetry: () => {},
    config: { get: () => undefined, set: () => undefined, reset: () => undefined },
    rs: {
      status: replication('replSetGetStatus'), initiate: replication('replSetInitiate'), conf: replication('replSetGetConfig'),
      config: replication('replSetGetConfig'), add: replication('replSetReconfig'), reconfig: replication('replSetReconfig'),
      stepDown: replication('replSetStepDown'), isMaster: () => db.isMaster(), hello: () => db.hello(),
      secondaryOk: () => {}, slaveOk: () => {},
    },
    process: {
      env: new Proxy({}, {
        get: (none, name) => typeof name === 'string' ? $host.variable(name) ?? undefined : undefined,
        has: (none, name) => $host.variable(name) !== null,
        ownKeys: () => [...$host.variables()],
        getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
      }),
      argv: ['mongosh'], platform: 'linux', pid: 0, version: 'v20.0.0',
      cwd: () => $host.folder(), exit: (code = 0) => $host.exit(code),
      stdout: { write: text => { $host.write(String(text)); return true; } },
      stderr: { write: text => { $host.complain(String(text)); return true; } },
    },
    require: name => {
      switch (String(name).replace(/^node:/, '')) {
        case 'fs': return {
          readFileSync: path => $host.read(String(path)), existsSync: path => $host.exists(String(path)),
          writeFileSync: (path, text) => { $host.save(String(path), String(text)); },
        };
        case 'path': return {
          join: (...parts) => parts.join('/').replace(/\/+/g, '/'), resolve: (...parts) => parts.join('/').replace(/\/+/g, '/'),
          basename: path => path.slice(path.lastIndexOf('/') + 1), dirname: path => path.slice(0, Math.max(path.lastIndexOf('/'), 1)),
        };
        case 'crypto': return { randomUUID: () => $host.uuid() };
        default: throw new Error(`Cannot find module '${name}': Hauban's mongosh has fs, path and crypto.randomUUID only`);
      }
    },
  });

  // What a line or a script came to, as text; nothing where there is nothing to be said.
  globalThis.$result = (value, json) => {
    if (value === undefined && json === '') {
      return null;
    }
    if (json !== '') {
      return JSON.stringify($canonical(value ?? null, json === 'relaxed'), null, 2);
    }
    if (value?.$isCursor && !value.hasNext()) {
      return '';
    }
    return shown(value);
  };
  globalThis.$failure = error => error instanceof Error ? `${error.name}: ${error.message}` : `Error: ${shown(error)}`;
})();
