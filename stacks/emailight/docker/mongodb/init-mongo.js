// Run once, when the database is first started: the application's user, the collections with what a document must be like,
// and the indexes that questions go by. What comes later is a migration of the application.

const emailight = db.getSiblingDB(process.env.MONGO_INITDB_DATABASE);

emailight.createUser({
  user: process.env.MONGO_APP_USERNAME,
  pwd: process.env.MONGO_APP_PASSWORD,
  roles: [{ role: 'readWrite', db: emailight.getName() }],
});

emailight.createCollection('users', {
  validator: {
    $jsonSchema: {
      bsonType: 'object',
      title: 'Somebody who writes e-mails',
      required: ['_id', 'name', 'email', 'password', 'made'],
      additionalProperties: false,
      properties: {
        _id: { bsonType: 'string', minLength: 36, maxLength: 36 },
        name: { bsonType: 'string', minLength: 1, maxLength: 60 },
        email: { bsonType: 'string', pattern: '^[^@\\s]+@[^@\\s]+$', maxLength: 254, description: 'in small letters' },
        password: { bsonType: 'string', pattern: '^pbkdf2-sha512\\$', description: 'its hash, never itself' },
        made: { bsonType: 'date' },
      },
    },
  },
});
emailight.users.createIndex({ email: 1 }, { name: 'email', unique: true });

emailight.createCollection('messages', {
  validator: {
    $jsonSchema: {
      bsonType: 'object',
      title: 'An e-mail',
      required: ['_id', 'owner', 'author', 'subject', 'text', 'deliveries', 'status', 'attempts', 'made', 'changed'],
      additionalProperties: false,
      // What is on its way says when; what isn't can't be anybody's turn.
      oneOf: [
        { properties: { status: { enum: ['queued', 'sending'] } }, required: ['due'] },
        { properties: { status: { enum: ['draft', 'sent', 'failed'] }, due: { not: {} } } },
      ],
      properties: {
        _id: { bsonType: 'string', minLength: 36, maxLength: 36 },
        owner: { bsonType: 'string', minLength: 36, maxLength: 36 },
        author: {
          bsonType: 'object',
          required: ['name', 'email'],
          properties: { name: { bsonType: 'string' }, email: { bsonType: 'string' } },
        },
        subject: { bsonType: 'string', maxLength: 200 },
        text: { bsonType: 'string', maxLength: 20000 },
        deliveries: {
          bsonType: 'array',
          maxItems: 20,
          items: {
            bsonType: 'object',
            required: ['to', 'status'],
            properties: {
              to: { bsonType: 'string', maxLength: 254 },
              status: { enum: ['open', 'sent', 'refused'] },
              reason: { bsonType: 'string' },
              at: { bsonType: 'date' },
            },
          },
        },
        status: { enum: ['draft', 'queued', 'sending', 'sent', 'failed'] },
        attempts: { bsonType: 'int', minimum: 0 },
        problem: { bsonType: 'string' },
        made: { bsonType: 'date' },
        changed: { bsonType: 'date' },
        due: { bsonType: 'date', description: 'when a worker may have it' },
        claim: { bsonType: 'string', description: 'of the worker that is at it' },
      },
    },
  },
});
emailight.messages.createIndex({ owner: 1, status: 1, changed: -1 }, { name: 'folders' });
emailight.messages.createIndex({ status: 1, due: 1 }, { name: 'what-is-due' });

print('Emailight: user ' + process.env.MONGO_APP_USERNAME + ', collections users and messages are there.');
