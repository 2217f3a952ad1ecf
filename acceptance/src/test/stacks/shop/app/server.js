// Says who it is, where it stands, and that the database's port answers.
const http = require('http'), net = require('net'), os = require('os');
http.createServer((request, response) => {
  const socket = net.connect(5432, process.env.DATABASE_HOST);
  socket.on('connect', () => { socket.destroy(); answer(200, 'reached'); });
  socket.on('error', error => answer(503, error.code));
  function answer(code, database) {
    response.writeHead(code, {'Content-Type': 'application/json'});
    response.end(JSON.stringify({ path: request.url, database, folder: process.cwd(), user: process.getuid(),
      address: socket.remoteAddress, environment: process.env.NODE_ENV }));
  }
}).listen(process.env.PORT, () => console.log('listening on ' + process.env.PORT));
process.on('SIGTERM', () => process.exit(0));
