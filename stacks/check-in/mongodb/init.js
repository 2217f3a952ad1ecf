// Runs once, when the database is made: the backend gets a user of its own, who may read and write its own database only.
db.getSiblingDB("checkin").createUser({
  user: process.env.MONGO_APP_USERNAME,
  pwd: process.env.MONGO_APP_PASSWORD,
  roles: [{ role: "readWrite", db: "checkin" }],
});
