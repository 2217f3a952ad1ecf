"""Answers with its own name, and on /other with what the other one answers."""
import http.server
import os
import signal
import sys
import urllib.request


class Twin(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/other":
            with urllib.request.urlopen(os.environ["OTHER"] + "/", timeout=5) as answer:
                text = answer.read().decode()
        else:
            text = os.environ["NAME"]
        self.send_response(200)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *words):
        print(*words, flush=True)


signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
http.server.ThreadingHTTPServer(("0.0.0.0", 8000), Twin).serve_forever()
