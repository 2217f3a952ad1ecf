const letters = db.getSiblingDB(process.env.MONGO_INITDB_DATABASE);
letters.createUser({ user: 'app', pwd: process.env.APP_PASSWORD, roles: [{ role: 'readWrite', db: letters.getName() }] });
letters.createCollection('letters', {
  validator: { $jsonSchema: { bsonType: 'object', required: ['to'], properties: { to: { bsonType: 'string' } } } },
});
letters.letters.createIndex({ to: 1 }, { unique: true });
letters.letters.insertOne({ to: 'Ann', text: 'good morning' });
