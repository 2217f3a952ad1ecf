const shop = db.getSiblingDB('shop');
shop.createUser({ user: 'reader', pwd: 'p@ss', roles: [{ role: 'read', db: 'shop' }] });
shop.createCollection('things', {
  validator: { $jsonSchema: { bsonType: 'object', required: ['name'], properties: { name: { bsonType: 'string' } } } },
});
shop.things.createIndex({ name: 1 }, { unique: true });
for (let number = 1; number <= 26; number++) {
  shop.things.insertOne({ name: `thing ${number}`, number, size: { width: number }, made: new Date(0) });
}
