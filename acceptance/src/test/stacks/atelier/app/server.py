import http.server, json, os, socket


class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        host, port = os.environ["CACHE"].split(":")
        with socket.create_connection((host, int(port)), 5) as cache:
            cache.sendall(b"PING\r\n")
            pong = cache.recv(20).decode().strip()
        open("made/by-the-service", "w").close()
        answer = {
            "cache": pong,
            "version": open("built").read().strip(),
            "said": open("said").read().strip(),
            "certificates": os.path.isdir("/certificates"),
            "stub": os.path.exists("version"),
            "state": os.path.exists("../.hauban"),
        }
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        pass


http.server.ThreadingHTTPServer(("", 8000), Page).serve_forever()
